import type { EntityManager } from 'typeorm';
import { fileMembers } from '../ledger/ledger.module.js';
import type { RecordFault } from '../platform/database/record-verification.js';
import { standingDiffers } from './standing-check.js';

const PAGE = 2_000;

/** Lines that give a person codes, and which. */
const GIVEN = `(line."action" = 'PERSON_ENTERED' OR line."action" = 'PERSON_CODE_ADDED')`;

/** A code whose holder no line of the record made its holder. */
const UNTOLD = `SELECT code."code" AS "code" FROM "person_code" code WHERE code.rowid > ? AND code.rowid <= ?
  AND NOT EXISTS (SELECT 1 FROM "record_entry" line, json_each(line."after", '$.added') added
    WHERE line."subject" = 'person/' || code."person_id" AND ${GIVEN} AND line."sequence" >= 1
    AND added."value" = code."code") LIMIT 1`;

/** A code that a line gave to a person who does not hold it now. */
const LOST = `SELECT added."value" AS "code" FROM "record_entry" line, json_each(line."after", '$.added') added
  WHERE line."sequence" > ? AND line."sequence" <= ? AND ${GIVEN} AND NOT EXISTS (SELECT 1 FROM "person_code" code
    WHERE code."code" = added."value" AND 'person/' || code."person_id" = line."subject") LIMIT 1`;

const LAST = `SELECT (SELECT MAX(rowid) FROM "person_code") AS "codes"`;

/**
 * Holds whose every code is against the lines of the record that say so, page by page.
 * @param size entries of the record that are looked at.
 * @returns the first code that is another person's, or nobody's; null where there is none.
 */
export async function codeFault(manager: EntityManager, size: number): Promise<RecordFault | null> {
  const [last] = await manager.query<{ codes: number | null }[]>(LAST);
  const wrong = (await firstIn(manager, UNTOLD, last?.codes ?? 0)) ?? (await firstIn(manager, LOST, size));
  return wrong === null ? fileFault(manager) : standingDiffers(`人员代码 ${wrong} 的归属`);
}

async function firstIn(manager: EntityManager, sql: string, end: number): Promise<string | null> {
  for (let from = 0; from < end; from += PAGE) {
    const [wrong] = await manager.query<{ code: string }[]>(sql, [from, Math.min(from + PAGE, end)]);
    if (wrong !== undefined) return wrong.code;
  }
  return null;
}

/** Whoever is on another's file, by the registry or by the ledger, and people without any. One statement: one state. */
const FILES = `SELECT "person_id", "file_id", (SELECT COUNT(*) FROM "ledger_merge") AS "merges" FROM "person_file"
    WHERE "file_id" <> "person_id" OR "person_id" IN (SELECT "other" FROM "ledger_merge")
  UNION ALL SELECT "id", NULL, (SELECT COUNT(*) FROM "ledger_merge") FROM "person"
    WHERE "id" NOT IN (SELECT "person_id" FROM "person_file")`;

/** Holds the files on which people are listed against the merges on the ledger. */
async function fileFault(manager: EntityManager): Promise<RecordFault | null> {
  const rows = await manager.query<{ person_id: string; file_id: string | null; merges: number }[]>(FILES);
  const files = await fileMembers(manager);
  const wrong = rows.find(({ person_id: person, file_id: file }) => files.fileOf(person) !== file);
  if (wrong === undefined) return null;
  // A merge may have come between the two reads.
  const [now] = await manager.query<{ merges: number }[]>('SELECT COUNT(*) AS "merges" FROM "ledger_merge"');
  return now?.merges === wrong.merges
    ? standingDiffers(`人员 ${wrong.person_id} 所在的档案`)
    : fileFault(manager);
}
