import type { MonthRange } from '../rulebook/instrument.js';
import { NO_MONEY, type Fen } from '../shared/money.js';
import type { Consequence, Outcome } from './assessment.js';
import type { Charge } from './charge.js';
import type { ViolationFacts } from './facts.js';

const months = ({ minMonths, maxMonths }: MonthRange): MonthRange => ({ minMonths, maxMonths });

/** P24: a penalty, so cleared where there is no penalty; under 38 only on refusal or serious consequences. */
export function departmentSuspension(
  charge: Charge,
  facts: ViolationFacts,
  outcome: Outcome,
): MonthRange | null {
  const suspension = charge.liability.departmentSuspension;
  if (suspension === null || outcome === 'NO_PENALTY') return null;
  const triggered = suspension.when === 'ALWAYS' || facts.refusedToCorrect || facts.seriousConsequences;
  return triggered ? months(suspension) : null;
}

/** P35: suspended online settlement is no penalty and stays whatever the outcome (REG735:41). */
export function settlementSuspension(charge: Charge): MonthRange | null {
  const suspension = charge.liability.settlementSuspension;
  return suspension === null ? null : months(suspension);
}

/** P35: what the order to refund covers; a refund is no fine. */
export function refundOf(charge: Charge): Fen {
  return charge.liability.amount === 'NOT_APPLICABLE' ? NO_MONEY : charge.amount;
}

/** The other consequences of the article, those tied to an amount only where there is one. */
export function measuresOf(charge: Charge): Consequence[] {
  return charge.liability.measures
    .filter(({ when }) => when === 'ALWAYS' || charge.amount > NO_MONEY)
    .map(({ code, mandatory, citation }) => ({ code, mandatory, citation }));
}
