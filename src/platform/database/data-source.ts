import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { DataSource } from 'typeorm';
import type { Schema } from './schema.js';

const FILE = 'bureau.sqlite';
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the connection that writes, and brings the tables up to date.
 * WAL, foreign keys on, every commit synced to disk (`synchronous=FULL`), what is deleted overwritten (`secure_delete`).
 */
export async function openForWriting(directory: string, schema: Schema): Promise<DataSource> {
  const source = await connect(directory, schema, { enableWAL: true });
  await source.query('PRAGMA synchronous = FULL');
  await source.query('PRAGMA secure_delete = ON');
  await source.runMigrations({ transaction: 'each' });
  return source;
}

/** Opens a connection that can only read, and sees only what is committed; the file must exist. */
export function openForReading(directory: string, schema: Schema): Promise<DataSource> {
  return connect(directory, schema, { flags: sqlite3.OPEN_READONLY });
}

/** TypeORM asks for long stack traces, for which every query, failed or not, would write out its arguments. */
const plainSqlite3 = { ...sqlite3, verbose: () => sqlite3 };

function connect(
  directory: string,
  schema: Schema,
  mode: { readonly enableWAL: boolean } | { readonly flags: number },
): Promise<DataSource> {
  return new DataSource({
    type: 'sqlite',
    driver: plainSqlite3,
    database: join(directory, FILE),
    entities: [...schema.entities],
    migrations: [...schema.migrations],
    synchronize: false,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...mode,
  }).initialize();
}
