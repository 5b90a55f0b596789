import { inForceOn, statusOn, timelineOf } from '../qualification/timeline.js';
import type { Restriction } from '../qualification/standing.js';
import type { CalendarDate } from '../shared/calendar-date.js';

/** How a person under a measure is marked inside the institution (PQ2025:29). */
export interface Mark {
  readonly status: 'SUSPENDED' | 'TERMINATED';
  /** First day of the status. */
  readonly since: CalendarDate;
  /** Last day of the measures of that status; null where it is not known. It goes on until restored (S19). */
  readonly until: CalendarDate | null;
  /** The measures of that status in force on the day. */
  readonly causes: readonly string[];
}

/** The mark of a person on a day; null for somebody under no measure. */
export function markOn(restrictions: readonly Restriction[], on: CalendarDate): Mark | null {
  const status = statusOn(restrictions, on);
  if (status === 'NORMAL') return null;
  const kind = status === 'TERMINATED' ? 'TERMINATION' : 'SUSPENSION';
  const acting = restrictions.filter((each) => each.kind === kind && inForceOn(each, on));
  const span = timelineOf(restrictions).find(({ from, to }) => from <= on && (to === null || on <= to));
  if (span === undefined) throw new Error(`no span on ${on} though the status is ${status}`);
  return { status, since: span.from, until: lastDayOf(acting), causes: acting.map(({ cause }) => cause) };
}

const lastDayOf = (measures: readonly Restriction[]): CalendarDate | null =>
  measures
    .map(({ to }) => to)
    .reduce((last, to) => (last === null || to === null ? null : to > last ? to : last));

export type TakeDownReason = 'MEASURE_ENDED' | 'MEASURE_VOID' | 'MARK_CHANGED';

/** Why a mark that is shown no longer holds; null while it does. */
export function takeDownReason(
  shown: Pick<Mark, 'status' | 'causes'>,
  restrictions: readonly Restriction[],
  on: CalendarDate,
): TakeDownReason | null {
  const mark = markOn(restrictions, on);
  if (mark !== null) return mark.status === shown.status ? null : 'MARK_CHANGED';
  const remains = restrictions.some(({ cause }) => shown.causes.includes(cause));
  return remains ? 'MEASURE_ENDED' : 'MEASURE_VOID';
}

/** When a mark has to be taken down. */
export interface TakeDown {
  /** First day on which it does not hold; from today on. */
  readonly on: CalendarDate;
  readonly reason: TakeDownReason;
}

/**
 * The first day, today or later, on which a mark that is shown does not hold, by what is known today.
 * @returns null where no such day is known: the measure goes on until it is restored (S19).
 */
export function takeDownDay(
  shown: Pick<Mark, 'status' | 'causes'>,
  restrictions: readonly Restriction[],
  today: CalendarDate,
): TakeDown | null {
  const turns = restrictions.flatMap(({ from, restoredOn }) =>
    restoredOn === null ? [from] : [from, restoredOn],
  );
  const days = [today, ...turns.filter((day) => day > today).sort()];
  for (const on of days) {
    const reason = takeDownReason(shown, restrictions, on);
    if (reason !== null) return { on, reason };
  }
  return null;
}
