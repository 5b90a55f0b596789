import type { EntityManager } from 'typeorm';
import type { Account, Role } from '../identity/identity.module.js';
import { InvalidRequest, Problem } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';

/** Who may read the feed of an institution. */
export const FEED_READERS = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
  'AUDITOR',
] as const satisfies readonly Role[];

const ofDistrict = ({ role }: Account): boolean => role === 'DISTRICT_BUREAU' || role === 'DISTRICT_AGENCY';

const notFound = (): Problem => new Problem('NOT_FOUND', '没有此机构，或不在可以查看的范围内。');

/**
 * The institution whose feed is meant: a clerk's own, else the one named.
 * @throws InvalidRequest when an office names none; Problem NOT_FOUND for one that is not theirs to see.
 */
export async function institutionMeant(
  manager: EntityManager,
  registry: RegistryService,
  account: Account,
  named: string | undefined,
): Promise<string> {
  if (account.role === 'INSTITUTION_CLERK') {
    if (named !== undefined && named !== account.office) throw notFound();
    return account.office;
  }
  if (named === undefined) {
    const detail = '须填写机构代码，例如 institution=H11010500001。';
    throw new InvalidRequest([{ pointer: '/institution', code: 'REQUIRED', detail }]);
  }
  const institution = await registry.institution(manager, named);
  if (institution === null || (ofDistrict(account) && institution.district !== account.office))
    throw notFound();
  return institution.code;
}
