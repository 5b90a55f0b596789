import { comparableCode } from '../domain/registry/codes.js';
import type { Account, Role } from '../identity/identity.module.js';

/** Who sees claims; institutions their own. */
export const CLAIM_READERS = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
  'AUDITOR',
] as const satisfies readonly Role[];

/** Who hands claims in: institutions their own, the agencies those of their institutions (PQ2025:40). */
export const CLAIM_WRITERS = [
  'MUNICIPAL_AGENCY',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
] as const satisfies readonly Role[];

export const AGENCIES = ['MUNICIPAL_AGENCY', 'DISTRICT_AGENCY'] as const satisfies readonly Role[];

/** The institution that is meant when none is named; null: an office names it. */
export const ownInstitution = ({ role, office }: Account): string | null =>
  role === 'INSTITUTION_CLERK' ? comparableCode(office) : null;

/** The district within whose institutions alone the account works; null: no such bound. */
export const districtOf = ({ role, office }: Account): string | null =>
  role === 'DISTRICT_BUREAU' || role === 'DISTRICT_AGENCY' ? office : null;

/** Whether claims of an institution are the account's to see. */
export function seesClaimsOf(
  account: Account,
  { code, district }: { readonly code: string; readonly district: string },
): boolean {
  const own = ownInstitution(account);
  if (own !== null) return own === code;
  const bound = districtOf(account);
  return bound === null || bound === district;
}
