import type { Fault } from '../shared/result.js';
import type { Band, PointsLaw } from './points-law.js';

/** The negative circumstances of PQ2025:20–23. */
export const NEGATIVE_CIRCUMSTANCES = [
  'PQ2025:20(1)',
  'PQ2025:20(2)',
  'PQ2025:20(3)',
  'PQ2025:21(1)',
  'PQ2025:21(2)',
  'PQ2025:21(3)',
  'PQ2025:21(4)',
  'PQ2025:22(1)',
  'PQ2025:22(2)',
  'PQ2025:22(3)',
  'PQ2025:23(1)',
  'PQ2025:23(2)',
  'PQ2025:23(3)',
  'PQ2025:23(4)',
] as const;
export type NegativeCircumstance = (typeof NEGATIVE_CIRCUMSTANCES)[number];

export const DEGREES = ['GENERAL', 'IMPORTANT', 'PRINCIPAL'] as const;
/** Degree of responsibility (PQ2025:19), slight to grave. */
export type Degree = (typeof DEGREES)[number];

export const ADJUSTMENTS = ['NONE', 'LIGHTER', 'REDUCE_BAND', 'HEAVIER', 'RAISE_BAND'] as const;
/** Lenient or severe, inside the band or one band down or up (PQ2025:17, S3). */
export type Adjustment = (typeof ADJUSTMENTS)[number];

/** One act of one person under one negative circumstance. */
export interface Finding {
  /** The act: one per person and act, across notices and sources (S6). */
  readonly conductId: string;
  readonly circumstance: NegativeCircumstance;
  readonly degree: Degree;
  readonly adjustment: Adjustment;
  /** Null: the default. */
  readonly points: number | null;
  /** The provision a residual item stands for. */
  readonly basis: string | null;
}

const LICENCE_REVOKED: NegativeCircumstance = 'PQ2025:23(2)';
const RESIDUAL: ReadonlySet<NegativeCircumstance> = new Set<NegativeCircumstance>([
  'PQ2025:20(3)',
  'PQ2025:21(4)',
  'PQ2025:22(3)',
  'PQ2025:23(4)',
]);

const FIRST_BAND_ARTICLE = 20;
const bandIndex = ({ circumstance }: Finding): number =>
  Number(circumstance.slice('PQ2025:'.length, circumstance.indexOf('('))) - FIRST_BAND_ARTICLE;

const STEP: Readonly<Record<Adjustment, number>> = {
  NONE: 0,
  LIGHTER: 0,
  HEAVIER: 0,
  REDUCE_BAND: -1,
  RAISE_BAND: 1,
};

/** S2: bottom, middle, top of the band. */
function defaultOf({ min, max }: Band, degree: Degree): number {
  switch (degree) {
    case 'GENERAL':
      return min;
    case 'IMPORTANT':
      return Math.floor((min + max) / 2);
    case 'PRINCIPAL':
      return max;
  }
}

/** The points a finding may carry, and those it carries when none are given. */
export interface AllowedPoints extends Band {
  readonly default: number;
}

/** S1–S4, S8: the points open to a finding; null where there is no band for its adjustment. */
export function allowedPoints(law: PointsLaw, finding: Finding): AllowedPoints | null {
  if (finding.circumstance === LICENCE_REVOKED) {
    const points = law.licenceRevokedPoints;
    return finding.adjustment === 'NONE' ? { min: points, max: points, default: points } : null;
  }
  const band = law.bands[bandIndex(finding) + STEP[finding.adjustment]];
  if (band === undefined) return null;
  const ofDegree = defaultOf(band, finding.degree);
  switch (finding.adjustment) {
    case 'LIGHTER':
      return { min: band.min, max: ofDegree, default: band.min };
    case 'HEAVIER':
      return { min: ofDegree, max: band.max, default: band.max };
    case 'NONE':
    case 'REDUCE_BAND':
    case 'RAISE_BAND':
      return { ...band, default: ofDegree };
  }
}

/** The points of a sound finding; throws for one whose band does not exist. */
export function pointsOf(law: PointsLaw, finding: Finding): number {
  const allowed = allowedPoints(law, finding);
  if (allowed === null) throw new Error(`no band for ${finding.circumstance} ${finding.adjustment}`);
  return finding.points ?? allowed.default;
}

/** The points of each act at its highest (PQ2025:18, S6), by act. */
export function highestByAct(law: PointsLaw, findings: readonly Finding[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const finding of findings) {
    const points = pointsOf(law, finding);
    highest.set(finding.conductId, Math.max(points, highest.get(finding.conductId) ?? 0));
  }
  return highest;
}

/** The points of findings by themselves: each act at its highest, before any difference to earlier notices. */
export const pointsAlone = (law: PointsLaw, findings: readonly Finding[]): number =>
  [...highestByAct(law, findings).values()].reduce((sum, each) => sum + each, 0);

/** Every fault of law in a finding, with pointers below `at`. */
export function findingFaults(law: PointsLaw, finding: Finding, at: string): Fault[] {
  const faults: Fault[] = [];
  if (RESIDUAL.has(finding.circumstance) && finding.basis === null) {
    const detail = `${finding.circumstance} 是兜底情形，须写明所依据的规定（basis）。`;
    faults.push({ pointer: `${at}/basis`, code: 'BASIS_REQUIRED', detail, citation: finding.circumstance });
  }
  const allowed = allowedPoints(law, finding);
  if (allowed === null) {
    const detail =
      finding.circumstance === LICENCE_REVOKED
        ? `${finding.circumstance} 固定记 ${law.licenceRevokedPoints} 分，不加减档，也不从轻从重。`
        : '没有可以减轻或加重到的相邻档次，请改用同档从轻（LIGHTER）或从重（HEAVIER）。';
    faults.push({ pointer: `${at}/adjustment`, code: 'BAND_UNAVAILABLE', detail, citation: 'PQ2025:17' });
  } else if (finding.points !== null && (finding.points < allowed.min || finding.points > allowed.max)) {
    const detail = `可记 ${allowed.min} 至 ${allowed.max} 分（${finding.circumstance}，${finding.adjustment}），填写的是 ${finding.points} 分。`;
    faults.push({
      pointer: `${at}/points`,
      code: 'POINTS_OUT_OF_RANGE',
      detail,
      citation: finding.circumstance,
    });
  }
  return faults;
}
