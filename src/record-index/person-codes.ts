import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { contentsOf } from './earlier-entries.js';
import { statedIn } from './stated.js';

/** Whom a code was entered for, in the first so many entries. */
const ENTERED = `SELECT "entry"."subject", "entry"."before", "entry"."after"
  FROM "record_bearing" "bearing" CROSS JOIN "record_entry" "entry" ON "entry"."sequence" = "bearing"."sequence"
  WHERE "bearing"."key_id" = (SELECT "id" FROM "record_bearing_key" WHERE "kind" = 'PERSON' AND "key" = ?)
    AND "bearing"."sequence" BETWEEN 1 AND ? AND "entry"."action" IN ('PERSON_ENTERED', 'PERSON_CODE_ADDED')
  ORDER BY "bearing"."sequence"`;

/** Everybody on the file of one of them, by the merges that stood in the first so many entries. */
const FILE = `WITH RECURSIVE "standing" ("one", "other") AS MATERIALIZED (
    SELECT substr("merge"."subject", 8), json_extract("merge"."after", '$.other') FROM "record_entry" "merge"
    WHERE "merge"."action" = 'PERSONS_MERGED' AND "merge"."sequence" BETWEEN 1 AND ? AND NOT EXISTS (
      SELECT 1 FROM "record_entry" "undo" WHERE "undo"."subject" = "merge"."subject"
      AND "undo"."action" = 'MERGE_UNDONE' AND "undo"."sequence" BETWEEN 1 AND ?
      AND json_extract("undo"."after", '$.mergeId') = json_extract("merge"."after", '$.mergeId'))),
  "file" ("id") AS (SELECT ? UNION
    SELECT CASE "file"."id" WHEN "one" THEN "other" ELSE "one" END FROM "standing" JOIN "file"
    ON "file"."id" IN ("one", "other"))
  SELECT "id" FROM "file"`;

const CODES = `SELECT "before", "after" FROM "record_entry" WHERE "subject" = ? AND "sequence" BETWEEN 1 AND ?
  AND "action" IN ('PERSON_ENTERED', 'PERSON_CODE_ADDED') ORDER BY "sequence"`;

type Told = Pick<StoredEntry, 'subject' | 'before' | 'after'>;

const codesIn = (rows: readonly Pick<StoredEntry, 'before' | 'after'>[]): readonly string[] =>
  statedIn(rows.flatMap(contentsOf)).bearing.of('PERSON');

/**
 * Every code of the person with this code, those of files merged with theirs among them, as the record said it.
 * @param code as codes are compared.
 * @param size only the first so many entries count.
 * @returns the given code first; it alone where nobody was entered under it.
 */
export async function personCodes(manager: EntityManager, code: string, size: number): Promise<string[]> {
  const entered = await manager.query<Told[]>(ENTERED, [code, size]);
  const subject = entered.find((row) => codesIn([row]).includes(code))?.subject;
  if (subject === undefined) return [code];
  const id = subject.slice('person/'.length);
  const file = await manager.query<{ id: string }[]>(FILE, [size, size, id]);
  const codes = new Set([code]);
  for (const each of file) {
    const rows = await manager.query<Told[]>(CODES, [`person/${each.id}`, size]);
    for (const known of codesIn(rows)) codes.add(known);
  }
  return [...codes];
}
