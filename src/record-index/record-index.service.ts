import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { Database } from '../platform/database/database.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import type { RecordCheck } from '../platform/database/record-look.js';
import type { RecordFault } from '../platform/database/record-verification.js';
import { Problem } from '../platform/http/problem.js';
import { bearingOf } from './bearings.js';
import { EarlierEntries } from './earlier-entries.js';
import { guardIndex, unguardIndex } from './index-guard.js';
import { differs, indexFault } from './index-verification.js';

/** Raised whenever entries are read differently: what was indexed before is then made anew. */
const EDITION = 4;
const ENTRIES_A_TURN = 500;
const PAIRS_A_STATEMENT = 2_000;

interface Reach {
  readonly edition: number | null;
  /** Sequence of the last entry that the index says to hold; of none: null. */
  readonly size: number | null;
  /** Rows that say so. */
  readonly rows: number;
  /** Sequence of the last entry there is. */
  readonly end: number;
}

const REACH = `SELECT MIN("edition") AS "edition", MAX("size") AS "size", COUNT(*) AS "rows",
  (SELECT COALESCE(MAX("sequence"), 0) FROM "record_entry") AS "end" FROM "record_index"`;
const NEXT = `SELECT * FROM "record_entry" WHERE "sequence" > ? ORDER BY "sequence" LIMIT ${ENTRIES_A_TURN}`;

/** Keeps the index of what entries bear on in step with the record: in the same transaction, and again at boot. */
@Injectable()
export class RecordIndexService implements OnModuleInit {
  private readonly log = new Logger('record');

  constructor(
    private readonly database: Database,
    keeper: RecordKeeper,
  ) {
    database.follow((tx) => this.catchUp(tx));
    keeper.alsoVerify((manager, size) => this.faultIn(manager, size));
  }

  /** A record that takes no more entries must not keep the service from answering: people's treatment hangs on it. */
  async onModuleInit(): Promise<void> {
    try {
      await this.bringUp();
    } catch (error) {
      this.log.error(error);
    }
  }

  /**
   * Makes the whole index again from the record, with a line that says why.
   * @param reason of who has it made.
   * @returns entries that it then holds.
   */
  rebuild(reason: string): Promise<number> {
    return this.database.write(async (tx) => {
      const { end } = await reachOf(tx);
      await clear(tx);
      return { result: end + 1, record: rebuiltLine(1, end, reason) };
    });
  }

  /** @throws Problem RECORD_BROKEN where the index does not reach the end of the record: what it finds has gaps. */
  async requireReach(): Promise<void> {
    if (!reachesEnd(await reachOf(this.database.read)))
      throw new Problem('RECORD_BROKEN', differs(null).detail);
  }

  private async faultIn(manager: EntityManager, size: number): Promise<RecordFault | null> {
    await this.bringUp();
    const reach = await reachOf(manager);
    return reachesEnd(reach) ? indexFault(manager, size) : differs(null);
  }

  /** Indexes what a program without this index wrote, or what this one reads differently. */
  private async bringUp(): Promise<void> {
    const { edition, size, end } = await reachOf(this.database.read);
    const from = edition === EDITION ? (size ?? 0) : 0;
    if (end > 0 && from < end)
      await this.database.write(() => Promise.resolve({ result: null, record: rebuiltLine(from + 1, end) }));
  }

  private async catchUp(tx: EntityManager): Promise<void> {
    const { edition, size: reached, end } = await reachOf(tx);
    if (edition !== null && edition !== EDITION) await clear(tx);
    let size = edition === EDITION ? (reached ?? 0) : 0;
    // One that says to hold more than there is was altered: it is left as it is, for the verification to find.
    if (size > end) return;
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

/** Compares the index with the record, of which nothing is written: what a boot would index anew is left out. */
export const indexCheck: RecordCheck = async (manager, size) => {
  const reach = await reachOf(manager);
  if (reach.edition !== EDITION) return null;
  const reached = reach.size ?? 0;
  return reach.rows === 1 && reached <= reach.end
    ? indexFault(manager, Math.min(size, reached))
    : differs(null);
};

const NONE: Reach = { edition: null, size: null, rows: 0, end: 0 };

async function reachOf(manager: EntityManager): Promise<Reach> {
  const [reach] = await manager.query<Reach[]>(REACH);
  return reach ?? NONE;
}

const reachesEnd = ({ edition, size, rows, end }: Reach): boolean =>
  end === 0 || (rows === 1 && edition === EDITION && size === end);

async function clear(tx: EntityManager): Promise<void> {
  await unguardIndex(tx);
  for (const table of ['record_bearing', 'record_bearing_key', 'record_index'])
    await tx.query(`DELETE FROM "${table}"`);
  await guardIndex(tx);
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
     INSERT OR IGNORE INTO "record_bearing" ("key_id", "sequence")
     SELECT "known"."id", "found"."sequence" FROM "found" CROSS JOIN "record_bearing_key" "known"
     ON "known"."kind" = "found"."kind" AND "known"."key" = "found"."key"`,
    rows.flat(),
  );
}

const rebuiltLine = (from: number, to: number, reason?: string) => ({
  actor: 'system',
  office: 'system',
  action: 'RECORD_INDEX_REBUILT',
  subject: 'record-index',
  before: null,
  after: { edition: EDITION, from, to, ...(reason !== undefined && { reason }) },
  receipt: null,
});
