import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import { forecastOf, type Forecast } from './forecast.js';
import type { Movement, Restriction } from './standing.js';

const measure = (
  from: string,
  to: string | null,
  restoredOn: string | null = null,
  kind: Restriction['kind'] = 'SUSPENSION',
): Restriction => ({
  cause: `from ${from}`,
  kind,
  from: date(from),
  to: to === null ? null : date(to),
  restoredOn: restoredOn === null ? null : date(restoredOn),
});

const points = (on: string, count: number): Movement => ({ on: date(on), points: count });

const ahead = (
  on: string,
  restrictions: readonly Restriction[],
  movements: readonly Movement[] = [],
): Forecast => forecastOf({ restrictions, movements }, date(on), SHIPPED);

const RESTRICTED = { kind: 'RESTRICTED', provisional: false, approved: false, citation: 'PQ2025:30' };

describe('forecastOf, restricted', () => {
  it('tells the last day, the window by the worked deadline and the earliest normal day (PQ2025:30, S20)', () => {
    expect(ahead('2026-01-15', [measure('2025-12-03', '2026-03-02')])).toEqual({
      ...RESTRICTED,
      lastDay: '2026-03-02',
      applyFrom: '2026-02-03',
      earliestNormal: '2026-03-03',
    });
  });

  it('has no days while the months are open', () => {
    expect(ahead('2026-01-15', [measure('2025-12-03', null)])).toEqual({
      ...RESTRICTED,
      lastDay: null,
      applyFrom: null,
      earliestNormal: null,
    });
  });

  it('has the latest of measures that run side by side, and none while one of them is open (S13)', () => {
    const both = [
      measure('2025-12-03', '2026-03-02'),
      measure('2025-12-10', '2026-12-09', null, 'TERMINATION'),
    ];
    expect(ahead('2026-01-15', both)).toMatchObject({
      lastDay: '2026-12-09',
      earliestNormal: '2026-12-10',
    });
    expect(ahead('2026-01-15', [...both, measure('2026-01-15', null)])).toMatchObject({
      lastDay: null,
      earliestNormal: null,
    });
  });

  it('goes on through a measure that begins the day after, not through one with a normal day between', () => {
    const first = measure('2025-10-11', '2025-12-10');
    expect(ahead('2025-11-01', [measure('2025-12-11', '2026-02-10'), first])).toMatchObject({
      lastDay: '2026-02-10',
      earliestNormal: '2026-02-11',
    });
    expect(ahead('2025-11-01', [measure('2025-12-12', '2026-02-11'), first])).toMatchObject({
      lastDay: '2025-12-10',
      earliestNormal: '2025-12-11',
    });
    expect(ahead('2025-11-01', [first, measure('2025-12-01', null)])).toMatchObject({
      lastDay: null,
      earliestNormal: null,
    });
  });

  it('may end at once when the last day has passed without restoration (S19)', () => {
    expect(ahead('2025-12-20', [measure('2025-10-11', '2025-12-10')])).toEqual({
      ...RESTRICTED,
      lastDay: '2025-12-10',
      applyFrom: '2025-11-19',
      earliestNormal: '2025-12-20',
    });
  });

  it('is certain once restoration is approved, also a late one', () => {
    expect(ahead('2025-12-01', [measure('2025-10-11', '2025-12-10', '2025-12-11')])).toMatchObject({
      approved: true,
      lastDay: '2025-12-10',
      earliestNormal: '2025-12-11',
    });
    expect(ahead('2025-12-15', [measure('2025-10-11', '2025-12-10', '2026-01-08')])).toMatchObject({
      approved: true,
      lastDay: '2025-12-10',
      earliestNormal: '2026-01-08',
    });
  });

  it('marks a window that touches a year without an arrangement of working days (S34)', () => {
    expect(ahead('2026-12-01', [measure('2026-11-02', '2027-01-10')])).toMatchObject({ provisional: true });
    expect(ahead('2026-12-01', [measure('2026-11-02', '2026-12-31')])).toMatchObject({ provisional: false });
  });
});

const termination = (yearTotal: number, count: number): object => ({
  kind: 'TERMINATION',
  yearTotal,
  points: count,
  years: 1,
  yearsAtOnce: 3,
  citation: 'PQ2025:26.3',
});

const suspension = (yearTotal: number, count: number, min: number, max: number): object => ({
  kind: 'SUSPENSION',
  yearTotal,
  points: count,
  months: { min, max },
  citation: 'PQ2025:26.2',
});

describe('forecastOf, not restricted', () => {
  it('counts the points to every threshold of the year (PQ2025:26)', () => {
    expect(ahead('2025-11-01', [], [points('2025-06-01', 7), points('2025-07-01', -1)])).toEqual({
      kind: 'UNRESTRICTED',
      thresholds: [
        suspension(9, 3, 1, 2),
        suspension(10, 4, 3, 4),
        suspension(11, 5, 5, 6),
        termination(12, 6),
      ],
      upcoming: null,
    });
  });

  it('starts from zero in a new year (PQ2025:25, S15)', () => {
    expect(ahead('2026-01-01', [], [points('2025-06-01', 8)])).toMatchObject({
      thresholds: [{ points: 9 }, { points: 10 }, { points: 11 }, { points: 12 }],
    });
  });

  it('looks on from a total that has had its measure and was restored (S21)', () => {
    const restored = [measure('2025-10-11', '2025-11-10', '2025-11-11')];
    expect(ahead('2025-11-11', restored, [points('2025-09-01', 9)])).toMatchObject({
      thresholds: [suspension(10, 1, 3, 4), suspension(11, 2, 5, 6), termination(12, 3)],
    });
  });

  it('leads to termination by any further point above the limit (S10)', () => {
    expect(ahead('2025-11-11', [], [points('2025-09-01', 13)])).toMatchObject({
      thresholds: [termination(14, 1)],
    });
  });

  it('tells a measure that is decided and has not begun', () => {
    const both = [measure('2025-12-20', null), measure('2025-12-11', '2026-02-10')];
    expect(ahead('2025-12-10', both)).toMatchObject({
      kind: 'UNRESTRICTED',
      upcoming: { kind: 'SUSPENSION', from: '2025-12-11', to: '2026-02-10' },
    });
    expect(ahead('2025-12-11', both)).toMatchObject({ kind: 'RESTRICTED', lastDay: null });
  });
});
