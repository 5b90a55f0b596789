import { describe, expect, it } from '@jest/globals';
import { ruling, rulebookWith, SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { pointsLawOn } from '../scoring/points-law.js';
import { date } from '../shared/calendar-date.js';
import { consequenceOf, s16Objection, s18LastDay, s20WindowOpens } from './measure.js';

const law = pointsLawOn(SHIPPED, date('2025-06-01'));
const { calendars } = SHIPPED;

describe('what a year total leads to (PQ2025:26, S9–S11)', () => {
  it.each([
    [8, false, null],
    [9, false, { kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 } }],
    [10, false, { kind: 'SUSPENSION', allowedMonths: { min: 3, max: 4 } }],
    [11, true, { kind: 'SUSPENSION', allowedMonths: { min: 5, max: 6 } }],
    [12, false, { kind: 'TERMINATION', years: 1 }],
    [12, true, { kind: 'TERMINATION', years: 3 }],
    [30, false, { kind: 'TERMINATION', years: 1 }],
  ])('%i points, at once %s', (total, atOnce, expected) => {
    expect(consequenceOf(law, total, atOnce)).toEqual(expected);
  });
});

describe('the last day of a measure (S18, 民法典 201–202)', () => {
  const from = (day: string) => ({ deadline: date(day), measureFrom: date(day), provisional: false });

  it.each([
    ['2025-08-04', 3, '2025-11-03'],
    ['2025-08-31', 1, '2025-09-30'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2025-01-01', 12, '2025-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months: %s', (start, months, last) => {
    expect(s18LastDay(law, from(start), months)).toBe(last);
  });

  it('is counted from the deadline where a ruling says so (policy monthsCountedFrom)', () => {
    const ruled = rulebookWith(ruling('monthsCountedFrom', 'DEADLINE_DAY', '2025-05-01'));
    const objection = s16Objection(law, date('2025-09-23'), calendars);
    expect([objection.deadline, objection.measureFrom]).toEqual(['2025-09-29', '2025-09-30']);
    expect(s18LastDay(law, objection, 1)).toBe('2025-10-29');
    expect(s18LastDay(pointsLawOn(ruled, date('2025-06-01')), objection, 5)).toBe('2026-02-28');
  });
});

describe('the time to object and the start of the measure (PQ2025:24, 34, S16)', () => {
  it('is five working days after receipt; the measure starts the next day', () => {
    expect(s16Objection(law, date('2025-09-26'), calendars)).toEqual({
      deadline: '2025-10-10',
      measureFrom: '2025-10-11',
      provisional: false,
    });
  });

  it('starts on the last day where a ruling says so (policy measureStart)', () => {
    const ruled = rulebookWith(ruling('measureStart', 'LAST_DAY', '2025-05-01'));
    expect(
      s16Objection(pointsLawOn(ruled, date('2025-06-01')), date('2025-09-26'), calendars).measureFrom,
    ).toBe('2025-10-10');
  });
});

describe('the restoration window (PQ2025:30, S20)', () => {
  it('opens on the 15th working day before the last day', () => {
    expect(s20WindowOpens(law, date('2026-03-02'), calendars)).toBe('2026-02-03');
  });
});
