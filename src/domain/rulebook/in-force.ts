import type { CalendarDate } from '../shared/calendar-date.js';

/** The days a version is in force; both ends included, open-ended without `validTo`. */
export interface DaysInForce {
  readonly validFrom: CalendarDate;
  readonly validTo?: CalendarDate;
}

/** Whether a version with these days in force covers the day; both ends included. */
export function inForceOn(version: DaysInForce, day: CalendarDate): boolean {
  return version.validFrom <= day && (version.validTo === undefined || day <= version.validTo);
}

/** Of the versions in force on the day, the one that came into force last; of equals, the one listed last. */
export function latestInForce<T extends DaysInForce>(
  versions: readonly T[],
  day: CalendarDate,
): T | undefined {
  return versions
    .filter((version) => inForceOn(version, day))
    .reduce<T | undefined>(
      (latest, each) => (latest && latest.validFrom > each.validFrom ? latest : each),
      undefined,
    );
}
