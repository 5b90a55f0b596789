import { countWorkingDays, type WorkingDayCount } from '../procedure/working-days.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { pointsLawOn, type Band, type PointsLaw } from '../scoring/points-law.js';
import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import { consequenceOf } from './measure.js';
import type { Restriction, Standing } from './standing.js';
import { inForceOn } from './timeline.js';
import { yearTotalOn } from './year-total.js';

/** What lies ahead of a person who is restricted on the day. */
export interface RestrictedForecast {
  readonly kind: 'RESTRICTED';
  /** Of the measures in force and of those that follow without a normal day between; null while it is open. */
  readonly lastDay: CalendarDate | null;
  /** First day on which restoration may be applied for (S20). */
  readonly applyFrom: CalendarDate | null;
  /** `applyFrom` touches a year without a published arrangement of working days (S34). */
  readonly provisional: boolean;
  /** First day back to normal, if restoration is approved in time; null while the end is open. */
  readonly earliestNormal: CalendarDate | null;
  /** Restoration was approved already: `earliestNormal` is certain. */
  readonly approved: boolean;
  readonly citation: 'PQ2025:30';
}

/** What one more notice would lead to by the year total (PQ2025:26). */
export type Threshold =
  | {
      readonly kind: 'SUSPENSION';
      readonly yearTotal: number;
      /** How many more points lead there. */
      readonly points: number;
      readonly months: Band;
      readonly citation: 'PQ2025:26.2';
    }
  | {
      readonly kind: 'TERMINATION';
      readonly yearTotal: number;
      readonly points: number;
      readonly years: number;
      /** Where one finding alone carries that many (S9). */
      readonly yearsAtOnce: number;
      readonly citation: 'PQ2025:26.3';
    };

/** What lies ahead of a person who is not restricted on the day. */
export interface UnrestrictedForecast {
  readonly kind: 'UNRESTRICTED';
  /** The nearest first, up to termination; points of a new year start from zero (PQ2025:25). */
  readonly thresholds: readonly Threshold[];
  /** The next measure that is decided and begins later; null where there is none. */
  readonly upcoming: Pick<Restriction, 'kind' | 'from' | 'to'> | null;
}

export type Forecast = RestrictedForecast | UnrestrictedForecast;

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);

/** The latest of some days; null when one of them is open. */
const latestOf = (days: readonly (CalendarDate | null)[]): CalendarDate | null =>
  days.reduce((last, day) => (last === null || day === null ? null : later(last, day)), days[0] ?? null);

/** The last day on which a measure restricts, if restoration comes in time; null while that is open. */
const endOf = ({ to, restoredOn }: Restriction): CalendarDate | null =>
  restoredOn === null ? to : addDays(restoredOn, -1);

const beginningAfter = (restrictions: readonly Restriction[], on: CalendarDate): Restriction[] =>
  restrictions
    .filter(({ from }) => from > on)
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));

/** The measures in force on the day, and those that begin before there is a normal day between (S13). */
function chainFrom(restrictions: readonly Restriction[], on: CalendarDate): Restriction[] {
  const chain = restrictions.filter((each) => inForceOn(each, on));
  if (chain.length === 0) return [];
  for (const next of beginningAfter(restrictions, on)) {
    const end = latestOf(chain.map(endOf));
    if (end === null || next.from > addDays(later(end, on), 1)) break;
    chain.push(next);
  }
  return chain;
}

type Window = Pick<WorkingDayCount, 'date' | 'provisional'>;

const windows = new WeakMap<Rulebook, Map<string, Window>>();

/** S20: counted once for every last day of a rulebook; a list has many people with the same. */
function windowBefore(lastDay: CalendarDate, on: CalendarDate, rulebook: Rulebook): Window {
  const { applyBeforeEnd } = pointsLawOn(rulebook, on);
  const known = windows.get(rulebook) ?? new Map<string, Window>();
  windows.set(rulebook, known);
  const key = `${applyBeforeEnd} ${lastDay}`;
  const window = known.get(key) ?? countWorkingDays(lastDay, -applyBeforeEnd, rulebook.calendars);
  known.set(key, window);
  return window;
}

function restricted(chain: readonly Restriction[], on: CalendarDate, rulebook: Rulebook): RestrictedForecast {
  const lastDay = latestOf(chain.map(({ to }) => to));
  const end = latestOf(chain.map(endOf));
  const window = lastDay && windowBefore(lastDay, on, rulebook);
  return {
    kind: 'RESTRICTED',
    lastDay,
    applyFrom: window?.date ?? null,
    provisional: window?.provisional ?? false,
    earliestNormal: end && later(addDays(end, 1), on),
    approved: chain.every(({ restoredOn }) => restoredOn !== null),
    citation: 'PQ2025:30',
  };
}

function thresholdAt(law: PointsLaw, yearTotal: number, points: number): Threshold | null {
  const consequence = consequenceOf(law, yearTotal, false);
  if (consequence === null) return null;
  if (consequence.kind === 'SUSPENSION') {
    const months = consequence.allowedMonths;
    return { kind: 'SUSPENSION', yearTotal, points, months, citation: 'PQ2025:26.2' };
  }
  const { years } = consequence;
  const { yearsAtOnce } = law;
  return { kind: 'TERMINATION', yearTotal, points, years, yearsAtOnce, citation: 'PQ2025:26.3' };
}

/** Every total that a further notice could reach and that carries a measure, up to termination. */
function thresholdsAfter(law: PointsLaw, total: number): Threshold[] {
  const last = Math.max(law.terminationFrom, total + 1);
  return Array.from({ length: last - total }, (_each, index) => index + 1).flatMap(
    (points) => thresholdAt(law, total + points, points) ?? [],
  );
}

/**
 * What lies ahead of a person, seen from a day: when a restriction may end (PQ2025:30, S20), or how far the next
 * measure is (PQ2025:26). Pure.
 */
export function forecastOf(
  standing: Pick<Standing, 'restrictions' | 'movements'>,
  on: CalendarDate,
  rulebook: Rulebook,
): Forecast {
  const chain = chainFrom(standing.restrictions, on);
  if (chain.length > 0) return restricted(chain, on, rulebook);
  const [next] = beginningAfter(standing.restrictions, on);
  return {
    kind: 'UNRESTRICTED',
    thresholds: thresholdsAfter(pointsLawOn(rulebook, on), yearTotalOn(standing, on)),
    upcoming: next === undefined ? null : { kind: next.kind, from: next.from, to: next.to },
  };
}
