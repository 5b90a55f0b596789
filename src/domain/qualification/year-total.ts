import { yearOf, type CalendarDate } from '../shared/calendar-date.js';
import type { Standing } from './standing.js';

/** Points of the calendar year of the day, counting what is dated up to it (PQ2025:25). */
export const yearTotalOn = ({ movements }: Pick<Standing, 'movements'>, day: CalendarDate): number =>
  movements
    .filter(({ on }) => on <= day && yearOf(on) === yearOf(day))
    .reduce((sum, { points }) => sum + points, 0);
