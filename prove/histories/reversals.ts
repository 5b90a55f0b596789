/** Objections upheld: a score revoked, revised, its months chosen anew; and several sites on one day. */
import type { HistoryEvent, ScoreEvent } from '../../src/domain/qualification/event.js';
import { note } from '../tally.js';
import { dayOfText, textOfDay, type Day } from './calendar.js';
import { answerTo, judgedText } from './history-case.js';
import { dateOf, noticeEvent, plainFinding } from './moves.js';
import { inWords, visit, type Sweep, type Visited } from './visit.js';

const POINTS: readonly number[] = Array.from({ length: 12 }, (_each, index) => index + 1);
const STEP = 30;
const LATER = 5;

const scoresOf = (events: readonly HistoryEvent[]): ScoreEvent[] =>
  events.filter((event) => event.type === 'SCORE');

const revocation = ({ id }: ScoreEvent, day: Day): HistoryEvent => ({
  type: 'REVOKE',
  on: dateOf(day),
  scoreId: id,
});

/** S31: with every score revoked nothing is left: no points, no restriction, a normal status on every day. */
export function checkAllRevoked({ events, day }: Visited, { rulebook, tallies }: Sweep): void {
  const all = [...events, ...scoresOf(events).map((each) => revocation(each, day + LATER))];
  const answer = answerTo(all, rulebook);
  const clean =
    answer.ok &&
    answer.value.standing.restrictions.length === 0 &&
    answer.value.standing.movements.every(({ points }) => points === 0) &&
    answer.value.standing.scores.every(({ points, measure }) => points === 0 && measure === null);
  note(tallies, 'revoke-all', clean, () => inWords(all));
}

/** Points, measures and restrictions without the scores that are named. */
function restOf(events: readonly HistoryEvent[], without: string, { rulebook }: Sweep): string {
  const answer = answerTo(events, rulebook);
  if (!answer.ok) return JSON.stringify(answer.faults);
  const { scores, restrictions, repairs, restorations } = answer.value.standing;
  const others = scores.filter(({ id }) => id !== without);
  return JSON.stringify([others, restrictions, repairs, restorations]);
}

/** S31: with one score revoked the rest stands as if it had never been. */
function asIfNeverScored({ events, day }: Visited, sweep: Sweep): void {
  for (const score of scoresOf(events)) {
    const revoked = [...events, revocation(score, day + LATER)];
    const never = events.filter((event) => event !== score);
    const held = restOf(revoked, score.id, sweep) === restOf(never, score.id, sweep);
    note(sweep.tallies, 'revoke-one', held, () => inWords(revoked));
  }
}

/** S31: a revision to the same findings changes nothing. */
function sameRevisionIsNothing({ events, day }: Visited, { rulebook, tallies }: Sweep): void {
  const revised = [
    ...events,
    ...scoresOf(events).map((score): HistoryEvent => ({
      type: 'REVISE',
      on: dateOf(day + LATER),
      scoreId: score.id,
      findings: score.findings,
      months: null,
    })),
  ];
  const held = judgedText(revised, rulebook) === judgedText(events, rulebook);
  note(tallies, 'revise-to-the-same', held, () => inWords(revised));
}

const MONTHS_TRIED: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** S12: any number of months with the last notice, and chosen afterwards; only those of its range are taken. */
function anyMonths({ events, day }: Visited, sweep: Sweep): void {
  const last = events.at(-1);
  if (last?.type !== 'SCORE' || last.months !== null || last.noticeReceivedOn === null) return;
  for (const months of MONTHS_TRIED) {
    visit([...events.slice(0, -1), { ...last, months }], sweep);
    visit([...events, { type: 'MONTHS', on: dateOf(day + LATER), scoreId: last.id, months }], sweep);
  }
}

/** What an objection must leave behind: all revoked, one revoked, each revised to the same, months chosen anew. */
export function checkObjections(visited: Visited, sweep: Sweep): void {
  checkAllRevoked(visited, sweep);
  sameRevisionIsNothing(visited, sweep);
  const undecided = scoresOf(visited.events).every(({ months }) => months === null);
  if (undecided && visited.events.length > 1) asIfNeverScored(visited, sweep);
  anyMonths(visited, sweep);
}

/** Months that are given where none are needed, and are then as if never given. */
const NEEDLESS = 2;

/** The most months open, so that a range that moves leaves a choice that no longer fits. */
const mostMonths = ({ expected }: Visited): number => expected.scores.at(-1)?.measure?.open?.[1] ?? NEEDLESS;

/** Up to so many notices, with months given, needed or not. */
function* chosen(points: readonly number[], depth: number, sweep: Sweep): Generator<Visited> {
  const go = function* (from: Visited | null, left: number, own: readonly number[]): Generator<Visited> {
    const before = from?.events ?? [];
    const day = from === null ? dayOfText('2025-05-20') : from.day + STEP;
    for (const each of own) {
      const id = `n${before.length + 1}`;
      const notice = { id, day, findings: [plainFinding(id, each)] };
      const bare = visit([...before, noticeEvent(notice)], sweep);
      if (bare === null) continue;
      const next = visit([...before, noticeEvent({ ...notice, months: mostMonths(bare) })], sweep);
      if (next === null) continue;
      yield next;
      if (left > 1) yield* go(next, left - 1, POINTS);
    }
  };
  yield* go(null, depth, points);
}

/** Up to so many notices; then one of them revoked, or revised to any points. */
export function checkReversals(first: number, sweep: Sweep, depth: number): void {
  for (const { events, day } of chosen([first], depth, sweep)) {
    const on = dateOf(day + LATER);
    for (const score of scoresOf(events)) {
      visit([...events, revocation(score, day + LATER)], sweep);
      for (const points of POINTS) {
        const findings = [plainFinding(score.id, points)];
        visit([...events, { type: 'REVISE', on, scoreId: score.id, findings, months: null }], sweep);
      }
    }
  }
}

/** S7: notices of different sites on one day, in every order: the year total is the sum, and the same measure follows. */
export function checkSameDay(first: number, sweep: Sweep): void {
  const day = dayOfText('2025-06-10');
  const asOf = textOfDay(day);
  const go = (carried: readonly number[]): void => {
    const events = carried.map((points, index) =>
      noticeEvent({ id: `n${index + 1}`, day, findings: [plainFinding(`a${index}`, points)] }),
    );
    const visited = visit(events, sweep);
    const total = carried.reduce((sum, each) => sum + each, 0);
    const held =
      visited?.answer.ok === true &&
      visited.answer.value.standing.scores.at(-1)?.yearTotalAfter === total &&
      visited.answer.value.standing.movements.every(({ on }) => on === asOf);
    note(sweep.tallies, 'same-day-order', held, () => inWords(events));
    if (carried.length < 4) for (const points of POINTS) go([...carried, points]);
  };
  go([first]);
}
