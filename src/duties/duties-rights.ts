import type { EntityManager } from 'typeorm';
import { districtWithin, isWithin, type Account } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { InstitutionRef, RegistryService } from '../registry/registry.module.js';

const within = (account: Account, { code, district }: Pick<InstitutionRef, 'code' | 'district'>): boolean =>
  isWithin('duty.read', account, { institution: code, district });

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
  if (found === null || !within(account, found)) {
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
  const all = await registry.institutions(manager, districtWithin('duty.read', account) ?? district);
  return all.filter((each) => within(account, each) && (district ?? each.district) === each.district);
}
