import type { EntityManager } from 'typeorm';
import { reversals, repairs, restorations } from './changes.js';
import { decisions } from './decisions.js';
import { determinations } from './determinations.js';
import { evaluations, proposals } from './evaluations.js';
import { measureNotices, months, notices } from './notices.js';
import { REPLAY_KINDS, VERDICTS, type Replayed, type ReplayKind, type Verdict } from './replayed.js';
import { standings } from './standings.js';
import { StoredRulebooks } from './stored-rulebooks.js';
import type { Stored } from './stored.js';

const SOURCES: Readonly<Record<ReplayKind, (stored: Stored) => AsyncGenerator<Replayed>>> = {
  EVALUATION: evaluations,
  PROPOSAL: proposals,
  DECISION: decisions,
  DETERMINATION: determinations,
  NOTICE: notices,
  MONTHS: months,
  MEASURE_NOTICE: measureNotices,
  REVERSAL: reversals,
  REPAIR: repairs,
  RESTORATION: restorations,
  STANDING: standings,
};

export type Counts = Readonly<Record<ReplayKind, Readonly<Record<Verdict, number>>>>;

/** What came of deciding everything again. */
export interface ReplayReport {
  readonly counts: Counts;
  /** Hashes of the rulebooks decided by. */
  readonly rulebooks: readonly string[];
  /** The first decision that comes to something else. */
  readonly firstDiffering: Replayed | null;
  /** The first one that could not be decided again. */
  readonly firstUndecided: Replayed | null;
}

/**
 * Decides again whatever is stored, each under the rulebook that it was made by, and compares byte for byte. Reads only,
 * in constant memory, also while others write.
 * @param since instant, RFC 3339 in UTC; the standings of people are compared whatever it is.
 */
export async function replay(manager: EntityManager, since = ''): Promise<ReplayReport> {
  const stored = { manager, rulebooks: await StoredRulebooks.read(manager), since };
  const counts = emptyCounts();
  const rulebooks = new Set<string>();
  const first: { differing: Replayed | null; undecided: Replayed | null } = {
    differing: null,
    undecided: null,
  };
  for (const kind of REPLAY_KINDS) {
    for await (const each of SOURCES[kind](stored)) {
      counts[kind][each.verdict] += 1;
      if (each.rulebookHash !== null) rulebooks.add(each.rulebookHash);
      if (each.verdict === 'DIFFERS') first.differing ??= each;
      else if (each.verdict !== 'EQUAL') first.undecided ??= each;
    }
  }
  const { differing, undecided } = first;
  return { counts, rulebooks: [...rulebooks], firstDiffering: differing, firstUndecided: undecided };
}

const emptyCounts = (): Record<ReplayKind, Record<Verdict, number>> =>
  Object.fromEntries(
    REPLAY_KINDS.map((kind) => [kind, Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]))]),
  ) as Record<ReplayKind, Record<Verdict, number>>;
