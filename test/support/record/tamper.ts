import { join } from 'node:path';
import sqlite3 from 'sqlite3';

/** Edits the database file as another program could: past the door, with the triggers out of the way and put back. */
export async function tamper(folder: string, ...statements: readonly string[]): Promise<void> {
  const file = await opened(join(folder, 'bureau.sqlite'));
  const triggers = await triggersOf(file);
  const dropped = triggers.map(({ name }) => `DROP TRIGGER "${name}"`);
  await run(file, [...dropped, ...statements, ...triggers.map(({ sql }) => sql)].join(';\n'));
  await closed(file);
}

/** Edits the database file as another program could, triggers and all as the statements have it. */
export async function tamperWithGuards(folder: string, ...statements: readonly string[]): Promise<void> {
  const file = await opened(join(folder, 'bureau.sqlite'));
  await run(file, statements.join(';\n'));
  await closed(file);
}

/** The SQL that drops every trigger of the database. */
export async function droppingGuards(folder: string): Promise<string[]> {
  const file = await opened(join(folder, 'bureau.sqlite'));
  const triggers = await triggersOf(file);
  await closed(file);
  return triggers.map(({ name }) => `DROP TRIGGER "${name}"`);
}

const closed = (file: sqlite3.Database): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    file.close((error) => (error === null ? resolve() : reject(error)));
  });

const opened = (path: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const file: sqlite3.Database = new sqlite3.Database(path, (error) =>
      error === null ? resolve(file) : reject(error),
    );
  });

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

const triggersOf = (file: sqlite3.Database): Promise<Trigger[]> =>
  new Promise((resolve, reject) => {
    file.all<Trigger>(
      `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'trigger'`,
      (error: Error | null, rows) => (error === null ? resolve(rows) : reject(error)),
    );
  });

const run = (file: sqlite3.Database, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    file.exec(sql, (error) => (error === null ? resolve() : reject(error)));
  });
