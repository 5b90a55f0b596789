/** The trees of histories that a sweep walks: every history is visited before those that go on from it. */
import type { Finding } from '../../src/domain/scoring/finding.js';
import { dayOfText, type Day } from './calendar.js';
import { betweenEvent, nextDay, noticeEvent, plainFinding, type Between, type Notice } from './moves.js';
import { follow, visit, type Sweep, type Visited } from './visit.js';

export const POINTS: readonly number[] = Array.from({ length: 12 }, (_each, index) => index + 1);
/** One of each band and the bounds: with them every total from 8 to beyond 12 is reached, also by repairs. */
export const FEW_POINTS: readonly number[] = [1, 3, 8, 9, 12];
export const SOME_POINTS: readonly number[] = [1, 2, 5, 8, 9, 12];

const STEP = 30;

type WithoutMonths = Omit<Notice, 'months' | 'received' | 'id'>;

/** Which months to try where a suspension follows; with every choice also unreceived, or that alone. */
export type Choices = 'EVERY' | 'LEAST' | 'MOST' | 'NONE' | 'UNRECEIVED';

/** A notice after a history: once for every choice of months that is open to it. */
function* notices(
  from: Visited | null,
  notice: WithoutMonths,
  choices: Choices,
  sweep: Sweep,
): Generator<Visited> {
  const scores = from?.events.filter(({ type }) => type === 'SCORE').length ?? 0;
  const id = `n${scores + 1}`;
  const go = (months: number | null, received = true): Visited | null => {
    const event = noticeEvent({ ...notice, id, months, received });
    return from === null ? visit([event], sweep) : follow(from, event, sweep);
  };
  const bare = go(null, choices !== 'UNRECEIVED');
  if (bare === null) return;
  const measure = bare.expected.scores.at(-1)?.measure ?? null;
  const asItIs = choices === 'NONE' || choices === 'UNRECEIVED';
  if (asItIs || choices === 'EVERY' || !measure?.open) yield bare;
  if (asItIs || measure === null) return;
  if (choices === 'EVERY') {
    const unreceived = go(null, false);
    if (unreceived) yield unreceived;
  }
  if (!measure.open) return;
  const [least, most] = measure.open;
  const months = choices === 'EVERY' ? [least, most] : [choices === 'LEAST' ? least : most];
  for (const each of months) {
    const chosen = go(each);
    if (chosen) yield chosen;
  }
}

const alone = (act: string, points: number): readonly Finding[] => [plainFinding(act, points)];

/** Notices of different acts in one year, by the choices of months, with what is to be checked of each. */
export function inOneYear(
  first: number,
  sweep: Sweep,
  depth: number,
  choices: Choices,
  check: (visited: Visited, sweep: Sweep) => void,
): void {
  const go = (from: Visited | null, left: number, points: readonly number[]): void => {
    const day = from === null ? dayOfText('2025-05-20') : from.day + STEP;
    const act = `a${depth - left + 1}`;
    for (const each of points) {
      for (const next of notices(from, { day, findings: alone(act, each) }, choices, sweep)) {
        if (left > 1) go(next, left - 1, POINTS);
        check(next, sweep);
      }
    }
  };
  go(null, depth, [first]);
}

/** Every way in which up to so many findings are of one act or of different ones. */
export function partitions(count: number): number[][] {
  if (count === 0) return [[]];
  return partitions(count - 1).flatMap((before) => {
    const acts = new Set(before).size;
    return Array.from({ length: acts + 1 }, (_each, act) => [...before, act]);
  });
}

/** Notices of one finding each, by every way of being of one act or several (S6). */
export function ofActs(first: number, sweep: Sweep, depth: number, choices: Choices): void {
  const go = (from: Visited | null, acts: readonly number[], at: number, points: readonly number[]): void => {
    const act = acts[at];
    if (act === undefined) return;
    const day = from === null ? dayOfText('2025-05-20') : from.day + STEP;
    for (const each of points) {
      const notice = { day, findings: alone(`a${act}`, each) };
      for (const next of notices(from, notice, choices, sweep)) go(next, acts, at + 1, POINTS);
    }
  };
  for (const acts of partitions(depth)) go(null, acts, 0, [first]);
}

/** Notices of several findings (S5, S6, S9, S11): how many in each, of one act or several. */
export function ofFindings(
  first: number,
  sweep: Sweep,
  sizes: readonly number[],
  points: readonly number[],
): void {
  const total = sizes.reduce((sum, each) => sum + each, 0);
  const values = (count: number, from: readonly number[]): number[][] =>
    count === 0
      ? [[]]
      : values(count - 1, from).flatMap((before) =>
          (before.length === 0 ? from : points).map((each) => [...before, each]),
        );
  for (const acts of partitions(total)) {
    for (const carried of values(total, [first])) {
      let at = 0;
      let from: Visited | null = null;
      for (const [index, size] of sizes.entries()) {
        const findings = carried
          .slice(at, at + size)
          .map((each, place) => plainFinding(`a${acts[at + place] ?? 0}`, each));
        const event = noticeEvent({
          id: `n${index + 1}`,
          day: dayOfText('2025-05-20') + index * STEP,
          findings,
          received: total < 4,
        });
        from = from === null ? visit([event], sweep) : follow(from, event, sweep);
        if (from === null) break;
        at += size;
      }
    }
  }
}

/** The new year before any of the notices: points start from zero, measures run on, an act stays scored. */
export function overYears(
  first: number,
  sweep: Sweep,
  depth: number,
  later: readonly number[],
  sameAct: boolean,
): void {
  const go = (from: Visited | null, left: number, points: readonly number[]): void => {
    for (const inNextYear of from === null ? [false] : [false, true]) {
      const day = from === null ? dayOfText('2025-10-20') : nextDay(from.day, STEP - 10, inNextYear);
      const act = sameAct ? 'a' : `a${left}`;
      for (const each of points) {
        for (const next of notices(from, { day, findings: alone(act, each) }, 'MOST', sweep)) {
          if (left > 1) go(next, left - 1, later);
        }
      }
    }
  };
  go(null, depth, [first]);
}

export interface Interleaved {
  readonly points: readonly number[];
  /** What may come after each notice, in every sequence of at most so many; none after the last that is not named. */
  readonly between: readonly Between[];
  readonly atMost: readonly number[];
  readonly choices: Choices;
  readonly sameAct: boolean;
  readonly start: Day;
}

/** Every sequence of at most so many things between, each visited. */
function* sequences(
  from: Visited,
  between: readonly Between[],
  atMost: number,
  sweep: Sweep,
): Generator<Visited> {
  yield from;
  if (atMost === 0) return;
  for (const each of between) {
    const event = betweenEvent(each, from.day, from.expected);
    const next = event && follow(from, event, sweep);
    if (next) yield* sequences(next, between, atMost - 1, sweep);
  }
}

/** Repairs and restorations between the notices. */
export function interleaved(first: number, sweep: Sweep, how: Interleaved): void {
  const go = (from: Visited | null, at: number, points: readonly number[]): void => {
    const atMost = how.atMost[at];
    if (atMost === undefined) return;
    const day = from === null ? how.start : from.day + STEP;
    const act = how.sameAct ? 'a' : `a${at}`;
    for (const each of points) {
      for (const next of notices(from, { day, findings: alone(act, each) }, how.choices, sweep)) {
        for (const after of sequences(next, how.between, atMost, sweep)) go(after, at + 1, how.points);
      }
    }
  };
  go(null, 0, [first]);
}
