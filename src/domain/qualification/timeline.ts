import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import type { Restriction } from './standing.js';

export type QualificationStatus = 'NORMAL' | 'SUSPENDED' | 'TERMINATED';

/** A stretch of days with one status other than normal, and the measures of that status in force on any of them. */
export interface Span {
  readonly from: CalendarDate;
  /** Last day; null while it goes on. */
  readonly to: CalendarDate | null;
  readonly status: 'SUSPENDED' | 'TERMINATED';
  readonly causes: readonly string[];
}

/** Whether a measure restricts on the day: from its first until it is restored (S19). */
export const inForceOn = ({ from, restoredOn }: Restriction, day: CalendarDate): boolean =>
  from <= day && (restoredOn === null || day < restoredOn);

/** S13: on each day the gravest applies. */
function onDay(restrictions: readonly Restriction[], day: CalendarDate): Omit<Span, 'from' | 'to'> | null {
  const active = restrictions.filter((each) => inForceOn(each, day));
  if (active.length === 0) return null;
  const terminated = active.filter(({ kind }) => kind === 'TERMINATION');
  const gravest = terminated.length > 0 ? terminated : active;
  return {
    status: terminated.length > 0 ? 'TERMINATED' : 'SUSPENDED',
    causes: gravest.map(({ cause }) => cause),
  };
}

/** The restricted spans of a history, earliest first; neighbouring days of one status are one span. */
export function timelineOf(restrictions: readonly Restriction[]): Span[] {
  const changes = [
    ...new Set(
      restrictions.flatMap(({ from, restoredOn }) => (restoredOn === null ? [from] : [from, restoredOn])),
    ),
  ].sort();
  const spans: Span[] = [];
  changes.forEach((from, index) => {
    const state = onDay(restrictions, from);
    if (state === null) return;
    const next = changes[index + 1];
    const to = next === undefined ? null : addDays(next, -1);
    const last = spans.at(-1);
    if (last?.status === state.status && last.to !== null && addDays(last.to, 1) === from) {
      spans[spans.length - 1] = { ...last, to, causes: [...new Set([...last.causes, ...state.causes])] };
    } else spans.push({ from, to, ...state });
  });
  return spans;
}

/** The status on a day. */
export const statusOn = (restrictions: readonly Restriction[], day: CalendarDate): QualificationStatus =>
  onDay(restrictions, day)?.status ?? 'NORMAL';
