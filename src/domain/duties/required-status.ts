import type { SiteDays } from '../qualification/site-changes.js';
import type { Restriction } from '../qualification/standing.js';
import { statusOn, timelineOf, type QualificationStatus } from '../qualification/timeline.js';
import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import { standsOn } from './period.js';

/** What an institution's registration of a person has to show. */
export type RequiredStatus = QualificationStatus | 'NOT_REGISTERED';

/** Days of one status, from one on until the day before another. */
export interface StatusDays {
  readonly from: CalendarDate;
  /** First day of the next status; null for the last. */
  readonly until: CalendarDate | null;
  readonly status: RequiredStatus;
}

/**
 * What a site's registration of a person has to show, day by day (PQ2025:15, PQ2025:27). Pure.
 * @param sites the person's registrations at that institution.
 * @returns stretches without gaps, earliest first; neighbours differ. Before the first nobody was registered.
 */
export function requiredDays(restrictions: readonly Restriction[], sites: readonly SiteDays[]): StatusDays[] {
  const statusAt = (day: CalendarDate): RequiredStatus =>
    sites.some((site) => standsOn(site, day)) ? statusOn(restrictions, day) : 'NOT_REGISTERED';
  const turns = [
    ...new Set([
      ...sites.flatMap(({ from, cancelledOn }) => (cancelledOn === null ? [from] : [from, cancelledOn])),
      ...timelineOf(restrictions).flatMap(({ from, to }) => (to === null ? [from] : [from, addDays(to, 1)])),
    ]),
  ].sort();
  const stretches: { from: CalendarDate; status: RequiredStatus }[] = [];
  for (const from of turns) {
    const status = statusAt(from);
    if (status !== (stretches.at(-1)?.status ?? 'NOT_REGISTERED')) stretches.push({ from, status });
  }
  return stretches.map(({ from, status }, place) => ({
    from,
    until: stretches[place + 1]?.from ?? null,
    status,
  }));
}

/** The stretch that a day lies in; null before the first. */
export const stretchOn = (days: readonly StatusDays[], day: CalendarDate): StatusDays | null =>
  days.find(({ from, until }) => from <= day && (until === null || day < until)) ?? null;
