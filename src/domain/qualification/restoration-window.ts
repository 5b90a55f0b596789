import type { Rulebook } from '../rulebook/rulebook.js';
import { pointsLawOn } from '../scoring/points-law.js';
import { addDays, date, yearOf, type CalendarDate } from '../shared/calendar-date.js';
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

/** The window of some measures that have to be over together. */
function windowOf(
  { lastDay, causes }: Pick<RestorationWindow, 'lastDay' | 'causes'>,
  rulebook: Rulebook,
): RestorationWindow {
  const opensOn = s20WindowOpens(pointsLawOn(rulebook, lastDay), lastDay, rulebook.calendars);
  const years = rulebook.calendars.map(({ year }) => year);
  const touched = [opensOn, addDays(lastDay, -1)].map(yearOf);
  return { opensOn, lastDay, provisional: touched.some((year) => !years.includes(year)), causes };
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
  return together === null ? null : windowOf(together, rulebook);
}

/**
 * S19, S20: the window of exactly these measures, which one restoration lifts. Pure.
 * @returns null of none, and where a last day is not known.
 */
export function windowTogether(
  restrictions: readonly Restriction[],
  rulebook: Rulebook,
): RestorationWindow | null {
  const days = restrictions.flatMap(({ to }) => (to === null ? [] : [to])).sort();
  const lastDay = days.at(-1);
  if (lastDay === undefined || days.length < restrictions.length) return null;
  return windowOf({ lastDay, causes: restrictions.map(({ cause }) => cause) }, rulebook);
}

/** Where a day lies by a window: `UNKNOWN` while that depends on a calendar year not yet published (S34). */
export type DayInWindow = 'BEFORE' | 'OPEN' | 'UNKNOWN';

/**
 * S34: whether an application may be made on a day, whatever arrangement is still to be published: were every day of it a
 * day off, the window would open so many working days before it; were every day worked, so many days before the last. Pure.
 * @param lastDayCertain whether the last day itself rests on published years only.
 */
export function dayInWindow(
  { opensOn, lastDay, provisional }: RestorationWindow,
  day: CalendarDate,
  lastDayCertain: boolean,
  rulebook: Rulebook,
): DayInWindow {
  if (!provisional && lastDayCertain) return day < opensOn ? 'BEFORE' : 'OPEN';
  const law = pointsLawOn(rulebook, lastDay);
  const latest = Math.max(...rulebook.calendars.map(({ year }) => year));
  const unpublished = date(`${latest + 1}-01-01`);
  const earliest = lastDay < unpublished ? lastDay : unpublished;
  if (day < s20WindowOpens(law, earliest, rulebook.calendars)) return 'BEFORE';
  return lastDayCertain && day >= addDays(lastDay, -law.applyBeforeEnd) ? 'OPEN' : 'UNKNOWN';
}
