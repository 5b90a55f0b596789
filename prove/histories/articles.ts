/** What PQ2025 says of points, measures and repairs, written down a second time. */
import type { Finding } from '../../src/domain/scoring/finding.js';

/** PQ2025:20–23. */
const BANDS: Readonly<Record<string, readonly [number, number]>> = {
  '20': [1, 3],
  '21': [4, 6],
  '22': [7, 9],
  '23': [10, 12],
};

const NEEDS_BASIS: ReadonlySet<string> = new Set([
  'PQ2025:20(3)',
  'PQ2025:21(4)',
  'PQ2025:22(3)',
  'PQ2025:23(4)',
]);

export interface OpenPoints {
  readonly low: number;
  readonly high: number;
  /** What the finding carries where no points are given. */
  readonly usual: number;
}

/** PQ2025:17, 19: bottom, middle and top of the band for general, important and principal responsibility (S2). */
const ofDegree = (low: number, { degree }: Finding): number =>
  low + (degree === 'GENERAL' ? 0 : degree === 'IMPORTANT' ? 1 : 2);

function openIn([low, high]: readonly [number, number], finding: Finding): OpenPoints {
  const own = ofDegree(low, finding);
  if (finding.adjustment === 'LIGHTER') return { low, high: own, usual: low };
  if (finding.adjustment === 'HEAVIER') return { low: own, high, usual: high };
  return { low, high, usual: own };
}

/** The points open to a finding (S1–S4, S8); null where its adjustment leads to no band. */
export function openPoints(finding: Finding): OpenPoints | null {
  if (finding.circumstance === 'PQ2025:23(2)') {
    return finding.adjustment === 'NONE' ? { low: 12, high: 12, usual: 12 } : null;
  }
  const article = Number(finding.circumstance.slice('PQ2025:'.length, 'PQ2025:20'.length));
  const moved = { REDUCE_BAND: -1, RAISE_BAND: 1, NONE: 0, LIGHTER: 0, HEAVIER: 0 }[finding.adjustment];
  const band = BANDS[String(article + moved)];
  return band === undefined ? null : openIn(band, finding);
}

/** The points of a finding that is known to be sound. */
export function pointsOfFinding(finding: Finding): number {
  const points = finding.points ?? openPoints(finding)?.usual;
  if (points === undefined) throw new Error('a finding without points');
  return points;
}

/** Everything that is wrong with a finding: place below it, and code. */
export function faultsOfFinding(finding: Finding): string[] {
  const open = openPoints(finding);
  const { points, basis, circumstance } = finding;
  return [
    ...(NEEDS_BASIS.has(circumstance) && basis === null ? ['/basis BASIS_REQUIRED'] : []),
    ...(open === null ? ['/adjustment BAND_UNAVAILABLE'] : []),
    ...(open !== null && points !== null && (points < open.low || points > open.high)
      ? ['/points POINTS_OUT_OF_RANGE']
      : []),
  ];
}

/** PQ2025:26: under 9 nothing; 9, 10, 11 a suspension of so many months; from 12 a termination. */
export const LIMIT = 12;
export const MONTHS_OPEN: Readonly<Record<number, readonly [number, number]>> = {
  9: [1, 2],
  10: [3, 4],
  11: [5, 6],
};
export const YEARS_ACCUMULATED = 1;
export const YEARS_AT_ONCE = 3;

/** PQ2025:34 and 30, in working days. */
export const TO_OBJECT = 5;
export const APPLY_BEFORE_END = 15;

/** PQ2025:32: both routes have a yearly cap of their own. */
export const REPAIR_CAP = 3;
export const REPAIR_WORTH = { TRAINING: 1, DISTRICT: 1, MUNICIPAL: 2, NATIONAL: 3 } as const;
