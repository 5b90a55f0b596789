import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseOf } from '../../../prove/histories/history-case.js';
import { HISTORY_STATEMENTS } from '../../../prove/histories/history-statements.js';
import { soundHistory } from '../../../test/support/qualification/arbitrary-history.js';
import { judgedSound } from '../../../test/support/qualification/judging.js';
import { HISTORY_RUNS } from '../../../test/support/qualification/runs.js';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import { dayOf, type HistoryEvent } from './event.js';
import type { History } from './history.js';
import type { JudgedScore, Restriction } from './standing.js';
import { statusOn, timelineOf, type Span } from './timeline.js';

const LONG = 1_800_000;
const SEED = 20_250_415;

const drawn = fc.sample(soundHistory(), { numRuns: HISTORY_RUNS, seed: SEED });

type Holds = (events: readonly HistoryEvent[], place: number) => void;

/** Tries a property on all that were drawn; what fails is shrunk to the smallest history that does. */
function onHistories(holds: Holds): void {
  drawn.forEach((events, place) => {
    try {
      holds(events, place);
    } catch (error) {
      fc.assert(
        fc.property(soundHistory(), (each) => holds(each, place)),
        { numRuns: HISTORY_RUNS, seed: SEED },
      );
      throw error;
    }
  });
}

const text = (value: unknown): string => JSON.stringify(value);

const REVERSALS: ReadonlySet<string> = new Set(['REVISE', 'REVOKE', 'MONTHS']);

const decided = ({ points, yearTotalAfter, measure }: JudgedScore): unknown => ({
  points,
  yearTotalAfter,
  measure,
});
const unrestored = (restriction: Restriction): Restriction => ({ ...restriction, restoredOn: null });

/** As many scores, repairs and restrictions as there were before; what a restoration may change left out. */
function soFar({ standing }: History, before: History, restored: boolean): string {
  const { scores, repairs, restrictions } = before.standing;
  const restricting = standing.restrictions.slice(0, restrictions.length);
  return text([
    standing.scores.slice(0, scores.length).map(decided),
    standing.repairs.slice(0, repairs.length),
    restored ? restricting.map(unrestored) : restricting,
  ]);
}

/** Everything judged of a history, the notices' measures by id. */
const inFull = ({ standing, measureWhenHandled }: History): string =>
  text([standing, [...measureWhenHandled].sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The events in another order of recording, those of one day among themselves as before. */
function recordedAnew(events: readonly HistoryEvent[], keys: readonly number[]): HistoryEvent[] {
  const places = events.map((event, index) => ({ day: dayOf(event), key: keys[index] ?? 0 }));
  const waiting = new Map<CalendarDate, HistoryEvent[]>();
  for (const event of events) waiting.set(dayOf(event), [...(waiting.get(dayOf(event)) ?? []), event]);
  return places.sort((a, b) => a.key - b.key).flatMap(({ day }) => waiting.get(day)?.shift() ?? []);
}

/** The first and last day of every span, and the days beside them. */
const daysAround = (spans: readonly Span[]): CalendarDate[] =>
  spans
    .flatMap(({ from, to }) => [from, ...(to === null ? [] : [to])])
    .flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);

const covers = ({ from, to }: Span, day: CalendarDate): boolean => from <= day && (to === null || day <= to);

describe('random histories of every kind of event', () => {
  it(
    'are sound, and every statement of the theorem sheet holds of them',
    () => {
      const spoken = new Map<string, number>();
      onHistories((events) => {
        const each = caseOf(events, SHIPPED, null);
        expect(each.answer.ok).toBe(true);
        for (const { id, holds } of HISTORY_STATEMENTS) {
          const held = holds(each);
          expect([id, held]).not.toEqual([id, false]);
          if (held !== null) spoken.set(id, (spoken.get(id) ?? 0) + 1);
        }
      });
      const compared = HISTORY_STATEMENTS.map(({ id }) => id).filter((id) => id !== 'decided-stays');
      expect([...spoken.keys()].sort()).toEqual([...compared].sort());
    },
    LONG,
  );

  it(
    'are judged event by event as all at once; only a reversal changes what was decided (PQ2025:30, 31, S23, S31)',
    () => {
      onHistories((events) => {
        let before = judgedSound([]);
        events.forEach((event, index) => {
          const after = judgedSound(events.slice(0, index + 1), index);
          if (!REVERSALS.has(event.type)) {
            const restored = event.type === 'RESTORE';
            expect(soFar(after, before, restored)).toBe(soFar(before, before, restored));
          }
          before = after;
        });
        expect(inFull(before)).toBe(inFull(judgedSound(events)));
        expect(inFull(judgedSound(events, events.length))).toBe(inFull(before));
      });
    },
    LONG,
  );

  it(
    'are judged alike in whatever order different days were recorded',
    () => {
      const keys = fc.sample(fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), {
        numRuns: HISTORY_RUNS,
        seed: SEED,
      });
      onHistories((events, place) => {
        const anew = recordedAnew(events, keys[place] ?? []);
        expect(inFull(judgedSound(anew))).toBe(inFull(judgedSound(events)));
      });
    },
    LONG,
  );

  it(
    'have a timeline of ordered spans that neither overlap nor could be longer (S13)',
    () => {
      onHistories((events) => {
        const spans = timelineOf(judgedSound(events).standing.restrictions);
        spans.forEach(({ from, to, status, causes }, index) => {
          expect(to === null || from <= to).toBe(true);
          expect(new Set(causes).size).toBe(causes.length);
          expect(causes.length).toBeGreaterThan(0);
          const next = spans[index + 1];
          if (next === undefined) return;
          expect(to !== null && to < next.from).toBe(true);
          const beside = to !== null && addDays(to, 1) === next.from;
          expect(beside && status === next.status).toBe(false);
        });
      });
    },
    LONG,
  );

  it(
    'have on every day around a change the status that the timeline tells',
    () => {
      onHistories((events) => {
        const { restrictions } = judgedSound(events).standing;
        const spans = timelineOf(restrictions);
        for (const day of daysAround(spans)) {
          const told = spans.find((span) => covers(span, day))?.status ?? 'NORMAL';
          expect([day, statusOn(restrictions, day)]).toEqual([day, told]);
        }
      });
    },
    LONG,
  );
});

describe('the histories that are drawn', () => {
  it('hold every kind of event, measure, refusal, repair and restoration', () => {
    const seen = new Set<string>();
    for (const events of fc.sample(soundHistory(), { numRuns: 300, seed: SEED })) {
      expect(events.length).toBeLessThanOrEqual(30);
      const { standing, measureWhenHandled } = judgedSound(events);
      for (const { type } of events) seen.add(type);
      for (const { id, measure } of standing.scores) {
        seen.add(measure?.kind ?? (measureWhenHandled.has(id) ? 'void' : 'no measure'));
      }
      for (const { code } of standing.repairs) seen.add(`repair ${code ?? 'accepted'}`);
      for (const { code } of standing.restorations) seen.add(`restoration ${code ?? 'accepted'}`);
    }
    expect([...seen].sort()).toEqual([
      'LINKED',
      'MONTHS',
      'REPAIR',
      'RESTORE',
      'REVISE',
      'REVOKE',
      'SCORE',
      'SUSPENSION',
      'TERMINATION',
      'no measure',
      'repair CAP_REACHED',
      'repair NOTHING_TO_REPAIR',
      'repair TERMINATED',
      'repair accepted',
      'restoration NOT_RESTRICTED',
      'restoration TOO_EARLY',
      'restoration accepted',
      'void',
    ]);
  });
});
