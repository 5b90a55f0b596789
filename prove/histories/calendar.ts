/**
 * Days as whole numbers, and the State Council's working days of 2025 and 2026, written down a second time: nothing of
 * `src` and nothing of `config` is asked.
 */

/** Whole days; 1 January 2024, a Monday, is 0. */
export type Day = number;

interface Civil {
  readonly text: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const FIRST_YEAR = 2024;
const LAST_YEAR = 2199;
const DAYS_A_WEEK = 7;
const WORKING_DAYS_A_WEEK = 5;
const MONTHS_A_YEAR = 12;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FEBRUARY = 2;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const lengthOf = (year: number, month: number): number =>
  month === FEBRUARY && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const write = (year: number, month: number, day: number): string =>
  `${year}-${twoDigits(month)}-${twoDigits(day)}`;

const upTo = (count: number): number[] => Array.from({ length: count }, (_each, index) => index + 1);

const CIVIL: readonly Civil[] = upTo(LAST_YEAR - FIRST_YEAR + 1).flatMap((nth) => {
  const year = FIRST_YEAR + nth - 1;
  return upTo(MONTHS_A_YEAR).flatMap((month) =>
    upTo(lengthOf(year, month)).map((day) => ({ text: write(year, month, day), year, month, day })),
  );
});

const NUMBERS: ReadonlyMap<string, Day> = new Map(CIVIL.map(({ text }, index) => [text, index]));

/** The day that is written so; throws outside 2024–2199. */
export function dayOfText(text: string): Day {
  const day = NUMBERS.get(text);
  if (day === undefined) throw new Error(`no day ${text} in the sweep's calendar`);
  return day;
}

function civilOf(day: Day): Civil {
  const civil = CIVIL[day];
  if (civil === undefined) throw new Error(`no day ${day} in the sweep's calendar`);
  return civil;
}

export const textOfDay = (day: Day): string => civilOf(day).text;
export const yearOfDay = (day: Day): number => civilOf(day).year;
export const firstOfYear = (year: number): Day => dayOfText(write(year, 1, 1));

const span = (from: string, to: string): Day[] => {
  const first = dayOfText(from);
  return upTo(dayOfText(to) - first + 1).map((nth) => first + nth - 1);
};

/** The two yearly notices, holiday by holiday. */
const HOLIDAYS: ReadonlySet<Day> = new Set([
  ...span('2025-01-01', '2025-01-01'),
  ...span('2025-01-28', '2025-02-04'),
  ...span('2025-04-04', '2025-04-06'),
  ...span('2025-05-01', '2025-05-05'),
  ...span('2025-05-31', '2025-06-02'),
  ...span('2025-10-01', '2025-10-08'),
  ...span('2026-01-01', '2026-01-03'),
  ...span('2026-02-15', '2026-02-23'),
  ...span('2026-04-04', '2026-04-06'),
  ...span('2026-05-01', '2026-05-05'),
  ...span('2026-06-19', '2026-06-21'),
  ...span('2026-09-25', '2026-09-27'),
  ...span('2026-10-01', '2026-10-07'),
]);

const MADE_UP: ReadonlySet<Day> = new Set(
  [
    ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  ].map(dayOfText),
);

const ARRANGED: ReadonlySet<number> = new Set([2025, 2026]);

const isWorking = (day: Day): boolean =>
  MADE_UP.has(day) || (day % DAYS_A_WEEK < WORKING_DAYS_A_WEEK && !HOLIDAYS.has(day));

/** A day reached by counting working days; guessed where a year without an arrangement was walked through. */
export interface Reached {
  readonly day: Day;
  readonly guessed: boolean;
}

function walk(from: Day, workingDays: number, step: 1 | -1): Reached {
  let day = from;
  let guessed = false;
  for (let left = workingDays; left > 0;) {
    day += step;
    if (!ARRANGED.has(yearOfDay(day))) guessed = true;
    if (isWorking(day)) left -= 1;
  }
  return { day, guessed };
}

const walked = new Map<number, Map<Day, Reached>>();

/** The nth working day after a day, day by day; before it for a negative count. The day itself is not counted. */
export function workingDaysFrom(from: Day, count: number): Reached {
  const known = walked.get(count) ?? new Map<Day, Reached>();
  walked.set(count, known);
  const reached = known.get(from) ?? walk(from, Math.abs(count), count < 0 ? -1 : 1);
  known.set(from, reached);
  return reached;
}

/** S18: the day before the corresponding day; where the month has none, its last day. */
export function lastDayOfMonths(from: Day, months: number): Day {
  const { year, month, day } = civilOf(from);
  const count = year * MONTHS_A_YEAR + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(count / MONTHS_A_YEAR), (count % MONTHS_A_YEAR) + 1];
  const length = lengthOf(inYear, inMonth);
  return day <= length
    ? dayOfText(write(inYear, inMonth, day)) - 1
    : dayOfText(write(inYear, inMonth, length));
}
