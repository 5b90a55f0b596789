import type { StatutoryFine } from '../rulebook/instrument.js';
import type { Decimal } from '../shared/decimal.js';
import { moneyOfYuan, p34AmountTimesMultiple, type Fen } from '../shared/money.js';
import type { OpenDirection, Range, Span } from './assessment.js';
import type { Charge } from './charge.js';
import type { Standing } from './counting.js';
import {
  directionsAllowed,
  heavierRange,
  highestGradeApplies,
  lighterRange,
  lowestFigure,
  midpointFor,
  mitigatedRange,
  ordinaryRange,
  p15WeighedRange,
  type Counts,
} from './directions.js';
import type { Direction, ViolationFacts } from './facts.js';
import { gradeRow, p13HighestGrade, type GradeRow } from './grade.js';
import type { DiscretionLaw } from './law.js';

/** Everything about the fine of a violation that may be fined. */
export interface FineRange {
  readonly fine: StatutoryFine;
  readonly statutory: Span;
  readonly midpoint: Decimal;
  /** The row the officer chose; null when none was named. */
  readonly chosen: GradeRow | null;
  readonly grade: Span;
  /** The row whose range applies: the one chosen, or the highest (P13). */
  readonly gradeRowId: string | null;
  readonly counts: Counts;
  readonly highestGradeApplies: boolean;
  readonly low: Decimal;
  readonly allowed: readonly Direction[];
  readonly directions: readonly OpenDirection[];
}

export const countsOf = (standing: Standing): Counts => ({
  shall: standing.shallMitigate.length,
  may: standing.mayMitigate.length,
  aggravate: standing.aggravate.length,
});

/** The fine that a figure of this scale comes to. */
export const fineAt = (fine: StatutoryFine, amount: Fen, figure: Decimal): Fen =>
  fine.kind === 'FIXED' ? moneyOfYuan(figure) : p34AmountTimesMultiple(amount, figure);

type Shape = Omit<FineRange, 'directions'>;

export function rangeOfDirection(shape: Shape, direction: Direction, midpoint: Decimal): Range | null {
  switch (direction) {
    case 'ORDINARY':
      return ordinaryRange(shape.grade);
    case 'LIGHTER':
      return lighterRange(shape.grade, midpoint);
    case 'HEAVIER':
      return heavierRange(shape.grade, midpoint);
    case 'MITIGATED':
      return mitigatedRange(shape.grade, shape.low, shape.fine.kind);
    case 'WEIGHED':
      return p15WeighedRange(shape.grade, shape.low, shape.fine.kind);
  }
}

function openDirections(shape: Shape, amount: Fen): OpenDirection[] {
  return shape.allowed.flatMap((direction) => {
    const range = rangeOfDirection(shape, direction, shape.midpoint);
    if (range === null) return [];
    const fineMin = fineAt(shape.fine, amount, range.min);
    return [{ direction, ...range, fineMin, fineMax: fineAt(shape.fine, amount, range.max) }];
  });
}

/** The grade, the directions and their ranges for a violation that may be fined. */
export function fineRangeOf(
  law: DiscretionLaw,
  facts: ViolationFacts,
  charge: Charge,
  fine: StatutoryFine,
  counts: Counts,
): FineRange {
  const statutory: Span = { min: fine.min, max: fine.max };
  const chosen = facts.grade === null ? null : gradeRow(law, facts.grade);
  const highest = highestGradeApplies(law, counts);
  const row =
    chosen && highest ? p13HighestGrade(law, chosen, charge.liability.basis) : (chosen?.row ?? null);
  const grade: Span = row === null ? statutory : { min: row.min, max: row.max };
  const shape: Shape = {
    fine,
    statutory,
    midpoint: midpointFor(law.midpointOf, statutory, grade),
    chosen,
    grade,
    gradeRowId: row?.id ?? null,
    counts,
    highestGradeApplies: highest,
    low: lowestFigure(law, fine, grade, counts),
    allowed: directionsAllowed(counts),
  };
  return { ...shape, directions: openDirections(shape, charge.amount) };
}
