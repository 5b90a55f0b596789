import type { Ground } from '../../domain/scoring/grounds.js';
import type { Adjustment, Degree, NegativeCircumstance } from '../../domain/scoring/finding.js';

/** A finding as determined; its points are settled. */
export interface ContentFinding {
  readonly personCode: string;
  readonly conductId: string;
  readonly conduct: string;
  readonly circumstance: NegativeCircumstance;
  readonly basis: string | null;
  readonly degree: Degree;
  readonly degreeReasons: string;
  readonly adjustment: Adjustment;
  readonly grounds: readonly Ground[];
  readonly points: number;
  readonly reasons: string | null;
  readonly largeLossOrEffect: boolean;
}

/** What a determination rests on, as stated or as its case tells. */
export interface ContentSource {
  readonly kind: string;
  readonly caseId: string | null;
  readonly otherPenalty: string | null;
  /** Number of the decision, circular or other document; null for a stand-alone one. */
  readonly documentNo: string | null;
  readonly authority: string | null;
  readonly reasons: string | null;
  /** Articles of a penalty under which it was imposed, measures under the agreement. */
  readonly bases: readonly string[];
  readonly measures: readonly string[];
}

export interface Warning {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly citation?: string;
}

/** Everything a determination states. */
export interface DeterminationContent {
  readonly source: ContentSource;
  readonly institutionHeard: { readonly on: string; readonly opinion: string };
  readonly findings: readonly ContentFinding[];
  /** Why it was entered for a day gone by; null for one of its own day. */
  readonly backdating: string | null;
  readonly notScored: readonly { readonly personCode: string; readonly reasons: string }[];
  /** As they were when it was recorded. */
  readonly warnings: readonly Warning[];
}
