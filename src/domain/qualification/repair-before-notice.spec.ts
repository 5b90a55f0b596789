import { describe, expect, it } from '@jest/globals';
import { judgedSound } from '../../../test/support/qualification/judging.js';
import type { ActivityLevel } from '../scoring/points-law.js';
import { date } from '../shared/calendar-date.js';
import type { HistoryEvent } from './event.js';
import { takenOf } from './repair-day.js';
import { judgeFacts } from './ledger.js';
import type { LedgerFact } from './ledger-fact.js';
import type { Standing } from './standing.js';
import { yearTotalOn } from './year-total.js';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';

interface Noticed {
  readonly points: number;
  readonly pointsDay: string;
  readonly issuedOn?: string;
  readonly months?: number;
}

const CIRCUMSTANCES = ['PQ2025:20(1)', 'PQ2025:21(1)', 'PQ2025:22(1)', 'PQ2025:23(1)'] as const;

const notice = (id: string, { points, pointsDay, issuedOn, months = 1 }: Noticed): HistoryEvent => ({
  type: 'SCORE',
  id,
  effectiveOn: date(pointsDay),
  ...(issuedOn !== undefined && { issuedOn: date(issuedOn) }),
  findings: [
    {
      conductId: id,
      circumstance: CIRCUMSTANCES[Math.ceil(points / 3) - 1] ?? 'PQ2025:23(1)',
      degree: 'PRINCIPAL',
      adjustment: 'NONE',
      points,
      basis: null,
    },
  ],
  noticeReceivedOn: date(issuedOn ?? pointsDay),
  months,
});

const repair = (on: string, level: ActivityLevel | null = null): HistoryEvent => ({
  type: 'REPAIR',
  on: date(on),
  level,
});

const standingOf = (...events: readonly HistoryEvent[]): Standing => judgedSound(events).standing;
const totals = (standing: Standing, ...days: readonly string[]): number[] =>
  days.map((day) => yearTotalOn(standing, date(day)));

const LATE = { points: 7, pointsDay: '2025-06-16', issuedOn: '2025-06-20' };

describe('a repair between the points’ day and the day of the notice (S14, S22)', () => {
  it('counts on its own day against these points, once the notice is issued', () => {
    const standing = standingOf(notice('a', LATE), repair('2025-06-18'));
    expect(standing.repairs).toEqual([{ on: '2025-06-18', deducted: 1, code: null }]);
    expect(standing.scores[0]?.yearTotalAfter).toBe(7);
    expect(totals(standing, '2025-06-16', '2025-06-17', '2025-06-18', '2025-06-20')).toEqual([7, 7, 6, 6]);
  });

  it('finds nothing on a day before the points’ day, nor in another year', () => {
    expect(standingOf(notice('a', LATE), repair('2025-06-15')).repairs).toEqual([
      { on: '2025-06-15', deducted: 0, code: 'NOTHING_TO_REPAIR' },
    ]);
    const overTheYear = { points: 7, pointsDay: '2025-12-30', issuedOn: '2026-01-09' };
    expect(standingOf(notice('a', overTheYear), repair('2026-01-05')).repairs).toEqual([
      { on: '2026-01-05', deducted: 0, code: 'NOTHING_TO_REPAIR' },
    ]);
    const inTheYear = standingOf(notice('a', overTheYear), repair('2025-12-31'));
    expect(totals(inTheYear, '2025-12-31', '2026-01-09')).toEqual([6, 0]);
  });

  it('never undoes the measure of that notice, but lowers the next (S23)', () => {
    const nine = { points: 9, pointsDay: '2025-06-16', issuedOn: '2025-06-20' };
    const standing = standingOf(
      notice('a', nine),
      repair('2025-06-18'),
      notice('b', { points: 1, pointsDay: '2025-07-01' }),
    );
    expect(standing.scores.map(({ yearTotalAfter, measure }) => [yearTotalAfter, measure?.kind])).toEqual([
      [9, 'SUSPENSION'],
      [9, 'SUSPENSION'],
    ]);
  });

  it('takes off what earlier points left undone, within its worth, the cap and the totals of the days since', () => {
    const one = notice('x', { points: 1, pointsDay: '2025-06-02' });
    const national = repair('2025-06-18', 'NATIONAL');
    const standing = standingOf(one, national, notice('a', LATE));
    expect(standing.repairs).toEqual([{ on: '2025-06-18', deducted: 3, code: null }]);
    expect(totals(standing, '2025-06-17', '2025-06-18', '2025-06-20')).toEqual([8, 5, 5]);
    const another = [repair('2025-06-19', 'MUNICIPAL'), repair('2025-06-19', 'DISTRICT')];
    const capped = standingOf(one, national, ...another, notice('a', LATE));
    expect(capped.repairs.map(({ deducted }) => deducted)).toEqual([3, 0, 0]);
  });

  it('never drives the total of any day below zero', () => {
    const small = { points: 1, pointsDay: '2025-06-16', issuedOn: '2025-06-30' };
    const standing = standingOf(
      notice('b', { points: 5, pointsDay: '2025-06-25' }),
      repair('2025-06-18', 'NATIONAL'),
      notice('a', small),
    );
    expect(standing.repairs).toEqual([{ on: '2025-06-18', deducted: 1, code: null }]);
    expect(totals(standing, '2025-06-16', '2025-06-18', '2025-06-25', '2025-06-30')).toEqual([1, 0, 5, 5]);
  });

  it('is the same as ever for notices that say no day of their own, or the points’ day itself', () => {
    const plain = (issuedOn?: string): readonly HistoryEvent[] => [
      repair('2025-06-16'),
      notice('a', { points: 7, pointsDay: '2025-06-16', ...(issuedOn !== undefined && { issuedOn }) }),
      repair('2025-06-17'),
    ];
    const told = [plain(), plain('2025-06-16')].map((events) => standingOf(...events).repairs);
    const expected = [
      { on: '2025-06-16', deducted: 0, code: 'NOTHING_TO_REPAIR' },
      { on: '2025-06-17', deducted: 1, code: null },
    ];
    expect(told).toEqual([expected, expected]);
  });
});

describe('a repair revoked (S22, S31)', () => {
  const file: readonly LedgerFact[] = [
    notice('a', { points: 7, pointsDay: '2025-06-02' }),
    repair('2025-06-10'),
    repair('2025-06-10'),
    notice('b', { points: 4, pointsDay: '2025-07-01' }),
  ];
  const revoked = (on: string, level: ActivityLevel | null = null): LedgerFact => ({
    type: 'REPAIR_VOIDED',
    on: date('2025-08-01'),
    repairOn: date(on),
    level,
  });
  const judged = (...added: readonly LedgerFact[]): (number | string)[] => {
    const result = judgeFacts(file, added, SHIPPED);
    return result.ok
      ? result.value.standing.scores.map(({ yearTotalAfter }) => yearTotalAfter)
      : result.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it('falls away from the start, one of those alike for each revocation', () => {
    expect([
      judged(),
      judged(revoked('2025-06-10')),
      judged(revoked('2025-06-10'), revoked('2025-06-10')),
    ]).toEqual([
      [7, 9],
      [7, 10],
      [7, 11],
    ]);
  });

  it('has to be on the file', () => {
    const unknown = ['/0/repairOn UNKNOWN_REFERENCE'];
    expect([judged(revoked('2025-06-11')), judged(revoked('2025-06-10', 'DISTRICT'))]).toEqual([
      unknown,
      unknown,
    ]);
  });

  it('is no longer part of what the year has taken off', () => {
    const events = [...file, revoked('2025-06-10')];
    const result = judgeFacts(events, [], SHIPPED);
    const repairs = result.ok ? result.value.standing.repairs : [];
    expect(takenOf(events, repairs, { route: 'TRAINING', year: 2025 })).toBe(1);
  });
});
