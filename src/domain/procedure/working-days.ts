import type { CalendarYear } from '../rulebook/calendar-year.js';
import { addDays, weekday, type CalendarDate } from '../shared/calendar-date.js';

/** A day off that a count passed over. */
export interface PassedOver {
  readonly date: CalendarDate;
  /** `周六`, `周日` or the holiday's name. */
  readonly reason: string;
}

/** Where a count of working days ends, and what it met on the way. */
export interface WorkingDayCount {
  readonly date: CalendarDate;
  /** A year without a published arrangement was touched, and plain Monday to Friday assumed for it (S34). */
  readonly provisional: boolean;
  readonly passedOver: readonly PassedOver[];
  /** Weekend days that counted as working days (调休上班). */
  readonly madeUp: readonly CalendarDate[];
}

type DayKind =
  | { readonly working: true; readonly madeUp: boolean; readonly known: boolean }
  | { readonly working: false; readonly reason: string; readonly known: boolean };

interface Arrangement {
  readonly years: ReadonlySet<string>;
  readonly holidays: ReadonlyMap<string, string>;
  readonly makeUpDays: ReadonlySet<string>;
}

const arrangements = new WeakMap<readonly CalendarYear[], Arrangement>();

function arrangementOf(calendars: readonly CalendarYear[]): Arrangement {
  const known = arrangements.get(calendars);
  if (known) return known;
  const arrangement: Arrangement = {
    years: new Set(calendars.map(({ year }) => String(year))),
    holidays: new Map(calendars.flatMap(({ holidays }) => holidays.map(({ date, name }) => [date, name]))),
    makeUpDays: new Set(calendars.flatMap(({ makeUpDays }) => makeUpDays)),
  };
  arrangements.set(calendars, arrangement);
  return arrangement;
}

const SATURDAY = 6;
const SUNDAY = 7;

function kindOf(day: CalendarDate, { years, holidays, makeUpDays }: Arrangement): DayKind {
  const known = years.has(day.slice(0, 4));
  const holiday = holidays.get(day);
  if (holiday !== undefined) return { working: false, reason: holiday, known };
  const inWeek = weekday(day);
  if (inWeek < SATURDAY) return { working: true, madeUp: false, known };
  if (makeUpDays.has(day)) return { working: true, madeUp: true, known };
  return { working: false, reason: inWeek === SUNDAY ? '周日' : '周六', known };
}

/** Whether the day is a working day; by plain Monday to Friday in a year without an arrangement. */
export const isWorkingDay = (day: CalendarDate, calendars: readonly CalendarYear[]): boolean =>
  kindOf(day, arrangementOf(calendars)).working;

/**
 * The day that is `count` working days after `from`, or before it for a negative count; `from` itself is neither counted
 * nor looked at. A count of zero stays where it is.
 */
export function countWorkingDays(
  from: CalendarDate,
  count: number,
  calendars: readonly CalendarYear[],
): WorkingDayCount {
  const arrangement = arrangementOf(calendars);
  const step = count < 0 ? -1 : 1;
  const passedOver: PassedOver[] = [];
  const madeUp: CalendarDate[] = [];
  let provisional = false;
  let day = from;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    const kind = kindOf(day, arrangement);
    if (!kind.known) provisional = true;
    if (!kind.working) passedOver.push({ date: day, reason: kind.reason });
    else {
      if (kind.madeUp) madeUp.push(day);
      left -= 1;
    }
  }
  return { date: day, provisional, passedOver, madeUp };
}
