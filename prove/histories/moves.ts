/** The steps of which histories are made: each comes after the last, on a day that depends on where the history stands. */
import type { HistoryEvent, ScoreEvent } from '../../src/domain/qualification/event.js';
import type { Finding, NegativeCircumstance } from '../../src/domain/scoring/finding.js';
import type { ActivityLevel } from '../../src/domain/scoring/points-law.js';
import type { CalendarDate } from '../../src/domain/shared/calendar-date.js';
import { firstOfYear, textOfDay, yearOfDay, type Day } from './calendar.js';
import { windowOf, type Expected } from './expectation.js';

export const dateOf = (day: Day): CalendarDate => textOfDay(day) as CalendarDate;

const OF_BAND: readonly NegativeCircumstance[] = [
  'PQ2025:20(1)',
  'PQ2025:21(1)',
  'PQ2025:22(1)',
  'PQ2025:23(1)',
];

/** The finding that stands for all of so many points. */
export const plainFinding = (conductId: string, points: number): Finding => ({
  conductId,
  circumstance: OF_BAND[Math.ceil(points / 3) - 1] ?? 'PQ2025:23(1)',
  degree: 'PRINCIPAL',
  adjustment: 'NONE',
  points,
  basis: null,
});

/** Days from the points' day to the receipt of the notice. */
const TO_RECEIPT = 3;

export interface Notice {
  readonly id: string;
  readonly day: Day;
  readonly findings: readonly Finding[];
  readonly months?: number | null;
  readonly received?: boolean;
}

export const noticeEvent = ({ id, day, findings, months = null, received = true }: Notice): ScoreEvent => ({
  type: 'SCORE',
  id,
  effectiveOn: dateOf(day),
  findings,
  noticeReceivedOn: received ? dateOf(day + TO_RECEIPT) : null,
  months,
});

/** What may come between two notices. */
export type Between =
  | { readonly kind: 'REPAIR'; readonly level: ActivityLevel | null; readonly wait: number }
  | { readonly kind: 'RESTORE'; readonly when: 'BEFORE_START' | 'AT_START' | 'EARLY' | 'IN_TIME' | 'LATE' };

/** Before a measure of the notice before could begin. */
const SOON = 4;
/** After it has begun. */
const LATER = 16;

const repair = (level: ActivityLevel | null, wait: number): Between => ({ kind: 'REPAIR', level, wait });

export const TRAINING_SOON = repair(null, SOON);
export const TRAINING = repair(null, LATER);
export const DISTRICT = repair('DISTRICT', LATER);
export const MUNICIPAL = repair('MUNICIPAL', LATER);
export const NATIONAL = repair('NATIONAL', LATER);
/** Approved the day before the latest measure begins, and on its first day. */
export const BEFORE_START: Between = { kind: 'RESTORE', when: 'BEFORE_START' };
export const AT_START: Between = { kind: 'RESTORE', when: 'AT_START' };
export const EARLY: Between = { kind: 'RESTORE', when: 'EARLY' };
export const IN_TIME: Between = { kind: 'RESTORE', when: 'IN_TIME' };
export const LATE: Between = { kind: 'RESTORE', when: 'LATE' };

/** Last of the last days of what is begun or to begin and not restored; null where nothing is or an end is open. */
function lastDay({ restrictions }: Expected): Day | null {
  const open = restrictions.filter(({ normalFrom }) => normalFrom === null);
  const ends = open.flatMap(({ to }) => (to === null ? [] : [to]));
  return open.length === 0 || ends.length < open.length ? null : Math.max(...ends);
}

/** The latest first day still to come; null where none is. */
function lastStart({ restrictions }: Expected, after: Day): Day | null {
  const starts = restrictions.flatMap(({ from }) => (from > after + 1 ? [from] : []));
  return starts.length === 0 ? null : Math.max(...starts);
}

const restoration = (applied: Day, approved: Day): HistoryEvent => ({
  type: 'RESTORE',
  appliedOn: dateOf(applied),
  approvedOn: dateOf(approved),
});

/**
 * The event that comes between, after a day; null for a restoration in time or late where no end is known, which would
 * repeat the early one.
 */
export function betweenEvent(between: Between, after: Day, expected: Expected): HistoryEvent | null {
  if (between.kind === 'REPAIR') {
    return { type: 'REPAIR', on: dateOf(after + between.wait), level: between.level };
  }
  if (between.when === 'BEFORE_START' || between.when === 'AT_START') {
    const start = lastStart(expected, after);
    if (start === null) return null;
    const approved = between.when === 'AT_START' ? start : start - 1;
    return restoration(approved, approved);
  }
  const last = lastDay(expected);
  const soonest = after + LATER;
  if (last === null) return between.when === 'EARLY' ? restoration(soonest, soonest) : null;
  const opens = windowOf(last);
  switch (between.when) {
    case 'EARLY':
      return restoration(opens - 1, Math.max(soonest, opens));
    case 'IN_TIME':
      return restoration(Math.max(after, opens), Math.max(soonest, opens + 3));
    case 'LATE':
      return restoration(Math.max(after, opens), Math.max(soonest, last + 9));
  }
}

/** The same year's next notice, or the next year's first. */
export const nextDay = (after: Day, wait: number, inNextYear: boolean): Day =>
  inNextYear ? firstOfYear(yearOfDay(after) + 1) : after + wait;
