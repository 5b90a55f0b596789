import type { EntityManager } from 'typeorm';
import type { Account, Role } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { InstitutionRef, RegistryService } from '../registry/registry.module.js';

/** District code of the municipal offices. */
export const CITY = '110000';

export const AGENCIES = ['MUNICIPAL_AGENCY', 'DISTRICT_AGENCY'] as const satisfies readonly Role[];

/** Who reads what agencies send: they, the bureaus, the auditor. */
export const OFFICES = [
  'MUNICIPAL_BUREAU',
  'DISTRICT_BUREAU',
  ...AGENCIES,
  'AUDITOR',
] as const satisfies readonly Role[];

/** Who reads what concerns institutions: the offices, and each institution its own. */
export const READERS = [...OFFICES, 'INSTITUTION_CLERK'] as const satisfies readonly Role[];

/** The district to which an office keeps; null: all. */
export const districtOf = ({ role, office }: Account): string | null =>
  role === 'DISTRICT_BUREAU' || role === 'DISTRICT_AGENCY' ? office : null;

/** The institution to which an account keeps; null: others' too. */
export const institutionOf = ({ role, office }: Account): string | null =>
  role === 'INSTITUTION_CLERK' ? office : null;

export const seesInstitution = (
  account: Account,
  { code, district }: Pick<InstitutionRef, 'code' | 'district'>,
): boolean => (districtOf(account) ?? district) === district && (institutionOf(account) ?? code) === code;

/**
 * An institution within the account's sight.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function institutionSeenBy(
  registry: RegistryService,
  manager: EntityManager,
  code: string,
  account: Account,
): Promise<InstitutionRef> {
  const found = await registry.institution(manager, code);
  if (found === null || !seesInstitution(account, found)) {
    throw new Problem('NOT_FOUND', `没有代码为 ${code} 的定点医药机构。`);
  }
  return found;
}

/** The institutions within an account's sight, or those of a district within it. */
export async function institutionsSeenBy(
  registry: RegistryService,
  manager: EntityManager,
  account: Account,
  district: string | null = null,
): Promise<readonly InstitutionRef[]> {
  const all = await registry.institutions(manager, districtOf(account) ?? district);
  return all.filter(
    (each) => seesInstitution(account, each) && (district ?? each.district) === each.district,
  );
}
