import { describe, expect, it } from '@jest/globals';
import type { CalendarYear } from '../rulebook/calendar-year.js';
import type { Policy, PolicyRuling } from '../rulebook/policy.js';
import { date } from '../shared/calendar-date.js';
import { daysLate, deadlineOf, workingDaysUntil, type Term } from './clock.js';

const daysOff = (name: string, days: readonly string[]): { date: ReturnType<typeof date>; name: string }[] =>
  days.map((day) => ({ date: date(day), name }));

/** The autumn of 2025 and the turn of the year, as arranged. */
const CALENDARS: readonly CalendarYear[] = [
  {
    year: 2025,
    documentNo: '国办发明电〔2024〕12号',
    holidays: daysOff(
      '国庆节',
      Array.from({ length: 8 }, (_each, index) => `2025-10-0${index + 1}`),
    ),
    makeUpDays: [date('2025-09-28'), date('2025-10-11')],
  },
  {
    year: 2026,
    documentNo: '测试',
    holidays: daysOff('元旦', ['2026-01-01', '2026-01-02', '2026-01-03']),
    makeUpDays: [date('2026-01-04')],
  },
];

const POLICY: Policy = {
  name: 'periodEndOnDayOff',
  reading: 'P39',
  citation: '医疗保障行政处罚程序暂行规定:58',
  values: ['NEXT_WORKING_DAY', 'SAME_DAY'],
  adopted: 'NEXT_WORKING_DAY',
};

const SAME_DAY: PolicyRuling = {
  policy: 'periodEndOnDayOff',
  value: 'SAME_DAY',
  documentNo: '测试',
  validFrom: date('2025-09-01'),
};

const deadline = (
  from: string,
  term: Term | null,
  extensionDays = 0,
  rulings: readonly PolicyRuling[] = [],
): ReturnType<typeof deadlineOf> =>
  deadlineOf(
    { from: date(from), term, extensionDays },
    { calendars: CALENDARS, policies: [POLICY], rulings },
  );

describe('deadlineOf', () => {
  it('has no day where the law sets none', () => {
    expect(deadline('2025-09-26', null)).toBeNull();
  });

  it('counts five working days from 26 September 2025 to 10 October, and says how (S16)', () => {
    expect(deadline('2025-09-26', { count: 5, unit: 'WORKING_DAYS' })).toEqual({
      dueOn: '2025-10-10',
      provisional: false,
      passedOver: [
        { date: '2025-09-27', reason: '周六' },
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((day) => ({ date: `2025-10-0${day}`, reason: '国庆节' })),
      ],
      madeUp: ['2025-09-28'],
    });
  });

  it('adds recorded days to the count (S30)', () => {
    expect(deadline('2025-09-26', { count: 5, unit: 'WORKING_DAYS' }, 2)).toMatchObject({
      dueOn: '2025-10-13',
      madeUp: ['2025-09-28', '2025-10-11'],
    });
    expect(deadline('2025-10-12', { count: 2, unit: 'CALENDAR_DAYS' }, 3)).toMatchObject({
      dueOn: '2025-10-17',
    });
  });

  it('moves the end of calendar days from a day off to the next working day (P39)', () => {
    expect(deadline('2025-09-22', { count: 10, unit: 'CALENDAR_DAYS' })).toEqual({
      dueOn: '2025-10-09',
      provisional: false,
      passedOver: [2, 3, 4, 5, 6, 7, 8].map((day) => ({ date: `2025-10-0${day}`, reason: '国庆节' })),
      madeUp: [],
    });
  });

  it('lets calendar days end on a make-up Saturday, which is a working day', () => {
    expect(deadline('2025-10-01', { count: 10, unit: 'CALENDAR_DAYS' })).toEqual({
      dueOn: '2025-10-11',
      provisional: false,
      passedOver: [],
      madeUp: ['2025-10-11'],
    });
  });

  it('leaves the end on a day off where a ruling says so, from its first day on (P39)', () => {
    const term: Term = { count: 10, unit: 'CALENDAR_DAYS' };
    expect(deadline('2025-09-22', term, 0, [SAME_DAY])).toEqual({
      dueOn: '2025-10-02',
      provisional: false,
      passedOver: [],
      madeUp: [],
    });
    const later = { ...SAME_DAY, validFrom: date('2025-09-23') };
    expect(deadline('2025-09-22', term, 0, [later])).toMatchObject({ dueOn: '2025-10-09' });
  });

  it('is provisional as soon as a year without an arrangement is touched, and no sooner (S34)', () => {
    expect(deadline('2026-12-29', { count: 2, unit: 'WORKING_DAYS' })).toMatchObject({
      dueOn: '2026-12-31',
      provisional: false,
    });
    expect(deadline('2026-12-29', { count: 3, unit: 'WORKING_DAYS' })).toMatchObject({
      dueOn: '2027-01-01',
      provisional: true,
    });
    expect(deadline('2026-12-29', { count: 3, unit: 'CALENDAR_DAYS' })).toMatchObject({
      dueOn: '2027-01-01',
      provisional: true,
    });
  });

  it('takes a day told from elsewhere as it is, also on a day off and also provisional', () => {
    expect(deadline('2025-09-01', { dueOn: date('2025-10-04') })).toEqual({
      dueOn: '2025-10-04',
      provisional: false,
      passedOver: [],
      madeUp: [],
    });
    expect(deadline('2025-09-01', { dueOn: date('2025-10-04'), provisional: true })).toMatchObject({
      provisional: true,
    });
    expect(deadline('2025-09-01', { dueOn: date('2025-10-04') }, 1)).toMatchObject({ dueOn: '2025-10-09' });
  });
});

describe('workingDaysUntil', () => {
  const until = (from: string, to: string): number => workingDaysUntil(date(from), date(to), CALENDARS);

  it('counts the days left, the last included, today not', () => {
    expect(until('2025-09-26', '2025-10-10')).toBe(5);
    expect(until('2025-09-26', '2025-09-26')).toBe(0);
    expect(until('2025-09-26', '2025-09-27')).toBe(0);
  });

  it('counts the days over as negative', () => {
    expect(until('2025-10-10', '2025-09-26')).toBe(-5);
    expect(until('2025-09-28', '2025-09-27')).toBe(-1);
    expect(until('2025-09-27', '2025-09-26')).toBe(0);
  });
});

describe('daysLate', () => {
  it('counts calendar days after the day due, and none in time', () => {
    const late = (due: string, day: string): number => daysLate(date(due), date(day));
    expect(late('2025-10-11', '2025-10-13')).toBe(2);
    expect(late('2025-12-30', '2026-03-01')).toBe(61);
    expect(late('2025-10-11', '2025-10-11')).toBe(0);
    expect(late('2025-10-11', '2025-10-01')).toBe(0);
  });
});
