import { Temporal } from 'temporal-polyfill';

/** The instant so many seconds later, or earlier for a negative number; RFC 3339, in milliseconds. */
export const laterBy = (instant: string, seconds: number): string =>
  Temporal.Instant.from(instant).add({ seconds }).toString({ fractionalSecondDigits: 3 });

/** Whole seconds from one instant to a later one, rounded up. */
export const secondsBetween = (from: string, to: string): number =>
  Math.ceil(Temporal.Instant.from(from).until(to).total('seconds'));
