import type { MeasureKind } from '../qualification/event.js';
import type { LedgerFact } from '../qualification/ledger-fact.js';
import type { Standing } from '../qualification/standing.js';
import { pointsOf, type Degree, type Finding, type NegativeCircumstance } from '../scoring/finding.js';
import type { PointsLaw } from '../scoring/points-law.js';
import type { CalendarDate } from '../shared/calendar-date.js';

/** A notice or a linked measure (S25) as its paper names it. */
export interface PaperHead {
  /** Of the score or the linked measure on the ledger. */
  readonly id: string;
  readonly source: 'NOTICE' | 'LINKED';
  /** Of the notice; of a linked measure that of its determination. */
  readonly number: string;
  readonly institution: string;
  readonly personId: string;
  readonly personCode: string;
  /** Day on which it was issued, or linked. */
  readonly issuedOn: CalendarDate;
  /** Day on which it was recorded: later where it was entered late. */
  readonly recordedOn: CalendarDate;
}

export interface ReportedFinding {
  readonly circumstance: NegativeCircumstance;
  readonly degree: Degree;
  readonly points: number;
}

export interface ReportedMeasure {
  readonly kind: MeasureKind;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly restoredOn: CalendarDate | null;
}

/** A notice or a linked measure as it stands. */
export interface Reported extends PaperHead {
  readonly state: 'STANDING' | 'REVISED' | 'REVOKED';
  /** Day of the last revision or of the revocation. */
  readonly correctedOn: CalendarDate | null;
  /** Null for a linked measure. */
  readonly pointsDay: CalendarDate | null;
  /** What it adds (S6); 0 when revoked or linked. */
  readonly points: number;
  readonly yearTotalAfter: number | null;
  /** Those that stand: none when revoked. */
  readonly findings: readonly ReportedFinding[];
  readonly measure: ReportedMeasure | null;
}

type Correction = Extract<LedgerFact, { type: 'REVISE' | 'REVOKE' | 'LINK_VOIDED' }>;

const isCorrectionOf = (fact: LedgerFact, id: string): fact is Correction =>
  ((fact.type === 'REVISE' || fact.type === 'REVOKE') && fact.scoreId === id) ||
  (fact.type === 'LINK_VOIDED' && fact.linkId === id);

function findingsOf(facts: readonly LedgerFact[], id: string): readonly Finding[] {
  const scored = facts.find((fact) => fact.type === 'SCORE' && fact.id === id);
  const revised = facts.filter((fact) => fact.type === 'REVISE' && fact.scoreId === id).at(-1);
  if (revised?.type === 'REVISE') return revised.findings;
  return scored?.type === 'SCORE' ? scored.findings : [];
}

function measureOf(standing: Pick<Standing, 'scores' | 'restrictions'>, id: string): ReportedMeasure | null {
  const restriction = standing.restrictions.find(({ cause }) => cause === id);
  const measure = standing.scores.find((score) => score.id === id)?.measure ?? null;
  if (restriction !== undefined) {
    const { kind, from, to, restoredOn } = restriction;
    return { kind, from, to, restoredOn };
  }
  return measure === null
    ? null
    : { kind: measure.kind, from: measure.from, to: measure.to, restoredOn: null };
}

/**
 * How a notice or linked measure stands by the file of its person. Pure.
 * @param facts the whole file in the order of recording.
 * @param lawOn the points law of a points' day.
 */
export function reportedOf(
  head: PaperHead,
  facts: readonly LedgerFact[],
  standing: Pick<Standing, 'scores' | 'restrictions'>,
  lawOn: (day: CalendarDate) => PointsLaw,
): Reported {
  const corrections = facts.filter((fact) => isCorrectionOf(fact, head.id));
  const last = corrections.at(-1);
  const revoked = corrections.some(({ type }) => type !== 'REVISE');
  const score = standing.scores.find(({ id }) => id === head.id);
  const findings = revoked || score === undefined ? [] : findingsOf(facts, head.id);
  return {
    ...head,
    state: revoked ? 'REVOKED' : last === undefined ? 'STANDING' : 'REVISED',
    correctedOn: last?.on ?? null,
    pointsDay: score?.effectiveOn ?? null,
    points: score?.points ?? 0,
    yearTotalAfter: score?.yearTotalAfter ?? null,
    findings: findings.map((finding) => ({
      circumstance: finding.circumstance,
      degree: finding.degree,
      points: score === undefined ? 0 : pointsOf(lawOn(score.effectiveOn), finding),
    })),
    measure: measureOf(standing, head.id),
  };
}
