import { Injectable } from '@nestjs/common';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';

const SHANGHAI_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The only place where "now" comes from; tests put a fixed one in its place. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** The present instant as RFC 3339 in UTC: `2025-07-01T01:02:03.456Z`. */
  instant(): string {
    return this.now().toISOString();
  }

  /** Milliseconds on a scale that only moves forward, whatever is done to the clock: for measuring, never for dates. */
  elapsed(): number {
    return performance.now();
  }

  /** The present day in Asia/Shanghai. */
  today(): CalendarDate {
    return date(SHANGHAI_DAY.format(this.now()));
  }
}
