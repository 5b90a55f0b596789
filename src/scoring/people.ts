import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import type { Fault } from '../domain/shared/result.js';
import type { PersonRef, RegistryService } from '../registry/registry.module.js';

/** A person, and the code they were asked for by as the registry writes it. */
export interface KnownPerson extends PersonRef {
  readonly code: string;
}

/** Persons by the codes given and by the codes as the registry writes them; an unknown code is absent. */
export type People = ReadonlyMap<string, KnownPerson>;

/** Finds the persons of some codes, each code once. */
export async function peopleOf(
  registry: RegistryService,
  manager: EntityManager,
  codes: readonly string[],
): Promise<People> {
  const people = new Map<string, KnownPerson>();
  for (const given of new Set(codes)) {
    const person = await registry.personByCode(manager, given);
    if (person === null) continue;
    const code = person.codes.find((each) => comparableCode(each) === comparableCode(given)) ?? given;
    people.set(given, { ...person, code }).set(code, { ...person, code });
  }
  return people;
}

/** The faults of codes that belong to nobody. @param list member of the request that holds them. */
export const unknownPeople = (
  rows: readonly { readonly personCode: string }[],
  people: People,
  list: string,
): Fault[] =>
  rows.flatMap(({ personCode }, place) =>
    people.has(personCode)
      ? []
      : [
          {
            pointer: `/${list}/${place}/personCode`,
            code: 'UNKNOWN_REFERENCE',
            detail: `没有代码为 ${personCode} 的人员，请先登记。`,
          },
        ],
  );

/** The file of a person; for a code of nobody the code itself. */
export const fileIdOf = (people: People, personCode: string): string =>
  people.get(personCode)?.id ?? personCode;

/** A code as the registry writes it. */
export const codeOf = (people: People, personCode: string): string =>
  people.get(personCode)?.code ?? personCode;
