import { Temporal } from 'temporal-polyfill';
import type { EntityManager, EntityMetadata } from 'typeorm';
import { hashedTables } from './hashed.js';
import type { RecordEntry } from './record-entry.js';
import { appendEntries, canGoOn, recordTail } from './record-tree.js';
import { keepHashes, keySql, newHash, rowHashesOf, type Row } from './written-rows.js';

const ROWS_A_LINE = 500;

/**
 * Binds the rows that a program wrote which did not hash them, as they now are, to lines of their own; for migrations.
 * Behind a record that takes no more lines it does nothing.
 */
export async function bindEarlierRows(manager: EntityManager): Promise<void> {
  if (!(await canGoOn(manager, await recordTail(manager)))) return;
  for (const metadata of hashedTables(manager.connection))
    if (await manager.queryRunner?.hasTable(metadata.tableName)) while (await boundSome(manager, metadata));
}

async function boundSome(manager: EntityManager, metadata: EntityMetadata): Promise<boolean> {
  const { tableName: source } = metadata;
  const rows = await manager.query<Row[]>(
    `SELECT row.* FROM "${source}" row WHERE NOT EXISTS (SELECT 1 FROM "row_hash"
      WHERE "source" = '${source}' AND "key" = ${keySql(metadata)}) LIMIT ${ROWS_A_LINE}`,
  );
  if (rows.length === 0) return false;
  const hashes = rows.map((row) => newHash(metadata, row));
  const tail = await recordTail(manager);
  const at =
    tail.at === null ? Temporal.Now.instant() : Temporal.Instant.from(tail.at).add({ milliseconds: 1 });
  const line: RecordEntry = {
    actor: 'system',
    office: 'system',
    action: 'ROWS_HASHED',
    subject: `rows/${source}`,
    before: null,
    after: { rowHashes: rowHashesOf(hashes) },
    receipt: null,
  };
  await appendEntries(manager, tail, [line], at.toString({ fractionalSecondDigits: 3 }));
  await keepHashes(manager, hashes, tail.size + 1);
  return true;
}
