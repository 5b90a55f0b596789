import type { EntityManager } from 'typeorm';
import { reversals, repairs, restorations } from './changes.js';
import { decisions } from './decisions.js';
import { determinations } from './determinations.js';
import { linkedMeasures } from './linked.js';
import { evaluations, proposals } from './evaluations.js';
import { measureNotices, months, notices } from './notices.js';
import { objections } from './objections.js';
import { held, HELD_ACTIONS, HELD_VERDICTS, type Held, type HeldVerdict } from './held.js';
import { HELD_KINDS } from './held-kinds.js';
import { REPLAY_KINDS, VERDICTS, type Replayed, type ReplayKind, type Verdict } from './replayed.js';
import { standings } from './standings.js';
import { StoredRulebooks } from '../records/records.module.js';
import type { Stored } from './stored.js';

const SOURCES: Readonly<Record<ReplayKind, (stored: Stored) => AsyncGenerator<Replayed>>> = {
  EVALUATION: evaluations,
  PROPOSAL: proposals,
  DECISION: decisions,
  DETERMINATION: determinations,
  LINKED: linkedMeasures,
  NOTICE: notices,
  MONTHS: months,
  MEASURE_NOTICE: measureNotices,
  OBJECTION: objections,
  REVERSAL: reversals,
  REPAIR: repairs,
  RESTORATION: restorations,
  STANDING: standings,
};

export type Counts = Readonly<Record<ReplayKind, Readonly<Record<Verdict, number>>>>;

/** By the name of the kind of line. */
export type HeldCounts = Readonly<Record<string, Readonly<Record<HeldVerdict, number>>>>;

/** What came of holding the record against the rows, and of deciding everything again. */
export interface ReplayReport {
  readonly counts: Counts;
  /** Lines of the record beside the stored rows that they name. */
  readonly held: HeldCounts;
  /** The first line without its row, row without a line, or line that says another thing than its row. */
  readonly firstUnheld: Held | null;
  /** Lines that are neither: by action, how many. */
  readonly notReplayed: Readonly<Record<string, number>>;
  /** Hashes of the rulebooks decided by. */
  readonly rulebooks: readonly string[];
  /** The first decision that comes to something else. */
  readonly firstDiffering: Replayed | null;
  /** The first one that could not be decided again. */
  readonly firstUndecided: Replayed | null;
}

/**
 * Holds every line of the record that decides something against the row it names, and decides again whatever is stored, each under the rulebook that it was made by, and compares byte for byte. Reads only,
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
  return {
    counts,
    ...(await allHeld(stored)),
    notReplayed: await notReplayed(stored),
    rulebooks: [...rulebooks],
    firstDiffering: differing,
    firstUndecided: undecided,
  };
}

async function allHeld(stored: Stored): Promise<Pick<ReplayReport, 'held' | 'firstUnheld'>> {
  const counts = Object.fromEntries(
    HELD_KINDS.map(({ name }) => [name, Object.fromEntries(HELD_VERDICTS.map((verdict) => [verdict, 0]))]),
  ) as Record<string, Record<HeldVerdict, number>>;
  let firstUnheld: Held | null = null;
  for await (const each of held(stored)) {
    const ofKind = counts[each.kind];
    if (ofKind !== undefined) ofKind[each.verdict] += 1;
    if (each.verdict !== 'EQUAL') firstUnheld ??= each;
  }
  return { held: counts, firstUnheld };
}

async function notReplayed({ manager, since }: Stored): Promise<Record<string, number>> {
  const rows = await manager.query<{ action: string; count: number }[]>(
    `SELECT "action", COUNT(*) AS "count" FROM "record_entry" WHERE "sequence" >= 1 AND "at" >= ?
     AND "action" NOT IN (${HELD_ACTIONS.map(() => '?').join(', ')}) GROUP BY "action" ORDER BY "action"`,
    [since, ...HELD_ACTIONS],
  );
  return Object.fromEntries(rows.map(({ action, count }) => [action, count]));
}

const emptyCounts = (): Record<ReplayKind, Record<Verdict, number>> =>
  Object.fromEntries(
    REPLAY_KINDS.map((kind) => [kind, Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]))]),
  ) as Record<ReplayKind, Record<Verdict, number>>;
