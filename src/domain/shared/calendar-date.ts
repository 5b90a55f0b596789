import { Temporal } from 'temporal-polyfill';

/** A calendar date `YYYY-MM-DD` in Asia/Shanghai; dates compare as strings. */
export type CalendarDate = string & { readonly __unit: 'date' };

const FIRST = '1900-01-01';
const LAST = '2199-12-31';

/** Reads a real date from 1900-01-01 to 2199-12-31; `null` for anything else. */
export function parseDate(text: string): CalendarDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST || text > LAST) return null;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return text as CalendarDate;
  } catch {
    return null;
  }
}

/** A date that the program itself is known to write; throws on anything else. */
export function date(text: string): CalendarDate {
  const parsed = parseDate(text);
  if (parsed === null) throw new Error(`not a date: ${text}`);
  return parsed;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The anniversary after n years; that of 29 February is 28 February. */
export function addYears(from: CalendarDate, years: number): CalendarDate {
  const year = Number(from.slice(0, 4)) + years;
  const day = from.slice(4) === '-02-29' && !isLeap(year) ? '-02-28' : from.slice(4);
  return `${year}${day}` as CalendarDate;
}

export function addDays(from: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(from).add({ days }).toString() as CalendarDate;
}

/** ISO weekday: 1 Monday to 7 Sunday. */
export function weekday(of: CalendarDate): number {
  return Temporal.PlainDate.from(of).dayOfWeek;
}

/** The day of the month n months on; where that month has no such day, its last day. */
export function addMonths(from: CalendarDate, months: number): CalendarDate {
  return Temporal.PlainDate.from(from).add({ months }).toString() as CalendarDate;
}

/** `2025` of `2025-06-09`. */
export const yearOf = (day: CalendarDate): number => Number(day.slice(0, 4));

/** Day of the month, 1–31. */
export const dayOfMonth = (day: CalendarDate): number => Number(day.slice(8));
