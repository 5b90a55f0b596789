import type { CalendarDate } from '../shared/calendar-date.js';
import { asKnownAt, type Recorded } from './recorded.js';
import { registrationStands, type RegistrationFact } from './registration.js';

/** The primary site was moved to an institution, from a day on. */
export interface PrimarySiteFact extends Recorded {
  readonly institutionCode: string;
  readonly from: CalendarDate;
}

const byDay = (a: { readonly from: CalendarDate }, b: { readonly from: CalendarDate }): number =>
  a.from < b.from ? -1 : a.from > b.from ? 1 : 0;

/**
 * A person's primary site on a day: where it was last moved to, if the person is still registered there; else the
 * earliest registration that stands. Pure.
 * @param registrations and moves in the order in which they were recorded.
 * @returns code of the institution; null for a person registered nowhere on that day.
 */
export function primarySiteOn(
  registrations: readonly RegistrationFact[],
  moves: readonly PrimarySiteFact[],
  day: CalendarDate,
  knownAt: string | null = null,
): string | null {
  const standing = registrations.filter((each) => registrationStands(each, day, knownAt)).sort(byDay);
  const sites = new Set(standing.map(({ institutionCode }) => institutionCode));
  const moved = asKnownAt(moves, knownAt)
    .filter(({ from }) => from <= day)
    .sort(byDay)
    .at(-1)?.institutionCode;
  return moved !== undefined && sites.has(moved) ? moved : (standing[0]?.institutionCode ?? null);
}
