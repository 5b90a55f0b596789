import { describe, expect, it } from '@jest/globals';
import type { CalendarYear } from '../rulebook/calendar-year.js';
import { date } from '../shared/calendar-date.js';
import { objectionWindow, periodInWords, type Receipt } from './objection-window.js';

const FIVE = 5;
const CALENDARS: readonly CalendarYear[] = [
  {
    year: 2025,
    documentNo: '国办发明电〔2024〕12号',
    holidays: Array.from({ length: 8 }, (_each, index) => ({
      date: date(`2025-10-0${index + 1}`),
      name: '国庆节',
    })),
    makeUpDays: [date('2025-09-28'), date('2025-10-11')],
  },
];

const institution = (on: string): Receipt => ({ by: 'INSTITUTION', on: date(on) });
const person = (on: string): Receipt => ({ by: 'PERSON', on: date(on) });

const window = (
  receipts: readonly Receipt[],
  filedOn: string,
  counts: 'INSTITUTION' | 'PERSON' | 'LATER' = 'INSTITUTION',
) => objectionWindow(receipts, { workingDays: FIVE, counts }, date(filedOn), CALENDARS);

describe('objectionWindow (PQ2025:34, S16)', () => {
  it('admits the fifth working day after receipt and refuses the next day', () => {
    expect(window([institution('2025-09-26')], '2025-10-10')).toMatchObject({
      inTime: true,
      period: { deadline: '2025-10-10', provisional: false, madeUp: ['2025-09-28'] },
    });
    expect(window([institution('2025-09-26')], '2025-10-11')).toMatchObject({
      inTime: false,
      period: { deadline: '2025-10-10' },
    });
  });

  it('admits what is in time by the later of two receipts', () => {
    const receipts = [institution('2025-09-01'), person('2025-09-26')];
    expect(window(receipts, '2025-10-10')).toMatchObject({
      inTime: true,
      period: { receipt: { by: 'PERSON', on: '2025-09-26' } },
    });
    expect(window([...receipts].reverse(), '2025-10-11')).toMatchObject({ inTime: false });
  });

  it('runs from no receipt while there is none', () => {
    expect(window([], '2026-09-01')).toEqual({ inTime: true, period: null });
  });

  it('runs not while the receipt that counts is missing, whoever else has the notice', () => {
    const [early, late] = [institution('2025-09-01'), person('2025-09-01')];
    const open = { inTime: true, period: null };
    expect(window([late], '2025-12-01')).toEqual(open);
    expect(window([early], '2025-12-01', 'PERSON')).toEqual(open);
    expect(window([early], '2025-12-01', 'LATER')).toEqual(open);
    expect(window([late], '2025-12-01', 'LATER')).toEqual(open);
    for (const counts of ['INSTITUTION', 'PERSON', 'LATER'] as const) {
      expect(window([early, late], '2025-09-08', counts).inTime).toBe(true);
      expect(window([early, late], '2025-09-09', counts).inTime).toBe(false);
    }
  });

  it('refuses nothing on a day that is not certain (S34)', () => {
    expect(window([institution('2025-12-29')], '2026-02-01')).toMatchObject({
      inTime: true,
      period: { deadline: '2026-01-05', provisional: true },
    });
  });

  it('is told with every day passed over and every day made up', () => {
    const { period } = window([institution('2025-09-26')], '2025-10-11');
    expect(period && periodInWords(period, FIVE)).toBe(
      '申诉期自机构收到之日 2025-09-26 的次日起 5 个工作日，至 2025-10-10 届满；跳过 2025-09-27（周六）、' +
        '2025-10-01（国庆节）、2025-10-02（国庆节）、2025-10-03（国庆节）、2025-10-04（国庆节）、' +
        '2025-10-05（国庆节）、2025-10-06（国庆节）、2025-10-07（国庆节）、2025-10-08（国庆节）；调休上班计入 2025-09-28',
    );
    const plain = window([person('2025-09-01')], '2025-09-09', 'PERSON').period;
    expect(plain && periodInWords(plain, FIVE)).toBe(
      '申诉期自本人收到之日 2025-09-01 的次日起 5 个工作日，至 2025-09-08 届满；跳过 2025-09-06（周六）、2025-09-07（周日）',
    );
  });
});
