/** What a history says of single days. */
import type { History } from '../../src/domain/qualification/history.js';
import { statusOn, timelineOf, type Span } from '../../src/domain/qualification/timeline.js';
import type { CalendarDate } from '../../src/domain/shared/calendar-date.js';
import { dayOfText, firstOfYear, textOfDay, yearOfDay, type Day } from './calendar.js';
import { inForce, type Expected } from './expectation.js';

/** Days on which something may change, and their neighbours. */
const turningDays = ({ restrictions }: Expected): Day[] => [
  ...new Set(
    restrictions
      .flatMap(({ from, to, normalFrom }) => [from, to ?? from, normalFrom ?? from])
      .flatMap((day) => [day - 1, day, day + 1]),
  ),
];

/** S13: terminated where a termination is in force, else suspended where anything is. */
function expectedStatus({ restrictions }: Expected, day: Day): string {
  const now = restrictions.filter((each) => inForce(each, day));
  if (now.length === 0) return 'NORMAL';
  return now.some(({ kind }) => kind === 'TERMINATION') ? 'TERMINATED' : 'SUSPENDED';
}

const endsBefore = ({ to }: Span, next: Span | undefined): boolean =>
  to !== null && next !== undefined && dayOfText(to) + 1 === dayOfText(next.from);

/** Earliest first, no day twice, and no two spans of one status side by side. */
const wellFormed = (spans: readonly Span[]): boolean =>
  spans.every((span, index) => {
    const next = spans[index + 1];
    if (span.to !== null && span.to < span.from) return false;
    if (next === undefined) return true;
    return (
      span.to !== null && span.to < next.from && !(endsBefore(span, next) && next.status === span.status)
    );
  });

/** Statuses and timeline against what the articles have in force, on the days around every change (S13). */
export function statusByDay({ standing }: History, expected: Expected): boolean | null {
  if (standing.restrictions.length === 0) return null;
  const spans = timelineOf(standing.restrictions);
  if (!wellFormed(spans)) return false;
  return turningDays(expected).every((day) => {
    const text = textOfDay(day) as CalendarDate;
    const status = expectedStatus(expected, day);
    const covering = spans.filter(({ from, to }) => from <= text && (to === null || text <= to));
    return (
      statusOn(standing.restrictions, text) === status &&
      covering.length === (status === 'NORMAL' ? 0 : 1) &&
      covering.every((each) => each.status === status)
    );
  });
}

/** S19: a span ends the day before a restoration took effect, or not at all; or something graver goes on from it. */
export function spansEndByRestoration({ standing }: History): boolean | null {
  const all = timelineOf(standing.restrictions);
  const spans = all.filter((span, index) => {
    const next = all[index + 1];
    return !(next?.status === 'TERMINATED' && endsBefore(span, next));
  });
  if (spans.length === 0) return null;
  const restored = new Set<string>(standing.restorations.flatMap(({ effectiveOn }) => effectiveOn ?? []));
  return spans.every(({ to }) => to === null || restored.has(textOfDay(dayOfText(to) + 1)));
}

/** What runs on 31 December and is not restored for the next day runs on 1 January; whose points are none yet. */
export function runsOn({ standing }: History, expected: Expected): boolean | null {
  const years = [...new Set(expected.restrictions.map(({ from }) => yearOfDay(from) + 1))];
  if (years.length === 0) return null;
  return years.every((year) => {
    const first = firstOfYear(year);
    const running = expected.restrictions.some((each) => inForce(each, first));
    return (statusOn(standing.restrictions, textOfDay(first) as CalendarDate) !== 'NORMAL') === running;
  });
}
