import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { judgedSound } from '../../../test/support/qualification/judging.js';
import { countWorkingDays } from '../procedure/working-days.js';
import type { Degree, Finding, NegativeCircumstance } from '../scoring/finding.js';
import { date, yearOf } from '../shared/calendar-date.js';
import type { HistoryEvent, ScoreEvent } from './event.js';
import { judgeHistory } from './history.js';
import type { JudgedScore, Standing } from './standing.js';
import { statusOn, timelineOf } from './timeline.js';

/** One act under one circumstance, carrying so many points. */
const finding = (
  conductId: string,
  circumstance: NegativeCircumstance,
  points: number,
  degree: Degree = 'PRINCIPAL',
): Finding => ({ conductId, circumstance, degree, adjustment: 'NONE', points, basis: null });

interface Notice {
  readonly received?: string;
  readonly months?: number;
}

const notice = (
  id: string,
  on: string,
  findings: readonly Finding[],
  { received, months }: Notice = {},
): ScoreEvent => ({
  type: 'SCORE',
  id,
  effectiveOn: date(on),
  findings,
  noticeReceivedOn: received === undefined ? null : date(received),
  months: months ?? null,
});

const standing = (...events: readonly HistoryEvent[]): Standing => judgedSound(events).standing;

const onlyScore = (...events: readonly HistoryEvent[]): JudgedScore => {
  const [score, ...others] = standing(...events).scores;
  if (score === undefined || others.length > 0) throw new Error('not one score');
  return score;
};

describe('Chifeng 2025, as published', () => {
  const PEOPLE = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
  const TWO = ['seventh', 'eighth'];

  it.each(PEOPLE)('12 points at once terminate the %s of six people for 3 years (PQ2025:26.3, S9)', (who) => {
    const score = onlyScore(
      notice('n1', '2025-06-10', [finding(who, 'PQ2025:23(1)', 12)], { received: '2025-06-16' }),
    );
    expect(score).toMatchObject({
      points: 12,
      yearTotalAfter: 12,
      objectionDeadline: '2025-06-23',
      measure: { kind: 'TERMINATION', years: 3, from: '2025-06-24', to: '2028-06-23' },
    });
  });

  it.each(TWO)(
    '10 points suspend the %s person for 3 to 4 months; 4 were chosen (PQ2025:26.2, S12)',
    (who) => {
      const score = onlyScore(
        notice('n1', '2025-06-10', [finding(who, 'PQ2025:23(1)', 10, 'GENERAL')], {
          received: '2025-06-16',
          months: 4,
        }),
      );
      expect(score).toMatchObject({
        points: 10,
        yearTotalAfter: 10,
        measure: {
          kind: 'SUSPENSION',
          allowedMonths: { min: 3, max: 4 },
          months: 4,
          from: '2025-06-24',
          to: '2025-10-23',
        },
      });
    },
  );

  it.each([2, 5])('10 points do not suspend for %i months (PQ2025:26.2, S12)', (months) => {
    const refusal = judgeHistory(
      [notice('n1', '2025-06-10', [finding('a', 'PQ2025:23(1)', 10)], { months })],
      SHIPPED,
    );
    expect(refusal.ok ? [] : refusal.faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/events/0/months', 'MONTHS_OUT_OF_RANGE'],
    ]);
  });
});

describe('several findings', () => {
  it('of one act count by the highest only (PQ2025:18, S6)', () => {
    const score = onlyScore(
      notice('n1', '2025-06-10', [finding('a', 'PQ2025:21(1)', 6), finding('a', 'PQ2025:22(2)', 8)]),
    );
    expect([score.points, score.yearTotalAfter, score.measure]).toEqual([8, 8, null]);
  });

  it('of two acts in one inspection add up (PQ2025:18, S5)', () => {
    const score = onlyScore(
      notice('n1', '2025-06-10', [finding('a', 'PQ2025:21(1)', 6), finding('b', 'PQ2025:20(1)', 3)]),
    );
    expect([score.points, score.yearTotalAfter]).toEqual([9, 9]);
    expect(score.measure).toMatchObject({ kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 } });
  });

  it('that add up to 12 in one notice terminate for 1 year, none carrying 12 alone (PQ2025:26.3, S9)', () => {
    const score = onlyScore(
      notice('n1', '2025-06-10', [finding('a', 'PQ2025:22(1)', 9), finding('b', 'PQ2025:20(1)', 3)]),
    );
    expect([score.points, score.measure]).toMatchObject([12, { kind: 'TERMINATION', years: 1 }]);
  });
});

it('an act scored 2 by the agency and 11 after the penalty adds 9 on its own day (PQ2025:18, S6)', () => {
  const { scores, movements } = standing(
    notice('agency', '2025-06-10', [finding('a', 'PQ2025:20(1)', 2)]),
    notice('penalty', '2025-09-01', [finding('a', 'PQ2025:23(1)', 11)], {
      received: '2025-09-03',
      months: 5,
    }),
  );
  expect(scores.map(({ points, yearTotalAfter }) => [points, yearTotalAfter])).toEqual([
    [2, 2],
    [9, 11],
  ]);
  expect(movements).toEqual([
    { on: '2025-06-10', points: 2 },
    { on: '2025-09-01', points: 9 },
  ]);
  expect(scores[1]?.measure).toEqual({
    kind: 'SUSPENSION',
    allowedMonths: { min: 5, max: 6 },
    months: 5,
    from: '2025-09-11',
    to: '2026-02-10',
  });
});

it('8 points, 2 repaired, then 3 more come to 9: 1 to 2 months (PQ2025:26.2, 31, 32, S22)', () => {
  const { scores, repairs } = standing(
    notice('n1', '2025-05-12', [finding('a', 'PQ2025:22(1)', 8)]),
    { type: 'REPAIR', on: date('2025-06-12'), level: 'MUNICIPAL' },
    notice('n2', '2025-07-14', [finding('b', 'PQ2025:20(1)', 3)]),
  );
  expect(repairs).toEqual([{ on: '2025-06-12', deducted: 2, code: null }]);
  expect(scores.map(({ yearTotalAfter }) => yearTotalAfter)).toEqual([8, 9]);
  expect(scores[1]?.measure).toMatchObject({ kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 } });
});

it('service on 2025-09-26 leaves until 2025-10-10 to object; the measure runs from 2025-10-11 (PQ2025:24, 34, S16)', () => {
  const score = onlyScore(
    notice('n1', '2025-09-22', [finding('a', 'PQ2025:22(1)', 9)], { received: '2025-09-26', months: 1 }),
  );
  expect(score).toMatchObject({
    objectionDeadline: '2025-10-10',
    provisional: false,
    measure: { from: '2025-10-11', to: '2025-11-10' },
  });
});

describe('a decision made on 2025-12-30 with 10 points and 3 months', () => {
  const history = judgedSound([
    notice('n1', '2025-12-30', [finding('a', 'PQ2025:23(1)', 10)], { received: '2025-12-31', months: 3 }),
  ]);
  const pointsOf = (year: number): number =>
    history.standing.movements
      .filter(({ on }) => yearOf(on) === year)
      .reduce((sum, { points }) => sum + points, 0);

  it('counts in 2025; the points of 2026 are 0 (PQ2025:24, 25, S14, S15)', () => {
    expect([pointsOf(2025), pointsOf(2026)]).toEqual([10, 0]);
  });

  it('keeps the suspension running into 2026, from the day after the fifth working day (PQ2025:25, S15, S16)', () => {
    expect(history.standing.scores[0]).toMatchObject({
      objectionDeadline: '2026-01-08',
      measure: { kind: 'SUSPENSION', months: 3, from: '2026-01-09', to: '2026-04-08' },
    });
    const days = ['2026-01-08', '2026-01-09', '2026-04-08'];
    expect(days.map((day) => statusOn(history.standing.restrictions, date(day)))).toEqual([
      'NORMAL',
      'SUSPENDED',
      'SUSPENDED',
    ]);
  });

  it('does not end by itself when its last day has passed (PQ2025:30, S19)', () => {
    expect(statusOn(history.standing.restrictions, date('2026-04-09'))).toBe('SUSPENDED');
    expect(timelineOf(history.standing.restrictions)).toEqual([
      { from: '2026-01-09', to: null, status: 'SUSPENDED', causes: ['n1'] },
    ]);
  });
});

describe('the worked deadlines: the day of receipt is not counted (PQ2025:30, 34, 37, S16, S34)', () => {
  it.each([
    ['2025-09-26', '2025-10-10', '2025-10-23', '2025-10-30'],
    ['2025-12-29', '2026-01-06', '2026-01-20', '2026-01-27'],
    ['2026-02-13', '2026-02-27', '2026-03-12', '2026-03-19'],
    ['2026-04-30', '2026-05-11', '2026-05-25', '2026-06-01'],
    ['2026-09-18', '2026-09-24', '2026-10-15', '2026-10-22'],
  ])('received %s: 5th working day %s, 15th %s, 20th %s', (received, fifth, fifteenth, twentieth) => {
    const counted = [5, 15, 20].map((count) => countWorkingDays(date(received), count, SHIPPED.calendars));
    expect(counted.map((each) => each.date)).toEqual([fifth, fifteenth, twentieth]);
    expect(counted.map(({ provisional }) => provisional)).toEqual([false, false, false]);
  });

  it.each([
    ['2025-09-26', '2025-10-10', '2025-10-11'],
    ['2025-12-29', '2026-01-06', '2026-01-07'],
    ['2026-02-13', '2026-02-27', '2026-02-28'],
    ['2026-04-30', '2026-05-11', '2026-05-12'],
    ['2026-09-18', '2026-09-24', '2026-09-25'],
  ])('received %s: objection to %s, measure from %s (S16)', (received, deadline, from) => {
    const score = onlyScore(notice('n1', received, [finding('a', 'PQ2025:22(1)', 9)], { received }));
    expect([score.objectionDeadline, score.measure?.from]).toEqual([deadline, from]);
  });

  it('last day 2026-03-02: the restoration window opens on 2026-02-03, not a day earlier (PQ2025:30, S20)', () => {
    const suspended = notice('n1', '2026-01-23', [finding('a', 'PQ2025:22(1)', 9)], {
      received: '2026-01-26',
      months: 1,
    });
    const linked: HistoryEvent = {
      type: 'LINKED',
      id: 'l1',
      on: date('2025-12-01'),
      kind: 'SUSPENSION',
      from: date('2025-12-03'),
      to: date('2026-03-02'),
    };
    const applied = (on: string): HistoryEvent => ({
      type: 'RESTORE',
      appliedOn: date(on),
      approvedOn: date('2026-02-20'),
    });
    expect(onlyScore(suspended).measure?.to).toBe('2026-03-02');
    for (const cause of [suspended, linked]) {
      expect(standing(cause, applied('2026-02-02')).restorations).toEqual([
        { approvedOn: '2026-02-20', effectiveOn: null, code: 'TOO_EARLY' },
      ]);
      expect(standing(cause, applied('2026-02-03')).restorations).toEqual([
        { approvedOn: '2026-02-20', effectiveOn: '2026-03-03', code: null },
      ]);
    }
  });
});
