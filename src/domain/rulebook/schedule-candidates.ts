import type { CalendarDate } from '../shared/calendar-date.js';
import { inForceOn } from './in-force.js';
import type { Schedule, ScheduleRow } from './schedule.js';
import { placesOfBasis } from './schedule-order.js';

/** A schedule with the rows of one basis. */
export interface Candidates {
  readonly schedule: Schedule;
  /** From slight to grave. */
  readonly rows: readonly ScheduleRow[];
}

/**
 * The rows an officer may choose from for a basis on a day, by schedule. Which of them fits the facts is the officer's
 * judgement: criteria are words (DB2025:9).
 */
export function gradeCandidates(
  schedules: readonly Schedule[],
  basis: string,
  day: CalendarDate,
): readonly Candidates[] {
  return schedules
    .filter((schedule) => inForceOn(schedule, day))
    .map((schedule) => ({ schedule, rows: placesOfBasis(schedule.rows, basis).map(({ row }) => row) }))
    .filter(({ rows }) => rows.length > 0);
}
