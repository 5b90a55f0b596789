import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { RecordFault } from '../platform/database/record-verification.js';
import { bearingOf } from './bearings.js';
import { EarlierEntries } from './earlier-entries.js';

const PAGE = 200;

const ENTRIES = 'SELECT * FROM "record_entry" WHERE "sequence" > ? AND "sequence" <= ? ORDER BY "sequence"';
const STORED = `SELECT "bearing"."sequence", "known"."kind", "known"."key" FROM "record_bearing" "bearing"
  LEFT JOIN "record_bearing_key" "known" ON "known"."id" = "bearing"."key_id"
  WHERE "bearing"."sequence" > ? AND "bearing"."sequence" <= ?`;
const STRAY = `SELECT "sequence" FROM "record_bearing" WHERE "sequence" < 1
  OR "sequence" > (SELECT COALESCE(MAX("sequence"), 0) FROM "record_entry") LIMIT 1`;
const KEY_TWICE = `SELECT "kind", "key" FROM "record_bearing_key" GROUP BY "kind", "key" HAVING COUNT(*) > 1 LIMIT 1`;

interface StoredBearing {
  readonly sequence: number;
  readonly kind: string | null;
  readonly key: string | null;
}

/**
 * Derives again, page by page, what the first `size` entries bear on, and compares it with what is indexed.
 * @returns the first difference; null where the index is what the record makes it.
 */
export async function indexFault(manager: EntityManager, size: number): Promise<RecordFault | null> {
  const [twice] = await manager.query<object[]>(KEY_TWICE);
  if (twice !== undefined) return differs(null);
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size);
    const fault = await pageFault(manager, from, to);
    if (fault !== null) return fault;
  }
  const [stray] = await manager.query<{ sequence: number }[]>(STRAY);
  return stray === undefined ? null : differs(stray.sequence);
}

async function pageFault(manager: EntityManager, from: number, to: number): Promise<RecordFault | null> {
  const entries = await manager.query<StoredEntry[]>(ENTRIES, [from, to]);
  const stored = bySequence(await manager.query<StoredBearing[]>(STORED, [from, to]));
  const earlier = new EarlierEntries(manager);
  await earlier.prepare(entries.map(({ subject }) => subject));
  for (const entry of entries) {
    const found = stored.get(entry.sequence) ?? new Set<string>();
    const derived = (await bearingOf(entry, earlier)).pairs().map(([kind, key]) => textOf(kind, key));
    if (derived.length !== found.size || derived.some((each) => !found.has(each)))
      return differs(entry.sequence);
  }
  return null;
}

function bySequence(rows: readonly StoredBearing[]): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const { sequence, kind, key } of rows) {
    const known = found.get(sequence) ?? new Set<string>();
    found.set(sequence, known.add(textOf(kind ?? '', key ?? '')));
  }
  return found;
}

const textOf = (kind: string, key: string): string => `${kind}\0${key}`;

/** What is said of an index that was altered. */
export const differs = (sequence: number | null): RecordFault => ({
  code: 'INDEX_DIFFERS',
  sequence,
  detail: `${sequence === null ? '检索索引' : `第 ${sequence} 条记录的检索索引`}与记录不符，曾被改动：按人员、机构、条款等所作的检索可能有遗漏。查明后以 npm run record -- index --reason 理由 重建。`,
});
