/** When failed sign-ins lock, and for how long they are remembered. */
export interface LockRule {
  /** Failures in a row that lock for the first time. */
  readonly threshold: number;
  /** Seconds after the last failure when all are forgotten. */
  readonly forgottenAfter: number;
}

const HOUR = 3600;

/** For a user name, known or not. */
export const ACCOUNT_LOCK: LockRule = { threshold: 5, forgottenAfter: 24 * HOUR };
/** For an address: behind one there may be a whole office. */
export const ADDRESS_LOCK: LockRule = { threshold: 50, forgottenAfter: HOUR };

const FIRST_LOCK_SECONDS = 60;
const LONGEST_LOCK_SECONDS = HOUR;

/** Seconds for which this many failures in a row lock: none, then a minute, then each time twice as long, up to an hour. */
export function lockSeconds(failures: number, { threshold }: LockRule): number {
  if (failures < threshold) return 0;
  return Math.min(LONGEST_LOCK_SECONDS, FIRST_LOCK_SECONDS * 2 ** (failures - threshold));
}
