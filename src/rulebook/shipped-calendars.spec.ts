import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { addDays, type CalendarDate, date, weekday } from '../domain/shared/calendar-date.js';
import { loadRulebookFiles } from './load-rulebook-files.js';

const { calendars } = loadRulebookFiles();
const SATURDAY = 6;

const daysOf = (year: number): CalendarDate[] => {
  const days = [];
  for (let day = date(`${year}-01-01`); day.startsWith(`${year}`); day = addDays(day, 1)) days.push(day);
  return days;
};

describe.each([2025, 2026])('the calendar of %d', (year) => {
  const calendar = calendars.find((each) => each.year === year);
  const off = new Set(calendar?.holidays.map((each) => each.date));
  const madeUp = new Set(calendar?.makeUpDays);
  const isWorkingDay = (day: CalendarDate): boolean =>
    madeUp.has(day) || (!off.has(day) && weekday(day) < SATURDAY);

  it('agrees on every day with an independent calendar', () => {
    const days = daysOf(year);
    expect(days).toHaveLength(365);
    expect(days.filter(isWorkingDay)).toEqual(days.filter((day) => chineseDays.isWorkday(day)));
    expect(days.filter((day) => !isWorkingDay(day))).toEqual(
      days.filter((day) => chineseDays.isHoliday(day)),
    );
  });

  it('names each holiday as an independent calendar does', () => {
    for (const { date: day, name } of calendar?.holidays ?? []) {
      const [, shortName] = chineseDays.getDayDetail(day).name.split(',');
      expect(`${day} ${name}`).toContain(shortName?.replace('节', ''));
    }
  });

  it('makes up on exactly the days of the arrangement', () => {
    const workingWeekends = daysOf(year).filter(
      (day) => weekday(day) >= SATURDAY && chineseDays.isWorkday(day),
    );
    expect([...madeUp].sort()).toEqual(workingWeekends);
  });
});

it('names the document, or says that its number is not known', () => {
  expect(calendars.map(({ year, documentNo }) => [year, documentNo])).toEqual([
    [2025, '国办发明电〔2024〕12号'],
    [2026, '文号未取得（国务院办公厅2025-11-04发布）'],
  ]);
});

it('lists 28 days off in 2025 and 33 in 2026', () => {
  expect(calendars.map(({ holidays }) => holidays.length)).toEqual([28, 33]);
});
