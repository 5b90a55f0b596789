import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import { daysBetween } from './period.js';
import { stretchOn, type RequiredStatus, type StatusDays } from './required-status.js';

/** What an institution says it maintains of a person. */
export interface Maintained {
  readonly status: RequiredStatus;
  /** Since when it maintains that. */
  readonly since: CalendarDate;
}

/** Days on which something else was maintained than required. */
export interface WrongDays {
  readonly from: CalendarDate;
  /** Last day. */
  readonly to: CalendarDate;
  readonly required: RequiredStatus;
  /** Null: not what was required; the list does not tell what. */
  readonly maintained: RequiredStatus | null;
  readonly days: number;
}

/**
 * `NOT_SUSPENDED`, `NOT_TERMINATED`, `NOT_RESTORED`, `NOT_CANCELLED`: still wrong on the day. `MISSING`: required, and
 * not on the list. `LATE`: right now, set after the day on which it was due. `EARLY`: right now, set before.
 */
export type DifferenceKind =
  'NOT_SUSPENDED' | 'NOT_TERMINATED' | 'NOT_RESTORED' | 'NOT_CANCELLED' | 'MISSING' | 'LATE' | 'EARLY';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly required: RequiredStatus;
  /** Null for a person who was never registered there. */
  readonly requiredSince: CalendarDate | null;
  /** Null: not on the list. */
  readonly maintained: Maintained | null;
  /** To be mended at once; false for what is right by now. */
  readonly toMend: boolean;
  readonly wrong: readonly WrongDays[];
  /** Days of all stretches, those up to and with the day of the comparison. */
  readonly daysWrong: number;
  /** Of these, days on which the fund was open to somebody for whom it had to be closed (S33). */
  readonly daysOpen: number;
}

const KIND_OF: Readonly<Record<RequiredStatus, DifferenceKind>> = {
  SUSPENDED: 'NOT_SUSPENDED',
  TERMINATED: 'NOT_TERMINATED',
  NORMAL: 'NOT_RESTORED',
  NOT_REGISTERED: 'NOT_CANCELLED',
};

/**
 * Compares what an institution maintains of a person with what is required (PQ2025:39). Pure. Only days that the list
 * shows to be wrong count: of the days before `since` it tells no more than that the status was another.
 * @param maintained null for a person who is not on the list.
 * @param on the day of the comparison; `since` is not after it.
 * @returns null where all is as it has to be.
 */
export function compareStatus(
  required: readonly StatusDays[],
  maintained: Maintained | null,
  on: CalendarDate,
): Difference | null {
  const now = stretchOn(required, on);
  const requiredNow = now?.status ?? 'NOT_REGISTERED';
  const wrong =
    maintained === null
      ? missingDays(now, on)
      : [...lateDays(now, maintained), ...otherDays(required, maintained, on)];
  const right = maintained === null ? requiredNow === 'NOT_REGISTERED' : maintained.status === requiredNow;
  if (right && wrong.length === 0) return null;
  return {
    kind: kindOf(requiredNow, maintained, right, now),
    required: requiredNow,
    requiredSince: now?.from ?? null,
    maintained,
    toMend: !right,
    wrong,
    daysWrong: sumOf(wrong),
    daysOpen: sumOf(wrong.filter(wasOpen)),
  };
}

function kindOf(
  required: RequiredStatus,
  maintained: Maintained | null,
  right: boolean,
  now: StatusDays | null,
): DifferenceKind {
  if (maintained === null) return 'MISSING';
  if (!right) return KIND_OF[required];
  return now !== null && maintained.since > now.from ? 'LATE' : 'EARLY';
}

/** Nothing is maintained of a person who is registered. */
function missingDays(now: StatusDays | null, on: CalendarDate): WrongDays[] {
  if (now === null || now.status === 'NOT_REGISTERED') return [];
  return [stretch(now.from, on, now.status, 'NOT_REGISTERED')];
}

/** What is maintained is right, and was set after the day on which it was due. */
function lateDays(now: StatusDays | null, { status, since }: Maintained): WrongDays[] {
  if (now?.status !== status || since <= now.from) return [];
  return [stretch(now.from, addDays(since, -1), status, null)];
}

/** Days since it is maintained on which something else was required. */
function otherDays(
  required: readonly StatusDays[],
  { status, since }: Maintained,
  on: CalendarDate,
): WrongDays[] {
  const [first] = required;
  const before: StatusDays[] =
    first === undefined || since < first.from
      ? [{ from: since, until: first?.from ?? null, status: 'NOT_REGISTERED' }]
      : [];
  return [...before, ...required].flatMap((days) => {
    const from = days.from > since ? days.from : since;
    const to = days.until === null || days.until > on ? on : addDays(days.until, -1);
    return days.status === status || from > to ? [] : [stretch(from, to, days.status, status)];
  });
}

const stretch = (
  from: CalendarDate,
  to: CalendarDate,
  required: RequiredStatus,
  maintained: RequiredStatus | null,
): WrongDays => ({ from, to, required, maintained, days: daysBetween(from, to) + 1 });

/** S33: the fund had to be closed, and was not: the status was normal, or at least not yet what it had to be. */
const wasOpen = ({ required, maintained }: WrongDays): boolean =>
  required !== 'NORMAL' && (maintained === 'NORMAL' || maintained === null);

const sumOf = (wrong: readonly WrongDays[]): number => wrong.reduce((sum, { days }) => sum + days, 0);
