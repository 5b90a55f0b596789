import type { EntityManager } from 'typeorm';
import type { StoredRulebooks } from '../records/records.module.js';

/** What a replay reads from, and from what instant on (RFC 3339); the database is only read. */
export interface Stored {
  readonly manager: EntityManager;
  readonly rulebooks: StoredRulebooks;
  readonly since: string;
}

/** Small, so that what a page leaves behind is cleared away while it is young. */
const PAGE = 100;

/** Which rows of a table are read. */
export interface Rows {
  /** Columns of `source`, in which the table is called `row`. */
  readonly select: string;
  readonly source: string;
  readonly where?: string;
  /** Column of the instant at which a row was recorded; null to take them all. */
  readonly recorded: string | null;
}

/** The rows of a table that are there now, in the order in which they came, page by page. */
export async function* rowsOf<T extends object>(
  { manager, since }: Pick<Stored, 'manager' | 'since'>,
  { select, source, where, recorded }: Rows,
): AsyncGenerator<T> {
  const [end] = await manager.query<{ last: number | null }[]>(
    `SELECT MAX(row.rowid) AS "last" FROM ${source}`,
  );
  const from = recorded === null ? '' : `AND ${recorded} >= ?`;
  const narrowed = where === undefined ? '' : `AND ${where}`;
  const sql = `SELECT row.rowid AS "place", ${select} FROM ${source}
    WHERE row.rowid > ? AND row.rowid <= ? ${from} ${narrowed} ORDER BY row.rowid LIMIT ${PAGE}`;
  for (let after = 0; ;) {
    const values = [after, end?.last ?? 0, ...(recorded === null ? [] : [since])];
    const page = await manager.query<T[]>(sql, values);
    for (const row of page) yield row;
    const last = page.at(-1) as { readonly place: number } | undefined;
    if (last === undefined) return;
    after = last.place;
  }
}

/** A line of the record as far as it matters here. */
export interface Line {
  readonly after: string | null;
  readonly receipt: string | null;
}

/**
 * The line that a thing's action left in the record, the `nth` of its kind from 0; null where there is none. What stands
 * below the first line of the tree is no line.
 */
export async function lineOf(
  manager: EntityManager,
  subject: string,
  action: string,
  nth = 0,
): Promise<Line | null> {
  const [line] = await manager.query<Line[]>(
    `SELECT "after", "receipt" FROM "record_entry" WHERE "subject" = ? AND "action" = ?
     AND "sequence" >= 1 ORDER BY "sequence" LIMIT 1 OFFSET ${nth}`,
    [subject, action],
  );
  return line ?? null;
}
