import { addYears, type CalendarDate } from '../domain/shared/calendar-date.js';

/** Days further ahead are taken for slips of the pen. */
const YEARS_AHEAD = 1;

/** The latest day on which a fact may begin that is entered today. */
export const latestDay = (today: CalendarDate): CalendarDate => addYears(today, YEARS_AHEAD);
