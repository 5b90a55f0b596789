import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { NegativeCircumstance } from '../scoring/finding.js';
import { addDays, date, yearOf } from '../shared/calendar-date.js';
import type { HistoryEvent, ScoreEvent } from './event.js';
import { judgeHistory, type History } from './history.js';
import { historyTrace } from './history-trace.js';
import { statusOn, timelineOf } from './timeline.js';

interface Notice {
  readonly on?: string;
  readonly received?: string | null;
  readonly months?: number;
  readonly act?: string;
}

const OF_BAND: readonly NegativeCircumstance[] = [
  'PQ2025:20(1)',
  'PQ2025:21(1)',
  'PQ2025:22(1)',
  'PQ2025:23(1)',
];

/** A notice of one finding that carries so many points. */
function score(
  id: string,
  points: number,
  { on = '2025-06-10', received = '2025-06-16', months, act = id }: Notice = {},
): ScoreEvent {
  const circumstance = OF_BAND[Math.floor((points - 1) / 3)] ?? 'PQ2025:23(1)';
  return {
    type: 'SCORE',
    id,
    effectiveOn: date(on),
    findings: [
      { conductId: act, circumstance, degree: 'PRINCIPAL', adjustment: 'NONE', points, basis: null },
    ],
    noticeReceivedOn: received === null ? null : date(received),
    months: months ?? null,
  };
}

const revise = (scoreId: string, points: number, on: string, months: number | null = null): HistoryEvent => ({
  type: 'REVISE',
  on: date(on),
  scoreId,
  findings: score(scoreId, points).findings,
  months,
});
const revoke = (scoreId: string, on: string): HistoryEvent => ({ type: 'REVOKE', on: date(on), scoreId });
const restore = (appliedOn: string, approvedOn: string): HistoryEvent => ({
  type: 'RESTORE',
  appliedOn: date(appliedOn),
  approvedOn: date(approvedOn),
});
const training = (on: string): HistoryEvent => ({ type: 'REPAIR', on: date(on), level: null });

function judged(events: readonly HistoryEvent[]): History {
  const history = judgeHistory(events, SHIPPED);
  if (!history.ok) throw new Error(JSON.stringify(history.faults));
  return history.value;
}

const codes = (events: readonly HistoryEvent[]): string[] => {
  const history = judgeHistory(events, SHIPPED);
  return history.ok ? [] : history.faults.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('a reversal (PQ2025:37, S31)', () => {
  it('re-judges from the start: 12 by adding falls to a suspension when the first of three notices is revoked', () => {
    const events = [
      score('n1', 3),
      score('n2', 6, { on: '2025-07-01' }),
      score('n3', 3, { on: '2025-08-01', received: '2025-08-04' }),
    ];
    expect(judged(events).standing.scores[2]?.measure).toMatchObject({ kind: 'TERMINATION', years: 1 });
    const { standing, measureWhenHandled } = judged([...events, revoke('n1', '2025-09-01')]);
    expect(standing.scores.map(({ points, yearTotalAfter }) => [points, yearTotalAfter])).toEqual([
      [0, 0],
      [6, 6],
      [3, 9],
    ]);
    expect(standing.scores[2]?.measure).toMatchObject({ kind: 'SUSPENSION', months: null, to: null });
    expect(measureWhenHandled.get('n3')).toMatchObject({ kind: 'TERMINATION' });
  });

  it('takes the months chosen anew, within the range only (S12)', () => {
    const events = [score('n1', 10, { months: 4 }), revise('n1', 10, '2025-07-01', 3)];
    expect(judged(events).standing.scores[0]?.measure).toMatchObject({ months: 3, to: '2025-09-23' });
    expect(codes([score('n1', 10), revise('n1', 10, '2025-07-01', 5)])).toEqual([
      '/events/1/months MONTHS_OUT_OF_RANGE',
    ]);
  });

  it('puts the least of the range in the place of months that no longer fit', () => {
    const events = [score('n1', 10, { months: 4 }), revise('n1', 9, '2025-07-01')];
    expect(judged(events).standing.scores[0]?.measure).toMatchObject({ months: 1 });
  });

  it('lets a later notice of the same act carry more when the earlier is revoked (S6)', () => {
    const events = [
      score('n1', 9, { act: 'a' }),
      score('n2', 11, { act: 'a', on: '2025-08-01' }),
      revoke('n1', '2025-09-01'),
    ];
    expect(judged(events.slice(0, 2)).standing.scores.map(({ points }) => points)).toEqual([9, 2]);
    expect(judged(events).standing.scores.map(({ points }) => points)).toEqual([0, 11]);
  });

  it('never raises points, and nothing is revised once revoked', () => {
    expect(codes([score('n1', 5), revise('n1', 6, '2025-07-01')])).toEqual([
      '/events/1/findings REVISION_RAISES',
    ]);
    expect(codes([score('n1', 5), revoke('n1', '2025-07-01'), revise('n1', 1, '2025-08-01')])).toEqual([
      '/events/2/findings REVISION_RAISES',
    ]);
  });

  it('does not reach a score that is handled later', () => {
    expect(codes([score('n1', 5, { on: '2025-08-01' }), revoke('n1', '2025-07-01')])).toEqual([
      '/events/1/scoreId UNKNOWN_SCORE',
    ]);
  });
});

describe('repair (PQ2025:31, 32, S22, S23)', () => {
  it('has a cap of 3 a year and route, and leaves a decided measure alone', () => {
    const days = ['2025-07-01', '2025-07-02', '2025-07-03', '2025-07-04'];
    const { standing } = judged([score('n1', 9, { months: 1 }), ...days.map(training)]);
    expect(standing.repairs.map(({ deducted, code }) => [deducted, code])).toEqual([
      [1, null],
      [1, null],
      [1, null],
      [0, 'CAP_REACHED'],
    ]);
    expect(standing.scores[0]?.measure).toMatchObject({ kind: 'SUSPENSION', to: '2025-07-23' });
  });

  it('has nothing to repair without points of that year, and none while terminated', () => {
    expect(judged([training('2025-07-01')]).standing.repairs[0]?.code).toBe('NOTHING_TO_REPAIR');
    expect(judged([score('n1', 3), training('2026-01-02')]).standing.repairs[0]?.code).toBe(
      'NOTHING_TO_REPAIR',
    );
    const { standing } = judged([score('n1', 12), training('2025-06-23'), training('2025-06-24')]);
    expect(standing.repairs.map(({ code }) => code)).toEqual([null, 'TERMINATED']);
  });
});

describe('restoration (PQ2025:30, S19, S20)', () => {
  const suspended = score('n1', 9, { months: 2 });

  it.each([
    ['2025-08-03', '2025-08-20', 'TOO_EARLY', null],
    ['2025-08-04', '2025-08-20', null, '2025-08-24'],
    ['2025-10-01', '2025-10-20', null, '2025-10-20'],
    ['2025-06-01', '2025-06-23', 'NOT_RESTRICTED', null],
  ])('applied %s, approved %s: %s %s', (applied, approved, code, effectiveOn) => {
    expect(judged([suspended, restore(applied, approved)]).standing.restorations).toEqual([
      { approvedOn: approved, effectiveOn, code },
    ]);
  });

  it('waits for the latest of several measures; overlap is not added on (S13)', () => {
    const events = [
      suspended,
      score('n2', 1, { on: '2025-07-01', received: '2025-07-07', months: 4 }),
      restore('2025-11-01', '2025-11-10'),
    ];
    const { standing } = judged(events);
    expect(standing.restorations[0]?.effectiveOn).toBe('2025-11-15');
    expect(timelineOf(standing.restrictions)).toEqual([
      { from: '2025-06-24', to: '2025-11-14', status: 'SUSPENDED', causes: ['n1', 'n2'] },
    ]);
  });

  it('is too early while months are open', () => {
    expect(judged([score('n1', 9), restore('2025-09-01', '2025-09-10')]).standing.restorations[0]?.code).toBe(
      'TOO_EARLY',
    );
  });
});

describe('the timeline (S13, S25)', () => {
  it('shows the gravest status of each day with its causes', () => {
    const linked: HistoryEvent = {
      type: 'LINKED',
      id: 'l1',
      on: date('2025-07-10'),
      kind: 'TERMINATION',
      from: date('2025-07-10'),
      to: date('2025-07-20'),
    };
    const { restrictions } = judged([score('n1', 9, { months: 2 }), linked]).standing;
    expect(timelineOf(restrictions)).toEqual([
      { from: '2025-06-24', to: '2025-07-09', status: 'SUSPENDED', causes: ['n1'] },
      { from: '2025-07-10', to: null, status: 'TERMINATED', causes: ['l1'] },
    ]);
    expect(statusOn(restrictions, date('2025-06-23'))).toBe('NORMAL');
  });
});

describe('any history', () => {
  const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays(date('2025-04-15'), days));
  const anyScore = fc.tuple(
    day,
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.boolean(),
  );
  const anyOther = fc.oneof(
    day.map((on): HistoryEvent => ({ type: 'REPAIR', on, level: null })),
    day.map((on): HistoryEvent => ({ type: 'REPAIR', on, level: 'NATIONAL' })),
    fc.tuple(day, fc.nat(40)).map(([appliedOn, wait]): HistoryEvent => ({
      type: 'RESTORE',
      appliedOn,
      approvedOn: addDays(appliedOn, wait),
    })),
  );
  const histories = fc
    .tuple(fc.array(anyScore, { maxLength: 8 }), fc.array(anyOther, { maxLength: 8 }))
    .map(([scores, others]): HistoryEvent[] => [
      ...scores.map(([on, points, act, received], index) =>
        score(`n${index}`, points, { on, act, received: received ? addDays(on, 5) : null }),
      ),
      ...others,
    ]);

  it('never has negative points, a restriction without cause, or one that ends by itself', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { standing } = judged(events);
        const running = new Map<number, number>();
        for (const { on, points } of standing.movements) {
          const total = (running.get(yearOf(on)) ?? 0) + points;
          running.set(yearOf(on), total);
          expect(total).toBeGreaterThanOrEqual(0);
        }
        const approved = standing.restorations.flatMap(({ effectiveOn }) => effectiveOn ?? []);
        for (const { restoredOn, cause } of standing.restrictions) {
          expect(standing.scores.find(({ id }) => id === cause)?.measure).not.toBeNull();
          if (restoredOn !== null) expect(approved).toContain(restoredOn);
        }
      }),
      { numRuns: 300, seed: 26 },
    );
  });

  it('is clean when all its scores are revoked', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const ids = events.flatMap((event) => (event.type === 'SCORE' ? [event.id] : []));
        const { standing } = judged([...events, ...ids.map((id) => revoke(id, '2027-12-01'))]);
        expect(standing.restrictions).toEqual([]);
        expect(standing.movements.filter(({ points }) => points !== 0)).toEqual([]);
      }),
      { numRuns: 200, seed: 27 },
    );
  });

  it('gives same-day notices of different acts one total in any order (PQ2025:18, S7)', () => {
    const points = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(points, (each) => {
        const events = each.map((value, index) => score(`n${index}`, value));
        const totalOf = (list: readonly HistoryEvent[]): number =>
          judged(list).standing.movements.reduce((sum, move) => sum + move.points, 0);
        expect(totalOf([...events].reverse())).toBe(totalOf(events));
      }),
      { numRuns: 100, seed: 28 },
    );
  });
});

describe('historyTrace', () => {
  it('says of a total below the limit that there is no measure (PQ2025:26.1, S27)', () => {
    const trace = historyTrace(judged([score('n1', 8)]));
    expect(trace.find(({ reading }) => reading === 'S11')).toEqual({
      rule: 'PQ2025:26.1',
      reading: 'S11',
      fired: false,
      detail: 'n1：2025 年累计 8 分，没有措施',
    });
  });
});
