import { formatMoney, type Fen } from '../shared/money.js';
import type { Difference } from './comparison.js';

/** What an institution has to bear because it kept a status up late (PQ2025:39, S33). */
export interface Loss {
  /** Yuan; null where it is not known. */
  readonly amount: string | null;
  /** Why there is no amount, or none to bear; null where there is one. */
  readonly reason: 'NO_DAYS_OPEN' | 'AMOUNT_NOT_STATED' | null;
}

/** @param paid what was paid for services on the days that were open, as stated; null where nothing was stated. */
export function s33Loss({ daysOpen }: Pick<Difference, 'daysOpen'>, paid: Fen | null): Loss {
  if (daysOpen === 0) return { amount: null, reason: 'NO_DAYS_OPEN' };
  if (paid === null) return { amount: null, reason: 'AMOUNT_NOT_STATED' };
  return { amount: formatMoney(paid), reason: null };
}
