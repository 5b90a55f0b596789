import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { JudgedScore } from '../domain/qualification/standing.js';
import { date, yearOf } from '../domain/shared/calendar-date.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import {
  noticeReceipt,
  restorationOf,
  type MeasureNoticeContent,
  type MonthsContent,
  type NoticeContent,
} from '../scoring/scoring.module.js';
import { fileKnownAt, judged } from './files.js';
import { lines, replayedThen, type Replayed } from './replayed.js';
import { lineOf, rowsOf, type Stored } from './stored.js';

interface NoticeRow {
  readonly id: string;
  readonly person_id: string;
  readonly points_day: string;
  readonly year: number;
  readonly content: string;
  readonly rulebook_hash: string;
  readonly output_hash: string;
  readonly recorded_at: string;
}

/** @throws Error where the file has no such score. */
function scoreIn(
  facts: readonly LedgerFact[],
  added: readonly LedgerFact[],
  id: string,
  rulebook: Rulebook,
): JudgedScore {
  const score = judged(facts, added, rulebook).standing.scores.find((each) => each.id === id);
  if (score === undefined) throw new Error(`no score ${id}`);
  return score;
}

function noticeAgain(row: NoticeRow, facts: readonly LedgerFact[], rulebook: Rulebook): string {
  const place = facts.findIndex((fact) => fact.type === 'SCORE' && fact.id === row.id);
  const [recorded, own] = [facts.slice(0, place), facts.slice(place, place + 1)];
  const score = scoreIn(recorded, own, row.id, rulebook);
  const { points, pointsAlone, yearTotalAfter, measure } = score;
  const receipt = noticeReceipt(rulebook.hash, [...recorded, ...own], score);
  const content = JSON.parse(row.content) as NoticeContent;
  const again = { ...content, points, pointsAlone, yearTotalAfter, measure, receipt };
  const { outputHash } = receipt;
  return lines(JSON.stringify(again), yearOf(date(row.points_day)), rulebook.hash, outputHash, outputHash);
}

/** Every score notice: points, year total, measure and receipt, from the person's file as it was known. */
export async function* notices(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<NoticeRow>(stored, {
    select: 'row.*',
    source: 'score_notice row',
    recorded: 'row.recorded_at',
  });
  for await (const row of rows) {
    const { id, recorded_at: at } = row;
    const line = await lineOf(stored.manager, `notice/${id}`, 'SCORE_NOTICE_ISSUED');
    const file = await fileKnownAt(stored, row.person_id, at);
    const text = lines(row.content, row.year, row.rulebook_hash, row.output_hash, line?.receipt ?? null);
    const then = stored.rulebooks.thenAt(at, stored.rulebooks.byHash(row.rulebook_hash));
    const facts = file.map(({ fact }) => fact);
    yield replayedThen({ kind: 'NOTICE', id, at }, text, then, (found) => noticeAgain(row, facts, found));
  }
}

interface EventRow {
  readonly notice_id: string;
  readonly sequence: number;
  readonly content: string;
  readonly recorded_at: string;
  readonly person_id: string;
}

const eventRows = (stored: Stored, event: 'MONTHS_CHOSEN' | 'MEASURE_NOTICE'): AsyncGenerator<EventRow> =>
  rowsOf<EventRow>(stored, {
    select: 'row.*, notice.person_id',
    source: `notice_event row JOIN score_notice notice ON row.event = '${event}' AND notice.id = row.notice_id`,
    recorded: 'row.recorded_at',
  });

/** Every choice of months: the range that was open, the choice itself left out. */
export async function* months(stored: Stored): AsyncGenerator<Replayed> {
  for await (const { notice_id: id, sequence, content, recorded_at: at, person_id } of eventRows(
    stored,
    'MONTHS_CHOSEN',
  )) {
    const file = await fileKnownAt(stored, person_id, at);
    const facts = file
      .filter(({ fact, recordedAt }) => !(fact.type === 'MONTHS' && fact.scoreId === id && recordedAt === at))
      .map(({ fact }) => fact);
    const told = { kind: 'MONTHS', id: `${id}/${sequence}`, at } as const;
    yield replayedThen(told, content, stored.rulebooks.thenAt(at), (rulebook) => {
      const { measure } = scoreIn(facts, [], id, rulebook);
      const allowedMonths = measure?.kind === 'SUSPENSION' ? measure.allowedMonths : null;
      return JSON.stringify({ ...(JSON.parse(content) as MonthsContent), allowedMonths });
    });
  }
}

/** Every paper of a suspension or termination: its ground, length and days. */
export async function* measureNotices(stored: Stored): AsyncGenerator<Replayed> {
  for await (const { notice_id: id, sequence, content, recorded_at: at, person_id } of eventRows(
    stored,
    'MEASURE_NOTICE',
  )) {
    const facts = (await fileKnownAt(stored, person_id, at)).map(({ fact }) => fact);
    const told = { kind: 'MEASURE_NOTICE', id: `${id}/${sequence}`, at } as const;
    yield replayedThen(told, content, stored.rulebooks.thenAt(at), (rulebook) =>
      JSON.stringify(
        paperAgain(JSON.parse(content) as MeasureNoticeContent, scoreIn(facts, [], id, rulebook), rulebook),
      ),
    );
  }
}

function paperAgain(
  content: MeasureNoticeContent,
  { measure, yearTotalAfter, objectionDeadline }: JudgedScore,
  rulebook: Rulebook,
): object {
  const to = measure?.to ?? null;
  if (measure === null || to === null) throw new Error('no measure with its days');
  return {
    ...content,
    kind: measure.kind,
    yearTotal: yearTotalAfter,
    months: measure.kind === 'SUSPENSION' ? measure.months : null,
    years: measure.kind === 'TERMINATION' ? measure.years : null,
    from: measure.from,
    to,
    objectionDeadline,
    ...restorationOf(measure.kind, to, rulebook),
    rulebookHash: rulebook.hash,
  };
}
