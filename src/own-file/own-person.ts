import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { PersonRef, RegistryService } from '../registry/registry.module.js';

/**
 * The person that an account belongs to, by the file that holds them.
 * @throws Problem NOT_FOUND while nobody is registered under the account's code.
 */
export async function ownPerson(
  registry: RegistryService,
  manager: EntityManager,
  { personCode }: Account,
): Promise<PersonRef> {
  const person = personCode === null ? null : await registry.personByCode(manager, personCode);
  if (person === null) throw new Problem('NOT_FOUND', '本账号的人员代码尚未登记备案，没有可以查看的档案。');
  return person;
}
