import type { Database as Handle, Statement } from 'sqlite3';
import type { DataSource } from 'typeorm';

/** Statements that are asked again and again, translated once: of a short read by index that is four fifths. */
export class PreparedReads {
  private readonly statements = new Map<string, Promise<Statement>>();

  constructor(private readonly reader: DataSource) {}

  /** @param sql one of few: each text is kept translated until the connection closes. */
  async query<T>(sql: string, values: readonly string[]): Promise<T[]> {
    const statement = await this.translated(sql);
    return new Promise((resolve, reject) => {
      statement.all<T>([...values], (error, rows) => {
        if (error === null) resolve(rows);
        else reject(error);
      });
    });
  }

  /** Gives the statements back; the connection could not close with them in use. */
  async close(): Promise<void> {
    for (const statement of this.statements.values()) await finalized(await statement);
    this.statements.clear();
  }

  private translated(sql: string): Promise<Statement> {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = prepared(handleOf(this.reader), sql);
    this.statements.set(sql, statement);
    statement.catch(() => this.statements.delete(sql));
    return statement;
  }
}

function handleOf({ driver }: DataSource): Handle {
  if ('databaseConnection' in driver) return driver.databaseConnection as Handle;
  throw new Error('not a connection to SQLite');
}

const prepared = (handle: Handle, sql: string): Promise<Statement> =>
  new Promise((resolve, reject) => {
    const statement = handle.prepare(sql, (error: Error | null) => {
      if (error === null) resolve(statement);
      else reject(error);
    });
  });

const finalized = (statement: Statement): Promise<void> =>
  new Promise((resolve) => {
    statement.finalize(() => resolve());
  });
