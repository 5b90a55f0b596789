/** Minutes to wait after the first, second … failure in a row; after all later ones as after the last. */
const MINUTES = [1, 5, 30, 120, 360] as const;
const LONGEST = 360;

/** So many failures in a row, over about two days, and a webhook is paused. */
export const FAILURES_UNTIL_PAUSE = 12;

/**
 * How long to wait after so many failures in a row before trying again. Pure.
 * @param failures a whole number from 1.
 * @returns minutes; null: no more, the webhook is to be paused.
 */
export function minutesUntilRetry(failures: number): number | null {
  if (failures >= FAILURES_UNTIL_PAUSE) return null;
  return MINUTES[failures - 1] ?? LONGEST;
}
