import { In, type EntityManager } from 'typeorm';
import { comparableName } from '../domain/registry/identity-number.js';
import type { Fault } from '../domain/shared/result.js';
import { PersonEntity } from '../registry/registry.module.js';

/** What names the person in texts that go on the record, where no name can be erased later. */
export async function namedIn(
  manager: EntityManager,
  personIds: readonly string[],
  texts: readonly (readonly [pointer: string, text: string | undefined])[],
): Promise<Fault[]> {
  const people = await manager.findBy(PersonEntity, { id: In([...personIds]) });
  const names = people.map(({ name }) => comparableName(name));
  return texts
    .filter(([, text]) => text !== undefined && names.some((name) => comparableName(text).includes(name)))
    .map(([pointer]) => ({
      pointer,
      code: 'NAME_IN_TEXT',
      detail: '此项载入历史记录，请以人员代码代替姓名。',
    }));
}
