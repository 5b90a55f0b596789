import { maxOf, midpointOf, minOf, minus, times, ZERO, type Decimal } from '../shared/decimal.js';
import type { StatutoryFine } from '../rulebook/instrument.js';
import type { Range, Span } from './assessment.js';
import type { Direction } from './facts.js';
import type { DiscretionLaw } from './law.js';

/** How many items of each kind count. */
export interface Counts {
  readonly shall: number;
  readonly may: number;
  readonly aggravate: number;
}

/** P15: aggravating items beside those of 13 or 14 are not netted; they are weighed. */
const p15Weighed = ({ shall, may, aggravate }: Counts): boolean => aggravate > 0 && shall + may > 0;

/** P6: with no item at all any figure of the grade is lawful, and the officer picks. */
export const p6NoItem = ({ shall, may, aggravate }: Counts): boolean => shall + may + aggravate === 0;

/** P13: two or more aggravating items and none of 13 or 14 lead to the highest grade (DB2025:19.1). */
export const highestGradeApplies = (law: DiscretionLaw, counts: Counts): boolean =>
  counts.aggravate >= law.rules.highestGradeFrom && counts.shall + counts.may === 0;

/** The directions that the items allow, before the figures are looked at (P6, P10, P14, P15). */
export function directionsAllowed(counts: Counts): readonly Direction[] {
  if (p6NoItem(counts)) return ['ORDINARY'];
  if (p15Weighed(counts)) return ['WEIGHED'];
  if (counts.aggravate > 0) return ['HEAVIER'];
  return counts.shall > 0 ? ['LIGHTER', 'MITIGATED'] : ['ORDINARY', 'LIGHTER', 'MITIGATED'];
}

/** P8: the floor under a mitigated multiple. */
export const floorOf = (law: DiscretionLaw, fine: StatutoryFine): Decimal => {
  if (fine.kind === 'FIXED') return ZERO;
  return fine.fraud ? law.rules.floorFraud : law.rules.floorLoss;
};

/** P7, P8, P11: grade minimum less one multiple an item, not below the floor; zero for a fine without multiple. */
export function lowestFigure(law: DiscretionLaw, fine: StatutoryFine, grade: Span, counts: Counts): Decimal {
  const floor = floorOf(law, fine);
  if (fine.kind === 'FIXED') return floor;
  const taken = times(law.rules.reductionPerItem, counts.shall + counts.may);
  return grade.min - taken > floor ? minus(grade.min, taken) : floor;
}

/** P3, P4: the midpoint a direction is measured by. */
export const midpointFor = (midpoint: DiscretionLaw['midpointOf'], statutory: Span, grade: Span): Decimal => {
  const of = midpoint === 'GRADE' ? grade : statutory;
  return midpointOf(of.min, of.max);
};

/** Strictly below the midpoint and inside the grade; null where the two do not meet. */
export function lighterRange(grade: Span, midpoint: Decimal): Range | null {
  if (grade.min >= midpoint) return null;
  const max = minOf(midpoint, grade.max);
  return { min: grade.min, max, minInclusive: true, maxInclusive: grade.max < midpoint };
}

/** Strictly above the midpoint and inside the grade; null where the two do not meet. */
export function heavierRange(grade: Span, midpoint: Decimal): Range | null {
  if (grade.max <= midpoint) return null;
  const min = maxOf(midpoint, grade.min);
  return { min, max: grade.max, minInclusive: grade.min > midpoint, maxInclusive: true };
}

/** P12: below the grade minimum, down to the lowest figure; null where there is nothing below it. */
export function mitigatedRange(grade: Span, low: Decimal, scale: StatutoryFine['kind']): Range | null {
  if (low >= grade.min) return null;
  return { min: low, max: grade.min, minInclusive: scale === 'MULTIPLE', maxInclusive: false };
}

/** P15: from the lowest figure to the grade maximum. */
export const p15WeighedRange = (grade: Span, low: Decimal, scale: StatutoryFine['kind']): Range => ({
  min: low,
  max: grade.max,
  minInclusive: scale === 'MULTIPLE',
  maxInclusive: true,
});

export const ordinaryRange = (grade: Span): Range => ({
  min: grade.min,
  max: grade.max,
  minInclusive: true,
  maxInclusive: true,
});
