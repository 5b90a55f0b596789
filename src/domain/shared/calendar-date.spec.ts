import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addYears, date, parseDate, weekday } from './calendar-date.js';

describe('calendar dates', () => {
  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2025-06-09', '2025-12-31', '2199-12-31'])(
    'exist: %s',
    (text) => expect(parseDate(text)).toBe(text),
  );

  it.each([
    ['2025-02-29', 'no leap year'],
    ['1900-02-29', 'a century that is no leap year'],
    ['2100-02-29', 'a century that is no leap year'],
    ['2025-04-31', 'April has 30 days'],
    ['2025-00-10', 'no month 0'],
    ['2025-13-01', 'no month 13'],
    ['2025-06-00', 'no day 0'],
    ['2025-06-32', 'no day 32'],
    ['1899-12-31', 'before the first'],
    ['2200-01-01', 'after the last'],
    ['2025-6-9', 'digits missing'],
    ['20250609', 'no hyphens'],
    ['2025-06-09T00:00', 'a time'],
    ['2025-06-09[u-ca=chinese]', 'another calendar'],
    ['+002025-06-09', 'a sign'],
    [' 2025-06-09', 'a space'],
    ['2025-06-09\n', 'a line end'],
    ['２０２５-06-09', 'full-width digits'],
    ['', 'nothing'],
  ])('do not exist: %j, %s', (text) => expect(parseDate(text)).toBeNull());

  it('that the program writes itself must exist', () => {
    expect(date('2025-06-09')).toBe('2025-06-09');
    expect(() => date('2025-02-30')).toThrow('not a date: 2025-02-30');
  });

  it.each([
    ['2025-06-15', 2, '2027-06-15'],
    ['2025-06-15', 5, '2030-06-15'],
    ['2024-02-28', 2, '2026-02-28'],
    ['2024-02-29', 2, '2026-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-02-29', 5, '2029-02-28'],
    ['2096-02-29', 4, '2100-02-28'],
    ['2025-03-01', 2, '2027-03-01'],
    ['2199-12-31', 5, '2204-12-31'],
  ])('have their anniversary: %s after %d years is %s (P27)', (from, years, anniversary) =>
    expect(addYears(date(from), years)).toBe(anniversary),
  );

  it.each([
    ['2025-06-30', 1, '2025-07-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-03-01', -1, '2025-02-28'],
    ['2025-03-01', 0, '2025-03-01'],
  ])('are counted in days: %s and %d is %s', (from, days, to) => expect(addDays(date(from), days)).toBe(to));

  it.each([
    ['2025-06-09', 1],
    ['2025-06-14', 6],
    ['2025-06-15', 7],
    ['2024-02-29', 4],
  ])('know their weekday, Monday first: %s is %d', (day, number) => expect(weekday(date(day))).toBe(number));

  it('come one after the other as texts do', () => {
    const days = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [one, other] = [addDays(date('1900-01-01'), a), addDays(date('1900-01-01'), b)];
        expect(one < other).toBe(a < b);
      }),
    );
  });
});
