import type { EntityManager } from 'typeorm';
import { comparableName } from '../domain/registry/identity-number.js';
import { ERASED } from '../registry/registry.module.js';
import { LICENCE_ROWS, theirs, type WholeFile } from './file-matters.js';
import { names } from './naming.js';

/** Takes the names off published marks. How many. */
export async function eraseMarks(tx: EntityManager, { personIds }: WholeFile): Promise<number> {
  const of = `"person_id" IN (SELECT "value" FROM json_each(?))`;
  const ids = JSON.stringify(personIds);
  const rows = await tx.query<unknown[]>(`SELECT 1 FROM "published_mark" WHERE ${of}`, [ids]);
  await tx.query(`UPDATE "published_mark" SET "name" = ? WHERE ${of}`, [ERASED, ids]);
  return rows.length;
}

interface Named {
  readonly id: string;
  readonly name: string;
  /** Whether it is theirs now, or nobody's since the grant was withdrawn. */
  readonly isTheirs: number;
}

/**
 * Takes the names off the accounts, disabled by now, that were ever granted to them; off one that was granted something
 * else since only where it says their name. How many.
 */
export async function eraseAccounts(tx: EntityManager, { codes, names: known }: WholeFile): Promise<number> {
  const theirCodes = '(SELECT "value" FROM json_each(?1))';
  const rows = await tx.query<Named[]>(
    `SELECT "id", "display_name" AS "name", COALESCE("person_code" IN ${theirCodes}, "role" IS NULL) AS "isTheirs"
      FROM "account" WHERE "person_code" IN ${theirCodes}
        OR "username" IN (SELECT "username" FROM "account_grant" WHERE "person_code" IN ${theirCodes})`,
    [JSON.stringify(codes)],
  );
  const comparable = known.map((name) => comparableName(name));
  const named = rows.filter(({ name, isTheirs }) => isTheirs === 1 || names(name, comparable));
  for (const { id } of named)
    await tx.query('UPDATE "account" SET "display_name" = ? WHERE "id" = ?', [ERASED, id]);
  return named.length;
}

interface Found {
  readonly id: string;
  readonly place: number;
}

/** Takes the names off the rows of lists of revoked licences. How many rows. */
export async function eraseLicenceRows(tx: EntityManager, file: WholeFile): Promise<number> {
  const found = await tx.query<Found[]>(
    `SELECT "list"."id" AS "id", "row"."key" AS "place" FROM "licence_list" "list", json_each("list"."content") "row"
      WHERE ${LICENCE_ROWS}`,
    [...theirs(file)],
  );
  for (const { id, place } of found)
    await tx.query(
      `UPDATE "licence_list" SET "content" = json_set("content", '$[' || ? || '].name', ?) WHERE "id" = ?`,
      [place, ERASED, id],
    );
  return found.length;
}
