import { isWithin, requireRight, type Account, type Holder } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';

/** How far an account sees. */
export type Sight =
  | { readonly of: 'ALL' }
  | { readonly of: 'DISTRICT'; readonly office: string }
  | { readonly of: 'INSTITUTION'; readonly office: string };

/** @throws Problem FORBIDDEN for an account that has no business in the registry. */
export function sightOf(account: Holder): Sight {
  const within = requireRight('person.read', account);
  if (within === 'CITY') return { of: 'ALL' };
  return { of: within === 'DISTRICT' ? 'DISTRICT' : 'INSTITUTION', office: account.office };
}

interface Site {
  readonly code: string;
  readonly district: string;
}

/** Whether an institution lies within an account's sight. */
export const seesInstitution = (account: Holder, { code, district }: Site): boolean =>
  isWithin('institution.read', account, { institution: code, district });

/**
 * An institution works for itself only, whatever else there is.
 * @throws Problem FORBIDDEN
 */
export function requireOwnInstitution({ role, office }: Account, institutionCode: string): void {
  if (role === 'INSTITUTION_CLERK' && office !== institutionCode)
    throw new Problem('FORBIDDEN', '定点医药机构只能为本机构办理登记备案。');
}
