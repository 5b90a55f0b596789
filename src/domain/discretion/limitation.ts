import { addYears, type CalendarDate } from '../shared/calendar-date.js';
import type { ViolationFacts } from './facts.js';
import type { DiscretionLaw } from './law.js';

/** The time within which a violation has to be discovered (DB2025:16(5)). */
export interface Limitation {
  readonly years: number;
  /** The last day on which discovery is in time. */
  readonly lastDay: CalendarDate;
  readonly discoveredTooLate: boolean;
}

/** P27: counted from the end of the conduct to the day it was discovered; the anniversary is still in time. */
export function p27Limitation(law: DiscretionLaw, facts: ViolationFacts): Limitation {
  const years = facts.harmToLifeHealthOrFinancialSafety
    ? law.rules.extendedLimitationYears
    : law.rules.limitationYears;
  const lastDay = addYears(facts.conductEndedOn, years);
  return { years, lastDay, discoveredTooLate: facts.discoveredOn > lastDay };
}
