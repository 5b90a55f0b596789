import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { Database } from '../platform/database/database.js';
import { bearingOf } from './bearings.js';
import { EarlierEntries } from './earlier-entries.js';

/** Raised whenever entries are read differently: what was indexed before is then made anew. */
const EDITION = 1;
const ENTRIES_A_TURN = 500;
const PAIRS_A_STATEMENT = 2_000;

interface Reach {
  readonly edition: number;
  readonly size: number;
}

const REACH = 'SELECT "edition", "size" FROM "record_index"';
const END = 'SELECT MAX("sequence") AS "size" FROM "record_entry"';
const NEXT = `SELECT * FROM "record_entry" WHERE "sequence" > ? ORDER BY "sequence" LIMIT ${ENTRIES_A_TURN}`;

/** Keeps the index of what entries bear on in step with the record: in the same transaction, and again at boot. */
@Injectable()
export class RecordIndexService implements OnApplicationBootstrap {
  constructor(private readonly database: Database) {
    database.follow((tx) => this.catchUp(tx));
  }

  /** Indexes what a program without this index wrote, or what this one would read differently. */
  async onApplicationBootstrap(): Promise<void> {
    const manager = this.database.read;
    const [reach] = await manager.query<Reach[]>(REACH);
    const [end] = await manager.query<{ size: number | null }[]>(END);
    const size = end?.size ?? 0;
    if (size === 0 || (reach?.edition === EDITION && reach.size >= size)) return;
    const from = reach?.edition === EDITION ? reach.size : 0;
    await this.database.write(() => Promise.resolve({ result: null, record: rebuiltLine(from + 1, size) }));
  }

  private async catchUp(tx: EntityManager): Promise<void> {
    const [reach] = await tx.query<Reach[]>(REACH);
    if (reach !== undefined && reach.edition !== EDITION) await clear(tx);
    let size = reach?.edition === EDITION ? reach.size : 0;
    for (;;) {
      const entries = await tx.query<StoredEntry[]>(NEXT, [size]);
      const last = entries.at(-1);
      if (last === undefined) break;
      await indexEntries(tx, entries);
      size = last.sequence;
      if (entries.length < ENTRIES_A_TURN) break;
    }
    await tx.query('INSERT OR REPLACE INTO "record_index" ("edition", "size") VALUES (?, ?)', [
      EDITION,
      size,
    ]);
  }
}

async function clear(tx: EntityManager): Promise<void> {
  for (const table of ['record_bearing', 'record_bearing_key', 'record_index'])
    await tx.query(`DELETE FROM "${table}"`);
}

async function indexEntries(tx: EntityManager, entries: readonly StoredEntry[]): Promise<void> {
  const earlier = new EarlierEntries(tx);
  await earlier.prepare(entries.map(({ subject }) => subject));
  const found: [kind: string, key: string, sequence: number][] = [];
  for (const entry of entries) {
    const bearing = await bearingOf(entry, earlier);
    found.push(...bearing.pairs().map(([kind, key]): (typeof found)[number] => [kind, key, entry.sequence]));
  }
  for (let from = 0; from < found.length; from += PAIRS_A_STATEMENT)
    await insert(tx, found.slice(from, from + PAIRS_A_STATEMENT));
}

async function insert(
  tx: EntityManager,
  rows: readonly (readonly [string, string, number])[],
): Promise<void> {
  const pairs = rows.map(() => '(?, ?)').join(', ');
  await tx.query(
    `INSERT OR IGNORE INTO "record_bearing_key" ("kind", "key") VALUES ${pairs}`,
    rows.flatMap(([kind, key]) => [kind, key]),
  );
  const triples = rows.map(() => '(?, ?, ?)').join(', ');
  await tx.query(
    `WITH "found" ("kind", "key", "sequence") AS (VALUES ${triples})
     INSERT INTO "record_bearing" ("key_id", "sequence")
     SELECT "known"."id", "found"."sequence" FROM "found" CROSS JOIN "record_bearing_key" "known"
     ON "known"."kind" = "found"."kind" AND "known"."key" = "found"."key"`,
    rows.flat(),
  );
}

const rebuiltLine = (from: number, to: number) => ({
  actor: 'system',
  office: 'system',
  action: 'RECORD_INDEX_REBUILT',
  subject: 'record-index',
  before: null,
  after: { edition: EDITION, from, to },
  receipt: null,
});
