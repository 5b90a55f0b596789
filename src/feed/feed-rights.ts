import type { EntityManager } from 'typeorm';
import { institutionWithin, isWithin, type Account } from '../identity/identity.module.js';
import { InvalidRequest, Problem } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';

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
  const own = institutionWithin('feed.read', account);
  if (own !== null) {
    if (named !== undefined && named !== own) throw notFound();
    return own;
  }
  if (named === undefined) {
    const detail = '须填写机构代码，例如 institution=H11010500001。';
    throw new InvalidRequest([{ pointer: '/institution', code: 'REQUIRED', detail }]);
  }
  const institution = await registry.institution(manager, named);
  if (institution === null || !isWithin('feed.read', account, { district: institution.district }))
    throw notFound();
  return institution.code;
}
