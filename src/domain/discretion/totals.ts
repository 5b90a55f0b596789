import { addMoney, largerMoney, NO_MONEY, type Fen } from '../shared/money.js';
import type { Totals, ViolationAssessment } from './assessment.js';

const mayBeFined = ({ outcome }: ViolationAssessment): boolean =>
  outcome === 'PENALISE' || outcome === 'WAIVER_PERMITTED';

interface Bounds {
  readonly min: Fen;
  readonly max: Fen;
}

/** From the lowest to the highest fine over the open directions; a waiver may come to nothing. */
function boundsOf({ directions, outcome }: ViolationAssessment): Bounds {
  const [first, ...rest] = directions;
  if (first === undefined) return { min: NO_MONEY, max: NO_MONEY };
  const min = rest.reduce((low, { fineMin }) => (fineMin < low ? fineMin : low), first.fineMin);
  const max = rest.reduce((high, { fineMax }) => largerMoney(high, fineMax), first.fineMax);
  return { min: outcome === 'WAIVER_PERMITTED' ? NO_MONEY : min, max };
}

export function byConduct<T extends { readonly conductId: string }>(violations: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const violation of violations) {
    const group = groups.get(violation.conductId);
    if (group) group.push(violation);
    else groups.set(violation.conductId, [violation]);
  }
  return [...groups.values()];
}

/** P23: of one conduct the violation with the highest fine; of several equal, the first. */
function boundsOfConduct(violations: readonly ViolationAssessment[]): Bounds {
  return violations.map(boundsOf).reduce((highest, each) => (each.max > highest.max ? each : highest));
}

/** P23, P35: one fine a conduct, added up; refunds, once a conduct, in an account of their own. */
export function totalsOf(violations: readonly ViolationAssessment[]): Totals {
  const conducts = byConduct(violations);
  const refund = conducts
    .map((each) => each.map((violation) => violation.refund).reduce(largerMoney))
    .reduce(addMoney, NO_MONEY);
  if (violations.some((each) => mayBeFined(each) && each.directions.length === 0)) {
    return { fineMin: null, fineMax: null, refund };
  }
  const bounds = conducts.map(boundsOfConduct);
  return {
    fineMin: bounds.map(({ min }) => min).reduce(addMoney, NO_MONEY),
    fineMax: bounds.map(({ max }) => max).reduce(addMoney, NO_MONEY),
    refund,
  };
}
