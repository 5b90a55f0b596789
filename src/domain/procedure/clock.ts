import { Temporal } from 'temporal-polyfill';
import { policyOn } from '../rulebook/policy.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import { countWorkingDays, isWorkingDay, type WorkingDayCount } from './working-days.js';

export type TermUnit = 'WORKING_DAYS' | 'CALENDAR_DAYS';

/** How long something may take: so many days after a first day that is not counted, or up to a day told from elsewhere. */
export type Term =
  | { readonly count: number; readonly unit: TermUnit }
  | {
      readonly dueOn: CalendarDate;
      /** The day told rests on a calendar year not yet published (S34). */
      readonly provisional?: boolean;
    };

/** What a deadline is computed from. */
export interface TimeAllowed {
  /** Not counted itself. */
  readonly from: CalendarDate;
  /** Null: at once, the law sets no day. */
  readonly term: Term | null;
  /** Days recorded on top of the term (S30). */
  readonly extensionDays: number;
}

/** The last day of a term, and how it was counted. */
export interface Deadline extends Omit<WorkingDayCount, 'date'> {
  readonly dueOn: CalendarDate;
}

type Law = Pick<Rulebook, 'calendars' | 'policies' | 'rulings'>;

const deadline = ({ date, ...counted }: WorkingDayCount): Deadline => ({ dueOn: date, ...counted });

/**
 * The last day of a term. Pure.
 * @returns null where the law sets no day; else the day, included, with the days off it passed over, the make-up days it
 *   counted, and whether a year without a published arrangement was touched (S34).
 */
export function deadlineOf({ from, term, extensionDays }: TimeAllowed, law: Law): Deadline | null {
  if (term === null) return null;
  if ('dueOn' in term) return extended(term, extensionDays, law);
  const days = term.count + extensionDays;
  return term.unit === 'WORKING_DAYS'
    ? deadline(countWorkingDays(from, days, law.calendars))
    : calendarDays(from, days, law);
}

/** A day told stays as it is; working days recorded on top of it are counted from there. */
function extended(term: Extract<Term, { dueOn: unknown }>, extensionDays: number, law: Law): Deadline {
  const counted = deadline(countWorkingDays(term.dueOn, extensionDays, law.calendars));
  return { ...counted, provisional: counted.provisional || term.provisional === true };
}

/** P39: a period in calendar days that ends on a day off ends on the next working day; or not, by policy. */
function calendarDays(from: CalendarDate, days: number, law: Law): Deadline {
  const end = addDays(from, days);
  return policyOn(law, 'periodEndOnDayOff', from) === 'SAME_DAY'
    ? { dueOn: end, provisional: false, passedOver: [], madeUp: [] }
    : deadline(countWorkingDays(addDays(end, -1), 1, law.calendars));
}

/** Working days after one day up to another, this included; negative where the other lies before: so many days over. */
export function workingDaysUntil(from: CalendarDate, to: CalendarDate, calendars: Law['calendars']): number {
  if (to < from) return 0 - workingDaysUntil(to, from, calendars);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendars)) count += 1;
  }
  return count;
}

/** Calendar days by which a day lies after another; 0 where it does not. */
export const daysLate = (dueOn: CalendarDate, day: CalendarDate): number =>
  Math.max(0, Temporal.PlainDate.from(dueOn).until(day, { largestUnit: 'days' }).days);
