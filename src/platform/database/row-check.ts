import type { EntityManager, EntityMetadata } from 'typeorm';
import { hashedTables } from './hashed.js';
import type { RecordFault } from './record-verification.js';
import { keySql, rowHash, type Row } from './written-rows.js';

/** Lines looked at together. */
const PAGE = 2_000;

/** Hashes that belong to no line at all. */
const OUTSIDE = `SELECT "source", "key", NULL AS "sequence" FROM "row_hash"
  WHERE "sequence" < 1 OR "sequence" > (SELECT MAX("sequence") FROM "record_entry") LIMIT 1`;

/** A hash that its line does not have, or one that a line has and that is kept no more. */
const MISPLACED = `WITH
  kept ("sequence", "place", "hash") AS (SELECT "sequence", "source" || ' ' || "key", "hash" FROM "row_hash"
    WHERE "sequence" > ?1 AND "sequence" <= ?2),
  told ("sequence", "place", "hash") AS (SELECT line."sequence", each."key", each."value"
    FROM "record_entry" line, json_each(line."after", '$.rowHashes') each
    WHERE line."sequence" > ?1 AND line."sequence" <= ?2 AND instr(line."after", '"rowHashes"'))
  SELECT "sequence", "place" FROM (SELECT * FROM kept EXCEPT SELECT * FROM told)
  UNION ALL SELECT "sequence", "place" FROM (SELECT * FROM told EXCEPT SELECT * FROM kept) LIMIT 1`;

const SOURCES = 'SELECT DISTINCT "source" FROM "row_hash" WHERE "sequence" > ? AND "sequence" <= ?';

/** A row beside the last hash of its key; columns of the row have no space in their names. One statement: one state. */
interface Bound {
  readonly 'bound sequence': number;
  readonly 'bound key': string;
  readonly 'bound salt': string | null;
  readonly 'bound hash': string;
  readonly 'row key': string | null;
}

/**
 * Holds every row that is bound to a line of the record against that line: what was decided and why.
 * @param size entries of the record that are looked at.
 * @returns the first row that was changed, removed or put in; null where there is none.
 */
export async function rowFault(manager: EntityManager, size: number): Promise<RecordFault | null> {
  const [outside] = await manager.query<{ source: string; key: string }[]>(OUTSIDE);
  if (outside !== undefined) return rowDiffers(`${outside.source} ${outside.key}`, null);
  const tables = new Map(hashedTables(manager.connection).map((each) => [each.tableName, each]));
  for (let from = 0; from < size; from += PAGE) {
    const fault = await faultOnPage(manager, tables, [from, Math.min(from + PAGE, size)]);
    if (fault !== null) return fault;
  }
  for (const metadata of tables.values()) {
    const [foreign] = await manager.query<{ key: string }[]>(foreignRow(metadata));
    if (foreign !== undefined) return rowDiffers(`${metadata.tableName} ${foreign.key}`, null);
  }
  return null;
}

async function faultOnPage(
  manager: EntityManager,
  tables: ReadonlyMap<string, EntityMetadata>,
  page: readonly [number, number],
): Promise<RecordFault | null> {
  const [misplaced] = await manager.query<{ sequence: number; place: string }[]>(MISPLACED, [...page]);
  if (misplaced !== undefined) return rowDiffers(misplaced.place, misplaced.sequence);
  for (const { source } of await manager.query<{ source: string }[]>(SOURCES, [...page])) {
    const metadata = tables.get(source);
    if (metadata === undefined) continue;
    const bound = await manager.query<(Bound & Row)[]>(boundRows(metadata), [...page]);
    const wrong = bound.find((each) => !isAsBound(source, each));
    if (wrong !== undefined) return rowDiffers(`${source} ${wrong['bound key']}`, wrong['bound sequence']);
  }
  return null;
}

/** The rows whose last hash is on a page, or nothing where they should be. */
function boundRows({ tableName, primaryColumns }: EntityMetadata): string {
  const same = primaryColumns.map(
    ({ databaseName }, place) => `row."${databaseName}" = json_extract(bound."key", '$[${place}]')`,
  );
  return `SELECT bound."sequence" AS "bound sequence", bound."key" AS "bound key", bound."salt" AS "bound salt",
      bound."hash" AS "bound hash", row."${primaryColumns[0]?.databaseName ?? ''}" AS "row key", row.*
    FROM "row_hash" bound LEFT JOIN "${tableName}" row ON ${same.join(' AND ')}
    WHERE bound."source" = '${tableName}' AND bound."sequence" > ? AND bound."sequence" <= ?
      AND NOT EXISTS (SELECT 1 FROM "row_hash" later WHERE later."source" = bound."source"
        AND later."key" = bound."key" AND later."sequence" > bound."sequence")`;
}

/** A row that no line tells of. */
const foreignRow = (metadata: EntityMetadata): string =>
  `SELECT ${keySql(metadata)} AS "key" FROM "${metadata.tableName}" row WHERE NOT EXISTS (SELECT 1 FROM "row_hash"
    WHERE "source" = '${metadata.tableName}' AND "key" = ${keySql(metadata)}) LIMIT 1`;

function isAsBound(source: string, bound: Bound & Row): boolean {
  const { 'bound salt': salt, 'bound hash': hash, 'row key': key, ...rest } = bound;
  if (key === null || salt === null) return false;
  const { 'bound sequence': _sequence, 'bound key': _key, ...row } = rest;
  try {
    return rowHash(source, row, salt) === hash;
  } catch {
    // Something stands in the row that this program cannot have written.
    return false;
  }
}

const rowDiffers = (what: string, sequence: number | null): RecordFault => ({
  code: 'ROW_DIFFERS',
  sequence,
  detail: `${what} 与历史记录不符：数据库曾被其他程序改动。`,
});
