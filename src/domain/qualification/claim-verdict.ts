import type { CheckReasonCode } from './payable.js';

export const CLAIM_VERDICTS = ['PAYABLE', 'NOT_PAYABLE', 'RECOVERABLE', 'EXEMPT'] as const;
/**
 * What the settlement check makes of a claim line: paid as usual; refused; refused though paid already, hence recovered
 * (PQ2025:40); paid by the emergency exception alone (PQ2025:15).
 */
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number];

/** What the settlement check (S26) found of the service. */
export interface CheckedService {
  readonly payable: boolean;
  readonly reasons: readonly { readonly code: CheckReasonCode }[];
}

/** The verdict on a claim line. Pure. @param paid whether the fund has paid it already. */
export function claimVerdict({ payable, reasons }: CheckedService, paid: boolean): ClaimVerdict {
  if (!payable) return paid ? 'RECOVERABLE' : 'NOT_PAYABLE';
  return reasons.some(({ code }) => code === 'EMERGENCY_EXCEPTION') ? 'EXEMPT' : 'PAYABLE';
}

export const CLAIM_SETTLEMENTS = ['PAYMENT', 'RECOVERY', 'RECOVERY_DROPPED'] as const;
/**
 * What is due after a re-judgement (PQ2025:37): a refused sum is paid after all; a paid one recovered (PQ2025:40); the
 * recovery of a sum paid before it was first judged is dropped, or what was recovered given back.
 */
export type ClaimSettlement = (typeof CLAIM_SETTLEMENTS)[number];

/** How a stored claim stands: its verdict, and what was settled since. */
export interface StoredClaim {
  readonly verdict: ClaimVerdict;
  /** The last settlement; null before any. */
  readonly settled: ClaimSettlement | null;
}

/** Whether the claim is treated as payable by what was last said or settled of it. */
function treatedAsPayable({ verdict, settled }: StoredClaim): boolean {
  if (settled !== null) return settled !== 'RECOVERY';
  return verdict === 'PAYABLE' || verdict === 'EXEMPT';
}

/** What a stored claim asks for, now that its service is judged as it is. Pure. @returns null when nothing changed. */
export function dueAfterRejudgement(claim: StoredClaim, payableNow: boolean): ClaimSettlement | null {
  if (treatedAsPayable(claim) === payableNow) return null;
  if (!payableNow) return 'RECOVERY';
  return claim.verdict === 'RECOVERABLE' && claim.settled === null ? 'RECOVERY_DROPPED' : 'PAYMENT';
}
