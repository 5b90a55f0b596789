import { z } from 'zod';
import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import { addDays, type CalendarDate, weekday } from '../domain/shared/calendar-date.js';
import { dateField, textField } from './fields.js';
import type { Issue } from './form-issues.js';
import type { DataKind } from './read-data.js';
import { repeatedIssues } from './repeated-issues.js';

const SATURDAY = 6;

const holidaySchema = z.strictObject({ name: textField, from: dateField, to: dateField });
type Holiday = z.output<typeof holidaySchema>;

const schema = z.strictObject({
  year: z.int(),
  documentNo: textField,
  holidays: z.array(holidaySchema).min(1),
  makeUpDays: z.array(dateField),
});
/** One year's arrangement as written: holidays as ranges, both ends days off. */
type CalendarData = z.output<typeof schema>;

/** A calendar year, in a file and in an import. */
export const calendarKind: DataKind<CalendarData> = { schema, check: calendarIssues };

/** The arrangement with every day off by itself. */
export function expandCalendar(data: CalendarData): CalendarYear {
  return { ...data, holidays: data.holidays.flatMap(daysOf) };
}

function daysOf({ name, from, to }: Holiday): { date: CalendarDate; name: string }[] {
  const days = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push({ date, name });
  return days;
}

function calendarIssues({ year, holidays, makeUpDays }: CalendarData): Issue[] {
  return [
    ...holidays.flatMap((holiday, index) => holidayIssues(holiday, index, year)),
    ...holidays.flatMap((holiday, index) => overlapIssues(holiday, index, holidays)),
    ...makeUpDays.flatMap((day, index) => makeUpIssues(day, index, year, holidays)),
    ...repeatedIssues(
      makeUpDays,
      (day) => day,
      (index) => ['makeUpDays', index],
    ),
  ];
}

const isIn = (year: number, day: CalendarDate): boolean => day.startsWith(`${year}-`);
const covers = ({ from, to }: Holiday, day: CalendarDate): boolean => from <= day && day <= to;

function holidayIssues({ from, to }: Holiday, index: number, year: number): Issue[] {
  const days = Object.entries({ from, to });
  return [
    ...days
      .filter(([, day]) => !isIn(year, day))
      .map(([key, day]) => ({ path: ['holidays', index, key], message: `${day} 不在 ${year} 年` })),
    ...(from > to ? [{ path: ['holidays', index, 'to'], message: `实为 ${to}，应不早于首日 ${from}` }] : []),
  ];
}

function overlapIssues(holiday: Holiday, index: number, holidays: readonly Holiday[]): Issue[] {
  const earlier = holidays.slice(0, index).find((each) => each.from <= holiday.to && holiday.from <= each.to);
  if (earlier === undefined) return [];
  return [{ path: ['holidays', index], message: `与${earlier.name}假期重叠，每天只能属于一个假期` }];
}

function makeUpIssues(day: CalendarDate, index: number, year: number, holidays: readonly Holiday[]): Issue[] {
  const path = ['makeUpDays', index];
  const off = holidays.find((holiday) => covers(holiday, day));
  return [
    ...(isIn(year, day) ? [] : [{ path, message: `${day} 不在 ${year} 年` }]),
    ...(weekday(day) >= SATURDAY ? [] : [{ path, message: `${day} 不是周末，调休上班日应为周六或周日` }]),
    ...(off === undefined ? [] : [{ path, message: `${day} 又列为${off.name}假期，只能取其一` }]),
  ];
}
