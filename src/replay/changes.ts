import { countRepair, takenOf } from '../domain/qualification/repair-day.js';
import { liftedBy } from '../domain/qualification/restoration-application.js';
import { heldOn } from '../domain/qualification/restoration-counting.js';
import type { History } from '../domain/qualification/history.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { Standing } from '../domain/qualification/standing.js';
import { yearTotalOn } from '../domain/qualification/year-total.js';
import { policyOn } from '../domain/rulebook/policy.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { pointsLawOn, type ActivityLevel } from '../domain/scoring/points-law.js';
import { date, yearOf } from '../domain/shared/calendar-date.js';
import { changedMeasures } from '../ledger/ledger.module.js';
import { canonicalText } from '../platform/database/canonical-text.js';
import type { Json } from '../platform/database/record-entry.js';
import { before, fileKnownAt, judged } from './files.js';
import { lines, replayedThen, type Replayed } from './replayed.js';
import type { RecordedFact } from '../ledger/ledger.module.js';
import { lineOf, rowsOf, type Stored } from './stored.js';

interface ReversalRow {
  readonly sequence: number;
  readonly action: string;
  readonly before: string;
  readonly after: string;
  readonly at: string;
  readonly notice_id: string;
  readonly person_id: string;
}

/** The total of every calendar year with points. */
export function totalsOf({ standing }: History): Json {
  const years = [...new Set(standing.movements.map(({ on }) => yearOf(on)))].sort((a, b) => a - b);
  return years.map((year) => ({ year, total: yearTotalOn(standing, date(`${year}-12-31`)) }));
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

const memberIn = (text: string, name: 'totals' | 'measures'): Json =>
  (JSON.parse(text) as Readonly<Partial<Record<typeof name, Json>>>)[name] ?? null;

/** Every score revised or revoked: the totals of each year before and after, and the measures that changed. */
export async function* reversals(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<ReversalRow>(stored, {
    select: 'row.*, notice.id AS "notice_id", notice.person_id',
    source: `record_entry row JOIN score_notice notice
      ON row.sequence >= 1 AND row.action IN ('SCORE_REVISED', 'SCORE_REVOKED') AND row.subject = 'notice/' || notice.id`,
    recorded: 'row.at',
  });
  for await (const row of rows) {
    const { at, action } = row;
    const file = await fileKnownAt(stored, row.person_id, at);
    const told = { kind: 'REVERSAL', id: `${action} ${row.notice_id}`, at } as const;
    const text = lines(
      canonicalText(memberIn(row.before, 'totals')),
      canonicalText(memberIn(row.after, 'totals')),
      canonicalText(memberIn(row.after, 'measures')),
    );
    yield replayedThen(told, text, stored.rulebooks.thenAt(at), (rulebook) => {
      const around = aroundReversal(file, at, row.notice_id);
      const [earlier, later] = [judged(around.before, [], rulebook), judged(around.after, [], rulebook)];
      return lines(
        canonicalText(totalsOf(earlier)),
        canonicalText(totalsOf(later)),
        canonicalText(asJson(changedMeasures(earlier, later))),
      );
    });
  }
}

/** A file before the reversal of a notice and after it, where one change reverses several on the file in turn. */
function aroundReversal(
  file: readonly RecordedFact[],
  at: string,
  noticeId: string,
): { readonly before: readonly LedgerFact[]; readonly after: readonly LedgerFact[] } {
  const facts = file.map(({ fact }) => fact);
  const reversed = file.flatMap(({ fact, recordedAt }, place) =>
    recordedAt === at && (fact.type === 'REVISE' || fact.type === 'REVOKE')
      ? [{ place, noticeId: fact.scoreId }]
      : [],
  );
  const own = reversed.findIndex((each) => each.noticeId === noticeId);
  const [first, next] = [reversed[own], reversed[own + 1]];
  return own <= 0 || first === undefined
    ? { before: before(file, at), after: facts.slice(0, next?.place) }
    : { before: facts.slice(0, first.place), after: facts.slice(0, next?.place) };
}

interface RepairRow {
  readonly id: string;
  readonly person_id: string;
  readonly route: 'TRAINING' | 'ACTIVITY';
  readonly level: ActivityLevel | null;
  readonly activity_on: string;
  readonly counted_on: string | null;
  readonly deducted: number | null;
  readonly because: string | null;
  readonly opinion: string;
  readonly at: string;
}

function repairAgain(row: RepairRow, facts: readonly LedgerFact[], rulebook: Rulebook): string {
  const { level, route } = row;
  const activityOn = date(row.activity_on);
  const approvedOn = date((JSON.parse(row.opinion) as { on: string }).on);
  const standing = judged(facts, [], rulebook).standing;
  const withRepair = (on: typeof activityOn): Standing =>
    judged(facts, [{ type: 'REPAIR', on, level }], rulebook).standing;
  const policy = policyOn(rulebook, 'repairDay', activityOn) === 'APPROVAL' ? 'APPROVAL' : 'ACTIVITY';
  const taken = takenOf(facts, standing.repairs, { route, year: yearOf(activityOn) });
  const counted = countRepair(
    { level, activityOn, approvedOn, policy, taken },
    { before: standing, onActivity: withRepair(activityOn), onApproval: withRepair(approvedOn) },
    pointsLawOn(rulebook, activityOn),
  );
  if (!counted.ok) throw new Error(JSON.stringify(counted.faults));
  const { on, deducted, because } = counted.value;
  return lines(on, deducted, because, JSON.stringify([on, deducted]));
}

/** The day and the points of a repair as the record has them. */
function assessedIn(after: string | null | undefined): string {
  const { countedOn, deducted } = JSON.parse(after ?? '{}') as { countedOn?: string; deducted?: number };
  return JSON.stringify([countedOn ?? null, deducted ?? null]);
}

/** Every repair granted: the day on which it counts, the points taken off, and why. */
export async function* repairs(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<RepairRow>(stored, {
    select: 'head.*, row.content AS "opinion", row.recorded_at AS "at"',
    source: `repair_step row JOIN repair head ON row.step = 'ACCEPT' AND head.id = row.repair_id`,
    recorded: 'row.recorded_at',
  });
  for await (const row of rows) {
    const { id, at, counted_on: on, deducted, because } = row;
    const line = await lineOf(stored.manager, `repair/${id}`, 'REPAIR_ASSESSED');
    const facts = before(await fileKnownAt(stored, row.person_id, at), at);
    const text = lines(on, deducted, because, assessedIn(line?.after));
    const then = stored.rulebooks.thenAt(at);
    yield replayedThen({ kind: 'REPAIR', id, at }, text, then, (found) => repairAgain(row, facts, found));
  }
}

interface RestorationRow {
  readonly id: string;
  readonly person_id: string;
  readonly applied_on: string;
  readonly approval: string;
  readonly at: string;
}

/** Every restoration approved: the first day back to normal, and the measures that end. */
export async function* restorations(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<RestorationRow>(stored, {
    select: 'head.*, row.content AS "approval", row.recorded_at AS "at"',
    source: `restoration_step row JOIN restoration head ON row.step = 'APPROVE' AND head.id = row.restoration_id`,
    recorded: 'row.recorded_at',
  });
  for await (const { id, person_id, applied_on, approval, at } of rows) {
    const facts = before(await fileKnownAt(stored, person_id, at), at);
    const then = stored.rulebooks.thenAt(at);
    yield replayedThen({ kind: 'RESTORATION', id, at }, approval, then, (found) => {
      const content = JSON.parse(approval) as { readonly on: string; readonly countsFrom?: string };
      const { countsFrom } = content;
      const approvedOn = date(countsFrom ?? content.on);
      const fact: LedgerFact = { type: 'RESTORE', appliedOn: date(countsFrom ?? applied_on), approvedOn };
      const earlier = judged(facts, [], found).standing;
      const later = judged(facts, [fact], found).standing;
      const effectiveOn = later.restorations.findLast((each) => each.approvedOn === approvedOn)?.effectiveOn;
      const held = countsFrom === undefined ? liftedBy(earlier, approvedOn) : heldOn(earlier, approvedOn);
      const lifted = held.map(({ cause }) => cause);
      return JSON.stringify({ ...content, effectiveOn, lifted });
    });
  }
}
