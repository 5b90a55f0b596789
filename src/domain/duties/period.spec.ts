import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { calendarYear, dayOfInstant, daysBetween, isWithin, periodFaults, standsWithin } from './period.js';

const YEAR = calendarYear(2025);
const site = (from: string, cancelledOn: string | null = null) => ({
  from: date(from),
  cancelledOn: cancelledOn === null ? null : date(cancelledOn),
});

describe('a period', () => {
  it('includes its first and its last day', () => {
    const days = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'].map(date);
    expect(days.map((day) => isWithin(day, YEAR))).toEqual([false, true, true, false]);
  });

  it('is refused when it ends before it begins', () => {
    expect(periodFaults({ from: date('2025-02-02'), to: date('2025-02-01') })).toEqual([
      { pointer: '/to', code: 'DATE_ORDER', detail: '末日 2025-02-01 早于首日 2025-02-02，请核对。' },
    ]);
    expect(periodFaults({ from: date('2025-02-02'), to: date('2025-02-02') })).toEqual([]);
  });

  it('knows the day of an instant in Shanghai', () => {
    const instants = ['2025-07-01T15:59:59.999Z', '2025-07-01T16:00:00.000Z'];
    expect(instants.map(dayOfInstant)).toEqual(['2025-07-01', '2025-07-02']);
  });

  it('counts whole days between days', () => {
    expect(daysBetween(date('2024-02-28'), date('2024-03-01'))).toBe(2);
    expect(daysBetween(date('2025-03-02'), date('2025-03-01'))).toBe(-1);
  });
});

describe('a registration within a period', () => {
  it.each([
    ['since before', site('2020-01-01'), true],
    ['from its last day on', site('2025-12-31'), true],
    ['from the day after', site('2026-01-01'), false],
    ['until its first day', site('2020-01-01', '2025-01-02'), true],
    ['until the day before', site('2020-01-01', '2025-01-01'), false],
    ['entered in error, so that it stood on no day', site('2025-05-01', '2025-05-01'), false],
  ])('%s', (_, registration, stands) => {
    expect(standsWithin(registration, YEAR)).toBe(stands);
  });
});
