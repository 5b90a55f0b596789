import { join } from 'node:path';
import sqlite3 from 'sqlite3';

/** Edits the database file as another program could: with the triggers out of the way, past the door. */
export async function tamper(folder: string, ...statements: readonly string[]): Promise<void> {
  const file = await opened(join(folder, 'bureau.sqlite'));
  const triggers = await namesOfTriggers(file);
  await run(file, [...triggers.map((name) => `DROP TRIGGER "${name}"`), ...statements].join(';\n'));
  await new Promise<void>((resolve, reject) => {
    file.close((error) => (error === null ? resolve() : reject(error)));
  });
}

const opened = (path: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const file: sqlite3.Database = new sqlite3.Database(path, (error) =>
      error === null ? resolve(file) : reject(error),
    );
  });

const namesOfTriggers = (file: sqlite3.Database): Promise<string[]> =>
  new Promise((resolve, reject) => {
    file.all<{ name: string }>(
      `SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger'`,
      (error: Error | null, rows) => (error === null ? resolve(rows.map(({ name }) => name)) : reject(error)),
    );
  });

const run = (file: sqlite3.Database, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    file.exec(sql, (error) => (error === null ? resolve() : reject(error)));
  });
