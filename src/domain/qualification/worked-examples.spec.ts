import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { NegativeCircumstance } from '../scoring/finding.js';
import type { ActivityLevel } from '../scoring/points-law.js';
import { date } from '../shared/calendar-date.js';
import type { HistoryEvent } from './event.js';
import { judgeHistory } from './history.js';
import type { NoticeMeasure, Standing } from './standing.js';

const CIRCUMSTANCES: readonly NegativeCircumstance[] = [
  'PQ2025:20(1)',
  'PQ2025:21(1)',
  'PQ2025:22(1)',
  'PQ2025:23(1)',
];

/** A notice of one act that carries so many points. */
function notice(id: string, on: string, points: number): HistoryEvent {
  const circumstance = CIRCUMSTANCES[Math.ceil(points / 3) - 1] ?? 'PQ2025:23(1)';
  return {
    type: 'SCORE',
    id,
    effectiveOn: date(on),
    findings: [{ conductId: id, circumstance, degree: 'GENERAL', adjustment: 'NONE', points, basis: null }],
    noticeReceivedOn: null,
    months: null,
  };
}

const repair = (on: string, level: ActivityLevel | null = null): HistoryEvent => ({
  type: 'REPAIR',
  on: date(on),
  level,
});

const history = (...events: readonly HistoryEvent[]): ReturnType<typeof judgeHistory> =>
  judgeHistory(events, SHIPPED);

function standing(...events: readonly HistoryEvent[]): Standing {
  const judged = history(...events);
  if (!judged.ok) throw new Error(JSON.stringify(judged.faults));
  return judged.value.standing;
}

const measureAfter = (...points: readonly number[]): NoticeMeasure | null | undefined =>
  standing(...points.map((each, index) => notice(`n${index}`, `2025-0${index + 5}-01`, each))).scores.at(-1)
    ?.measure;

describe('a year total', () => {
  it.each([
    [[8], null],
    [[9], { min: 1, max: 2 }],
    [[6, 4], { min: 3, max: 4 }],
    [[9, 2], { min: 5, max: 6 }],
  ])('of %j suspends for %j months (PQ2025:26.2)', (points, months) => {
    const measure = measureAfter(...points);
    expect(measure?.kind === 'SUSPENSION' ? measure.allowedMonths : null).toEqual(months);
  });

  it.each([
    [[6, 6], 1],
    [[9, 11], 1],
    [[12], 3],
    [[3, 12], 3],
  ])('reached by %j terminates for %d years (PQ2025:26.3, S9)', (points, years) =>
    expect(measureAfter(...points)).toMatchObject({ kind: 'TERMINATION', years }),
  );

  it('starts from zero with the new year (PQ2025:25, S15)', () => {
    const { scores } = standing(notice('n1', '2025-12-31', 6), notice('n2', '2026-01-01', 6));
    expect(scores.map(({ yearTotalAfter, measure }) => [yearTotalAfter, measure])).toEqual([
      [6, null],
      [6, null],
    ]);
  });
});

describe('repair', () => {
  const deductions = (...repairs: readonly HistoryEvent[]): number[] =>
    standing(notice('n1', '2025-05-01', 8), ...repairs).repairs.map(({ deducted }) => deducted);

  it('by training takes off 1 point each, 3 a year (PQ2025:32(1))', () => {
    const days = ['2025-06-01', '2025-07-01', '2025-08-01', '2025-09-01'];
    expect(deductions(...days.map((day) => repair(day)))).toEqual([1, 1, 1, 0]);
  });

  it('by activities takes off 1 to 3 points by level, 3 a year, beside the training (PQ2025:32(2), S22)', () => {
    expect(deductions(repair('2025-06-01', 'NATIONAL'), repair('2025-07-01'))).toEqual([3, 1]);
    expect(deductions(repair('2025-06-01', 'DISTRICT'), repair('2025-07-01', 'NATIONAL'))).toEqual([1, 2]);
    expect(deductions(repair('2025-06-01', 'MUNICIPAL'), repair('2025-07-01', 'MUNICIPAL'))).toEqual([2, 1]);
  });
});

it('nothing is scored before the scheme was in force (PQ2025:50, S32)', () => {
  const early = history(notice('n1', '2025-04-14', 3));
  expect(early.ok ? [] : early.faults.map(({ code, citation }) => [code, citation])).toEqual([
    ['BEFORE_SCHEME', 'PQ2025:50'],
  ]);
  expect(standing(notice('n1', '2025-04-15', 3)).scores).toHaveLength(1);
});
