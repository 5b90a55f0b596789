import type { Outcome } from './assessment.js';
import type { Charge } from './charge.js';
import type { Standing } from './counting.js';
import type { ViolationFacts } from './facts.js';
import { NO_MONEY } from '../shared/money.js';

/** P18, P20: whether what the statute makes a fine depend on has happened. */
export function fineTriggered(charge: Charge, facts: ViolationFacts): boolean {
  switch (charge.liability.fine?.trigger) {
    case undefined:
      return false;
    case 'REFUSED_TO_CORRECT':
      return facts.refusedToCorrect;
    case 'FUND_LOSS':
    case 'SUM_DEFRAUDED':
      return charge.amount > NO_MONEY;
  }
}

/** The first that holds: an item of art. 16; no fine set or not triggered; art. 17; a penalty. */
export function outcomeOf(charge: Charge, facts: ViolationFacts, standing: Standing): Outcome {
  if (standing.noPenalty.length > 0) return 'NO_PENALTY';
  if (!fineTriggered(charge, facts)) return 'NO_FINE';
  return standing.waiver ? 'WAIVER_PERMITTED' : 'PENALISE';
}
