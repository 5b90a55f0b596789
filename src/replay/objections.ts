import type { History } from '../domain/qualification/history.js';
import { timelineOf } from '../domain/qualification/timeline.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date } from '../domain/shared/calendar-date.js';
import type { RecordedFact } from '../ledger/ledger.module.js';
import { type ContentFinding, scoreAnswer } from '../scoring/scoring.module.js';
import { totalsOf } from './changes.js';
import { findingAgain } from './determinations.js';
import { before, fileKnownAt, judged } from './files.js';
import { replayedThen, type Replayed } from './replayed.js';
import { rowsOf, type Stored } from './stored.js';

interface ObjectionRow {
  readonly objection_id: string;
  readonly sequence: number;
  readonly content: string;
  readonly at: string;
  readonly person_id: string | null;
  readonly person_code: string;
  readonly points_day: string | null;
}

interface Decided {
  readonly findings: readonly ContentFinding[];
  readonly effect: object | null;
}

const standingOf = (history: History): object => ({
  years: totalsOf(history),
  scores: history.standing.scores.map((score) => scoreAnswer(score, history)),
  measures: [...history.standing.restrictions],
  timeline: timelineOf(history.standing.restrictions).map((span) => ({ ...span, causes: [...span.causes] })),
});

function decidedAgain(row: ObjectionRow, file: readonly RecordedFact[], rulebook: Rulebook): string {
  const content = JSON.parse(row.content) as Decided;
  if (row.points_day === null) throw new Error('no notice that was objected to');
  const law = pointsLawOn(rulebook, date(row.points_day));
  const findings = content.findings.map((finding) => findingAgain(finding, finding.points, law));
  if (content.effect === null) return JSON.stringify({ ...content, findings });
  const facts = file.map(({ fact }) => fact);
  const effect = {
    personCode: row.person_code,
    before: standingOf(judged(before(file, row.at), [], rulebook)),
    after: standingOf(judged(facts, [], rulebook)),
  };
  return JSON.stringify({ ...content, findings, effect });
}

/** Every decision on an objection: the points of its findings, and where the person stood before and after (S31). */
export async function* objections(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<ObjectionRow>(stored, {
    select: `row.objection_id, row.sequence, row.content, row.recorded_at AS "at", head.person_id, head.person_code,
      notice.points_day`,
    source: `objection_step row LEFT JOIN objection head ON head.id = row.objection_id
      LEFT JOIN score_notice notice ON notice.id = head.notice_id`,
    where: `row.step = 'DECIDED'`,
    recorded: 'row.recorded_at',
  });
  for await (const row of rows) {
    const { objection_id: id, sequence, content, at, person_id: personId } = row;
    const file = personId === null ? [] : await fileKnownAt(stored, personId, at);
    const told = { kind: 'OBJECTION', id: `${id}/${sequence}`, at } as const;
    yield replayedThen(told, content, stored.rulebooks.thenAt(at), (found) => decidedAgain(row, file, found));
  }
}
