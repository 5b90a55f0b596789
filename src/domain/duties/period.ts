import { Temporal } from 'temporal-polyfill';
import { date, type CalendarDate } from '../shared/calendar-date.js';
import type { SiteDays } from '../qualification/site-changes.js';
import type { Fault } from '../shared/result.js';

/** Days from the first to the last, both included. */
export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export const calendarYear = (year: number): Period => ({
  from: date(`${year}-01-01`),
  to: date(`${year}-12-31`),
});

export const isWithin = (day: CalendarDate, { from, to }: Period): boolean => from <= day && day <= to;

/** The day of an instant (RFC 3339) in Asia/Shanghai. */
export const dayOfInstant = (instant: string): CalendarDate =>
  date(Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString());

/** Whole days from the one to the other; negative when the other is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Temporal.PlainDate.from(from).until(to).days;

export function periodFaults({ from, to }: Period): Fault[] {
  if (from <= to) return [];
  return [{ pointer: '/to', code: 'DATE_ORDER', detail: `末日 ${to} 早于首日 ${from}，请核对。` }];
}

/** Whether a registration stands on a day. */
export const standsOn = ({ from, cancelledOn }: SiteDays, day: CalendarDate): boolean =>
  from <= day && (cancelledOn === null || day < cancelledOn);

/** Whether a registration stands on any day of a period; one cancelled from its first day on stands on none. */
export const standsWithin = ({ from, cancelledOn }: SiteDays, period: Period): boolean =>
  from <= period.to && (cancelledOn === null || (cancelledOn > from && cancelledOn > period.from));
