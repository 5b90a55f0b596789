import type { EntityManager } from 'typeorm';
import { entryText, type StoredEntry } from '../../domain/shared/record/entry-text.js';
import { type Edge, EMPTY_EDGE, grown, rootOf } from '../../domain/shared/record/growth.js';
import type { Hash } from '../../domain/shared/record/hashing.js';
import { nodeCount, nodePosition, perfectSpans, type Span } from '../../domain/shared/record/nodes.js';
import { spanHash } from '../../domain/shared/record/proofs.js';
import { canonicalText } from './canonical-text.js';
import { RecordEntryEntity } from './record-entry.entity.js';
import type { Json, RecordEntry } from './record-entry.js';
import { recordHashing } from './record-hashing.js';
import { RecordNodeEntity } from './record-node.entity.js';

/** Where the record ends. */
export interface RecordTail {
  /** Entries it has; the sequence of the last one. */
  readonly size: number;
  /** Instant of the last entry; null while there is none. */
  readonly at: string | null;
}

const ROWS_A_STATEMENT = 500;
const NODES_A_QUERY = 5_000;

const LAST = 'SELECT "sequence" AS "size", "at" FROM "record_entry" ORDER BY "sequence" DESC LIMIT 1';

export async function recordTail(manager: EntityManager): Promise<RecordTail> {
  const [last] = await manager.query<RecordTail[]>(LAST);
  return last ?? { size: 0, at: null };
}

const TOP = 'SELECT COALESCE(MAX("position") + 1, 0) AS "nodes" FROM "record_node"';

/** Whether the tree ends where the entries do, so that another entry can follow. */
export async function canGoOn(manager: EntityManager, { size }: RecordTail): Promise<boolean> {
  const [top] = await manager.query<{ nodes: number }[]>(TOP);
  if (size < 0 || top?.nodes !== nodeCount(size)) return false;
  const edge = size === 0 ? [] : perfectSpans({ from: 0, to: size }).map(nodePosition);
  const there = await manager.query<object[]>(
    `SELECT 1 FROM "record_node" WHERE "position" IN (${edge.join(',')})`,
  );
  return there.length === edge.length;
}

/** Appends a change's entries and the nodes that come to be, after the tail; to be called under the write lock. */
export async function appendEntries(
  tx: EntityManager,
  { size }: RecordTail,
  entries: readonly RecordEntry[],
  at: string,
): Promise<void> {
  const rows = entries.map((entry, index) => stored(entry, size + 1 + index, at));
  let edge = await edgeAt(tx, size);
  const hashes: Hash[] = [];
  for (const row of rows) {
    const step = grown(edge, recordHashing.leaf(entryText(row)), recordHashing);
    edge = step.edge;
    hashes.push(...step.nodes);
  }
  const nodes = hashes.map((hash, index) => ({ position: nodeCount(size) + index, hash }));
  for (const part of parts(rows)) await tx.insert(RecordEntryEntity, part);
  for (const part of parts(nodes)) await tx.insert(RecordNodeEntity, part);
}

/**
 * Reads the hashes of perfect subtrees.
 * @throws Error on looking up one that was not asked for or is not stored.
 */
export async function readNodes(
  manager: EntityManager,
  spans: readonly Span[],
): Promise<(perfect: Span) => Hash> {
  const positions = [...new Set(spans.map(nodePosition))];
  const found = new Map<number, Hash>();
  for (let from = 0; from < positions.length; from += NODES_A_QUERY) {
    const some = positions.slice(from, from + NODES_A_QUERY).join(',');
    const rows = await manager.query<RecordNodeEntity[]>(
      `SELECT "position", "hash" FROM "record_node" WHERE "position" IN (${some})`,
    );
    for (const { position, hash } of rows) found.set(position, hash);
  }
  return (perfect) => found.get(nodePosition(perfect)) ?? missing(nodePosition(perfect));
}

/** The right edge of the tree over the first entries. */
export async function edgeAt(manager: EntityManager, size: number): Promise<Edge> {
  if (size === 0) return EMPTY_EDGE;
  const spans = perfectSpans({ from: 0, to: size });
  return { size, hashes: spans.map(await readNodes(manager, spans)) };
}

/** The root over the first entries, from the stored nodes. */
export const rootAt = async (manager: EntityManager, size: number): Promise<Hash> =>
  rootOf(await edgeAt(manager, size), recordHashing);

/** The hashes of subtrees, perfect or not: a proof. */
export async function hashesOf(manager: EntityManager, spans: readonly Span[]): Promise<Hash[]> {
  const lookup = await readNodes(manager, spans.flatMap(perfectSpans));
  return spans.map((span) => spanHash(span, lookup, recordHashing));
}

function stored(entry: RecordEntry, sequence: number, at: string): StoredEntry {
  const { actor, office, action, subject, receipt } = entry;
  for (const words of [actor, office, action, subject, receipt ?? '']) refuseUnstorable(words);
  const [before, after] = [textOf(entry.before), textOf(entry.after)];
  return { sequence, at, actor, office, action, subject, before, after, receipt };
}

/** What a database would not give back as it was given. */
function refuseUnstorable(words: string | null): void {
  if (words !== null && /\0|\p{Surrogate}/u.test(words))
    throw new Error('NUL or half a surrogate pair in a line of the record');
}

const textOf = (value: Json): string | null => (value === null ? null : canonicalText(value));

function* parts<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    yield rows.slice(from, from + ROWS_A_STATEMENT);
}

function missing(position: number): never {
  throw new Error(`record_node ${position} is missing`);
}
