import { createHash, randomBytes } from 'node:crypto';
import type {
  DataSource,
  EntityManager,
  EntityMetadata,
  EntitySubscriberInterface,
  InsertEvent,
  QueryRunner,
} from 'typeorm';
import { canonicalText } from './canonical-text.js';
import { isHashed } from './hashed.js';
import type { Json } from './record-entry.js';
import { RowHashEntity } from './row-hash.entity.js';

export type Row = Readonly<Record<string, Json>>;

/** A row that the change under way has written, by columns that tell it from all others. */
interface WrittenRow {
  readonly table: string;
  readonly where: Readonly<Record<string, unknown>>;
}

/** A row's hash, before it is known which line tells of it. */
export type NewRowHash = Omit<RowHashEntity, 'sequence'>;

const ROWS_A_STATEMENT = 500;
const SALT_BYTES = 16;

/** Notices what the changes of a connection write to the tables whose rows are hashed. */
export class WrittenRows implements EntitySubscriberInterface {
  static watch(source: DataSource): void {
    source.subscribers.push(new WrittenRows());
  }

  afterInsert({ metadata, entity, queryRunner }: InsertEvent<object>): void {
    if (!isHashed(metadata)) return;
    const where = metadata.primaryColumns.map((column) => [
      column.databaseName,
      column.getEntityValue(entity) as unknown,
    ]);
    writtenBy(queryRunner).push({
      table: metadata.tableName,
      where: Object.fromEntries(where) as WrittenRow['where'],
    });
  }
}

/** Kept by TypeORM beside the connection; emptied when a change begins. */
const writtenBy = (runner: QueryRunner): WrittenRow[] =>
  (runner.data as { writtenRows?: WrittenRow[] }).writtenRows ?? forgetWritten(runner);

/** To be called when a change begins: what one that failed had written is not there. */
export function forgetWritten(runner: QueryRunner): WrittenRow[] {
  const rows: WrittenRow[] = [];
  (runner.data as { writtenRows?: WrittenRow[] }).writtenRows = rows;
  return rows;
}

/** The one connection that a change goes through. */
export function runnerOf({ queryRunner }: EntityManager): QueryRunner {
  if (queryRunner === undefined) throw new Error('rows are written inside a change');
  return queryRunner;
}

/** What the change wrote, hashed as it now stands in the database: each row once, none that was undone within it. */
export async function hashesOfWritten(tx: EntityManager): Promise<NewRowHash[]> {
  const hashes = new Map<string, NewRowHash>();
  for (const { table, where } of writtenBy(runnerOf(tx))) {
    const columns = Object.keys(where).map((column) => `"${column}" = ?`);
    const [row] = await tx.query<Row[]>(
      `SELECT * FROM "${table}" WHERE ${columns.join(' AND ')}`,
      Object.values(where),
    );
    if (row === undefined) continue;
    const hash = newHash(tx.connection.getMetadata(table), row);
    hashes.set(placeOf(hash), hash);
  }
  return [...hashes.values()];
}

/** What a line says of the rows that it binds: the hash of each by its table and key. */
export const rowHashesOf = (hashes: readonly NewRowHash[]): Readonly<Record<string, string>> =>
  Object.fromEntries(hashes.map((each) => [placeOf(each), each.hash]));

/** Puts hashes beside the line that has them. */
export async function keepHashes(
  tx: EntityManager,
  hashes: readonly NewRowHash[],
  sequence: number,
): Promise<void> {
  for (let from = 0; from < hashes.length; from += ROWS_A_STATEMENT)
    await tx.insert(
      RowHashEntity,
      hashes.slice(from, from + ROWS_A_STATEMENT).map((hash) => ({ ...hash, sequence })),
    );
}

/**
 * Has a row that was rewritten for an erasure hashed anew with the change, and makes its earlier hashes such that nobody
 * can try out what they were of. To be called while the gate for erasures is open; for tables whose rows are not hashed
 * it does nothing.
 */
export async function hashAgain(tx: EntityManager, table: string, rowId: number | string): Promise<void> {
  const metadata = tx.connection.getMetadata(table);
  if (!isHashed(metadata)) return;
  await tx.query(
    `UPDATE "row_hash" SET "salt" = NULL WHERE "source" = ?
     AND "key" = (SELECT ${keySql(metadata)} FROM "${table}" row WHERE row.rowid = ?) AND "salt" IS NOT NULL`,
    [table, rowId],
  );
  writtenBy(runnerOf(tx)).push({ table, where: { rowid: rowId } });
}

/** SQL for the key of a row as {@link RowHashEntity} has it, the table being called `row`. */
export const keySql = ({ primaryColumns }: EntityMetadata): string =>
  `json_array(${primaryColumns.map(({ databaseName }) => `row."${databaseName}"`).join(', ')})`;

/**
 * The hash of a row. A column that is null is left out, so that one added later changes none.
 * @throws Error for what no program of ours writes: a number without end.
 */
export function rowHash(source: string, row: Row, salt: string): string {
  const told = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return createHash('sha256')
    .update(`${salt}\n${source}\n${canonicalText(told)}`)
    .digest('hex');
}

export function newHash({ tableName: source, primaryColumns }: EntityMetadata, row: Row): NewRowHash {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  const key = JSON.stringify(primaryColumns.map(({ databaseName }) => row[databaseName]));
  return { source, key, salt, hash: rowHash(source, row, salt) };
}

const placeOf = ({ source, key }: NewRowHash): string => `${source} ${key}`;
