import { countWorkingDays } from '../domain/procedure/working-days.js';
import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import { PERIODS } from './clock-kind.js';
import type { ClockView } from './clock-view.js';
import type { WorkState } from './work-list.dto.js';

/** Working days in which something counts as due soon: for the lists only, no figure of law. */
const SOON_WORKING_DAYS = 3;

/** The days by which the state of a clock is told. */
export interface WorkDays {
  readonly today: CalendarDate;
  /** Last day on which something due counts as due soon. */
  readonly soon: CalendarDate;
  readonly periods: readonly string[];
}

export const workDays = (today: CalendarDate, calendars: readonly CalendarYear[]): WorkDays => ({
  today,
  soon: countWorkingDays(today, SOON_WORKING_DAYS, calendars).date,
  periods: PERIODS,
});

const ENDED = 'clock.closedAt IS NOT NULL OR (clock.kind IN (:...periods) AND clock.dueOn < :today)';
const RUNNING = `NOT (${ENDED})`;

/** Each state as a condition on the table; the parameters are {@link WorkDays}. */
export const STATE_CONDITIONS: Readonly<Record<WorkState, string>> = {
  OPEN: `(${RUNNING})`,
  DUE_SOON: `(${RUNNING} AND (clock.dueOn IS NULL OR clock.dueOn BETWEEN :today AND :soon))`,
  OVERDUE: `(${RUNNING} AND clock.dueOn < :today)`,
  CLOSED: `(${ENDED})`,
};

/** What is most pressing about a clock; the same as the conditions say. */
export function stateOf(
  { kind, dueOn, closedAt }: Pick<ClockView, 'kind' | 'dueOn' | 'closedAt'>,
  { today, soon, periods }: WorkDays,
): WorkState {
  if (closedAt !== null) return 'CLOSED';
  if (dueOn === null) return 'DUE_SOON';
  if (dueOn < today) return periods.includes(kind) ? 'CLOSED' : 'OVERDUE';
  return dueOn <= soon ? 'DUE_SOON' : 'OPEN';
}
