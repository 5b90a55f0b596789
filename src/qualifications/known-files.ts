import type { EntityManager } from 'typeorm';
import type { Pair } from './check-rows.js';

interface Holder {
  readonly code: string;
  readonly person: string;
}

interface Joined {
  readonly into: string;
  readonly other: string;
}

/** Whose files were which at an instant, whatever was merged or parted later. */
export interface KnownFiles {
  /** Code and file. */
  readonly files: readonly Pair[];
  /** Everybody on those files, with their file. */
  readonly members: readonly Pair[];
}

const MERGES = `SELECT merge.into_id AS "into", merge.other_id AS "other" FROM person_merge merge
  LEFT JOIN person_merge_undo undo ON undo.merge_id = merge.id
  WHERE merge.recorded_at <= $1 AND (undo.recorded_at IS NULL OR undo.recorded_at > $2)`;

const HOLDERS = (codes: readonly string[]): string =>
  `SELECT one.code AS "code", one.person_id AS "person" FROM person_code one
   WHERE one.recorded_at <= $1 AND one.code IN (${codes.map((_code, index) => `$${index + 2}`).join(', ')})`;

/** Reads which files held the people with some codes, as known at an instant. */
export async function knownFiles(
  manager: EntityManager,
  codes: readonly string[],
  knownAt: string,
): Promise<KnownFiles> {
  const holders = await manager.query<Holder[]>(HOLDERS(codes), [knownAt, ...codes]);
  const merges = await manager.query<Joined[]>(MERGES, [knownAt, knownAt]);
  const parent = new Map(merges.map(({ into, other }) => [other, into]));
  const fileOf = (person: string): string => {
    const into = parent.get(person);
    return into === undefined ? person : fileOf(into);
  };
  const files = holders.map(({ code, person }): Pair => [code, fileOf(person)]);
  const wanted = new Set(files.map(([, file]) => file));
  const joined = [...parent.keys()].map((person): Pair => [person, fileOf(person)]);
  return {
    files,
    members: [
      ...[...wanted].map((file): Pair => [file, file]),
      ...joined.filter(([, file]) => wanted.has(file)),
    ],
  };
}
