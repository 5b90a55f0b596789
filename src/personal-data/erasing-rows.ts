import type { EntityManager } from 'typeorm';
import { ERASED } from '../registry/registry.module.js';
import { LICENCE_ROWS, theirs, type WholeFile } from './file-matters.js';

/** Takes the names off published marks. How many. */
export async function eraseMarks(tx: EntityManager, { personIds }: WholeFile): Promise<number> {
  const of = `"person_id" IN (SELECT "value" FROM json_each(?))`;
  const ids = JSON.stringify(personIds);
  const rows = await tx.query<unknown[]>(`SELECT 1 FROM "published_mark" WHERE ${of}`, [ids]);
  await tx.query(`UPDATE "published_mark" SET "name" = ? WHERE ${of}`, [ERASED, ids]);
  return rows.length;
}

/** Takes the names off the accounts, disabled by now, that were theirs. How many. */
export async function eraseAccounts(tx: EntityManager, { codes }: WholeFile): Promise<number> {
  const of = `"person_code" IN (SELECT "value" FROM json_each(?))`;
  const values = JSON.stringify(codes);
  const rows = await tx.query<unknown[]>(`SELECT 1 FROM "account" WHERE ${of}`, [values]);
  await tx.query(`UPDATE "account" SET "display_name" = ? WHERE ${of}`, [ERASED, values]);
  return rows.length;
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
