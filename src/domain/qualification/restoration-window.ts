import type { Rulebook } from '../rulebook/rulebook.js';
import { pointsLawOn } from '../scoring/points-law.js';
import { addDays, yearOf, type CalendarDate } from '../shared/calendar-date.js';
import { s20WindowOpens } from './measure.js';
import type { Restriction } from './standing.js';

/** When a restoration may be applied for. */
export interface RestorationWindow {
  /** First day on which it may be applied for (S20). */
  readonly opensOn: CalendarDate;
  /** Last day of the measures that have to be over. */
  readonly lastDay: CalendarDate;
  /** The first day rests on a calendar year not yet published (S34). */
  readonly provisional: boolean;
  /** The measures that a restoration would lift. */
  readonly causes: readonly string[];
}

/**
 * The measures that a restoration has to look at together: those begun by the day, and those that begin before the last
 * of them is over; before any has begun, the earliest.
 * @returns null where nothing waits to be restored, or a last day is not known yet.
 */
function joined(
  restrictions: readonly Restriction[],
  today: CalendarDate,
): { readonly lastDay: CalendarDate; readonly causes: readonly string[] } | null {
  const waiting = restrictions
    .filter(({ restoredOn }) => restoredOn === null)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  let lastDay: CalendarDate | null = null;
  const causes: string[] = [];
  for (const { cause, from, to } of waiting) {
    if (lastDay !== null && from > lastDay && from > today) break;
    if (to === null) return null;
    if (lastDay === null || to > lastDay) lastDay = to;
    causes.push(cause);
  }
  return lastDay === null ? null : { lastDay, causes };
}

/**
 * S20: the window of a person's next restoration, seen from a day. Pure.
 * @param restrictions every measure on the file.
 * @returns null where nothing waits to be restored, or a last day is not known yet.
 */
export function restorationWindow(
  restrictions: readonly Restriction[],
  today: CalendarDate,
  rulebook: Rulebook,
): RestorationWindow | null {
  const together = joined(restrictions, today);
  if (together === null) return null;
  const { lastDay, causes } = together;
  const opensOn = s20WindowOpens(pointsLawOn(rulebook, lastDay), lastDay, rulebook.calendars);
  const years = rulebook.calendars.map(({ year }) => year);
  const touched = [opensOn, addDays(lastDay, -1)].map(yearOf);
  return { opensOn, lastDay, provisional: touched.some((year) => !years.includes(year)), causes };
}
