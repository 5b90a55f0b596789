import { countWorkingDays } from '../procedure/working-days.js';
import type { CalendarYear } from '../rulebook/calendar-year.js';
import type { Band, PointsLaw } from '../scoring/points-law.js';
import { addDays, addMonths, dayOfMonth, type CalendarDate } from '../shared/calendar-date.js';

const MONTHS_A_YEAR = 12;

/** What a year total leads to (PQ2025:26). */
export type Consequence =
  | { readonly kind: 'SUSPENSION'; readonly allowedMonths: Band }
  | { readonly kind: 'TERMINATION'; readonly years: number };

/** S9–S11: by the year total after all findings of the notice; at once where one finding alone carries the limit. */
export function consequenceOf(law: PointsLaw, yearTotal: number, atOnce: boolean): Consequence | null {
  if (yearTotal >= law.terminationFrom) {
    return { kind: 'TERMINATION', years: atOnce ? law.yearsAtOnce : law.yearsAccumulated };
  }
  const allowedMonths = law.suspension.get(yearTotal);
  return allowedMonths === undefined ? null : { kind: 'SUSPENSION', allowedMonths };
}

/** The end of the time to object, and the first day of the measure (S16). */
export interface Objection {
  readonly deadline: CalendarDate;
  readonly measureFrom: CalendarDate;
  readonly provisional: boolean;
}

/** S16: the working days to object after the day of receipt, and the measure's start. */
export function s16Objection(
  law: PointsLaw,
  receivedOn: CalendarDate,
  calendars: readonly CalendarYear[],
): Objection {
  const { date: deadline, provisional } = countWorkingDays(receivedOn, law.objectionDays, calendars);
  return {
    deadline,
    measureFrom: law.measureStart === 'LAST_DAY' ? deadline : addDays(deadline, 1),
    provisional,
  };
}

/** S18: the day before the corresponding day; the month's last day where there is none. Not moved by a day off. */
export function endOfMonths(start: CalendarDate, months: number): CalendarDate {
  const corresponding = addMonths(start, months);
  return dayOfMonth(corresponding) === dayOfMonth(start) ? addDays(corresponding, -1) : corresponding;
}

/** S18: the last day of a measure of so many months. */
export function s18LastDay(
  law: PointsLaw,
  { deadline, measureFrom }: Objection,
  months: number,
): CalendarDate {
  return law.monthsCountedFrom === 'DEADLINE_DAY'
    ? addMonths(deadline, months)
    : endOfMonths(measureFrom, months);
}

export const monthsOfYears = (years: number): number => years * MONTHS_A_YEAR;

/** S20: the first day on which a restoration may be applied for. */
export const s20WindowOpens = (
  law: PointsLaw,
  lastDay: CalendarDate,
  calendars: readonly CalendarYear[],
): CalendarDate => countWorkingDays(lastDay, -law.applyBeforeEnd, calendars).date;
