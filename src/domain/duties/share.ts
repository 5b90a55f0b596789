/** A part of a whole, exact; the percentage is for the eye. */
export interface Share {
  readonly part: number;
  readonly whole: number;
  /** Two places, half up: `"16.67"`; null where there is no whole. */
  readonly percent: string | null;
}

const PLACES = 2;
/** A hundredth of a percent is this part of the whole. */
const HUNDREDTHS_OF_PERCENT = 10_000n;

/** @param part a whole number, 0 or more; may be above the whole. @param whole a whole number, 0 or more. */
export function shareOf(part: number, whole: number): Share {
  if (whole === 0) return { part, whole, percent: null };
  const doubled = 2n * BigInt(part) * HUNDREDTHS_OF_PERCENT + BigInt(whole);
  const digits = (doubled / (2n * BigInt(whole))).toString().padStart(PLACES + 1, '0');
  return { part, whole, percent: `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}` };
}
