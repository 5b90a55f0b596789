import type { Account, Role } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';

/** Who may read the registry, each as far as it sees. */
export const REGISTRY_READERS = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
  'AUDITOR',
] as const satisfies readonly Role[];

/** Who registers people: the agencies, and institutions their own. */
export const PERSONNEL_WRITERS = [
  'MUNICIPAL_AGENCY',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
] as const satisfies readonly Role[];

/** Who keeps institutions, merges files and moves people between institutions. */
export const AGENCIES = ['MUNICIPAL_AGENCY', 'DISTRICT_AGENCY'] as const satisfies readonly Role[];

/** How far an account sees. */
export type Sight =
  | { readonly of: 'ALL' }
  | { readonly of: 'DISTRICT'; readonly office: string }
  | { readonly of: 'INSTITUTION'; readonly office: string };

/** @throws Problem FORBIDDEN for a role that has no business in the registry. */
export function sightOf({ role, office }: Pick<Account, 'role' | 'office'>): Sight {
  switch (role) {
    case 'MUNICIPAL_BUREAU':
    case 'MUNICIPAL_AGENCY':
    case 'AUDITOR':
      return { of: 'ALL' };
    case 'DISTRICT_BUREAU':
    case 'DISTRICT_AGENCY':
      return { of: 'DISTRICT', office };
    case 'INSTITUTION_CLERK':
      return { of: 'INSTITUTION', office };
    case 'PERSON':
    case 'SYSTEM_ADMINISTRATOR':
    case 'SECURITY_ADMINISTRATOR':
      throw new Problem('FORBIDDEN');
  }
}

interface Site {
  readonly code: string;
  readonly district: string;
}

/** Whether an institution lies within an account's sight. */
export function seesInstitution(account: Pick<Account, 'role' | 'office'>, site: Site): boolean {
  const sight = sightOf(account);
  switch (sight.of) {
    case 'ALL':
      return true;
    case 'DISTRICT':
      return site.district === sight.office;
    case 'INSTITUTION':
      return site.code === sight.office;
  }
}

/**
 * An institution works for itself only, whatever else there is.
 * @throws Problem FORBIDDEN
 */
export function requireOwnInstitution({ role, office }: Account, institutionCode: string): void {
  if (role === 'INSTITUTION_CLERK' && office !== institutionCode)
    throw new Problem('FORBIDDEN', '定点医药机构只能为本机构办理登记备案。');
}
