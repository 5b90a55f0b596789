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

/** Everybody named by two codes of one file: a paper names each person by one, so that its facts have one owner. */
export function namedTwice(
  lists: Readonly<Record<string, readonly { readonly personCode: string }[]>>,
  people: People,
): Fault[] {
  const codes = new Map<string, string>();
  return Object.entries(lists).flatMap(([list, rows]) =>
    rows.flatMap(({ personCode }, place): Fault[] => {
      const [file, code] = [fileIdOf(people, personCode), codeOf(people, personCode)];
      const named = codes.get(file) ?? code;
      codes.set(file, named);
      if (named === code) return [];
      const detail = `${code} 与 ${named} 是同一人的代码，已在同一份档案中；一份认定书对一人只用一个代码。`;
      return [{ pointer: `/${list}/${place}/personCode`, code: 'DUPLICATE_ID', detail }];
    }),
  );
}

/** The row of a person: by the code given, else by another of their codes. */
export const rowOfPerson = <R extends { readonly personCode: string }>(
  rows: readonly R[],
  person: KnownPerson | undefined,
): R | undefined =>
  rows.find(({ personCode }) => personCode === person?.code) ??
  rows.find(({ personCode }) => person?.codes.includes(personCode) === true);

/** Whose a code is: what is stated under it is kept there; for a code of nobody the code itself. */
export const personIdOf = (people: People, personCode: string): string =>
  people.get(personCode)?.personId ?? personCode;

/** The file of a person; for a code of nobody the code itself. */
export const fileIdOf = (people: People, personCode: string): string =>
  people.get(personCode)?.id ?? personCode;

/** A code as the registry writes it. */
export const codeOf = (people: People, personCode: string): string =>
  people.get(personCode)?.code ?? personCode;
