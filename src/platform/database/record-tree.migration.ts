import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { entryText, type StoredEntry } from '../../domain/shared/record/entry-text.js';
import { EMPTY_EDGE, grown } from '../../domain/shared/record/growth.js';
import { nodeCount } from '../../domain/shared/record/nodes.js';
import { appendOnlyTriggers } from './append-only.js';
import { canonicalText } from './canonical-text.js';
import type { Json } from './record-entry.js';
import { recordHashing } from './record-hashing.js';

const PAGE = 500;

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });

const NODE = new Table({
  name: 'record_node',
  columns: [{ name: 'position', type: 'integer', isPrimary: true }, text('hash')],
});

const CHECKPOINT = new Table({
  name: 'record_checkpoint',
  columns: [
    {
      name: 'number',
      type: 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    },
    text('origin'),
    { name: 'size', type: 'integer' },
    text('root_hash'),
    text('at'),
    text('key_id'),
    text('signature'),
  ],
});

const KEY = new Table({
  name: 'record_key',
  columns: [{ ...text('key_id'), isPrimary: true }, text('public_key'), text('since')],
});

const KEY_OF = new Map([
  [NODE, 'position'],
  [CHECKPOINT, 'number'],
  [KEY, 'key_id'],
]);

/** The hash tree over the record, its signed checkpoints, and the keys they are signed by. */
export class RecordTreeMigration1750000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of KEY_OF.keys()) await runner.createTable(table);
    await runner.createIndex(
      'record_entry',
      new TableIndex({ name: 'record_entry_subject', columnNames: ['subject'] }),
    );
    await growOverEntries(runner);
    for (const [{ name }, key] of KEY_OF) {
      for (const trigger of appendOnlyTriggers(name, [key])) await runner.query(trigger);
    }
  }

  /** The record is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the record is append-only'));
  }
}

/** Gives the entries that are there already their canonical form and their place in the tree. */
async function growOverEntries(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TRIGGER "record_entry_no_update"');
  let edge = EMPTY_EDGE;
  for (
    let page = await entriesAfter(runner, 0);
    page.length > 0;
    page = await entriesAfter(runner, edge.size)
  ) {
    for (const entry of page) {
      const canonical = { ...entry, before: canonicalOf(entry.before), after: canonicalOf(entry.after) };
      await rewrite(runner, canonical);
      const step = grown(edge, recordHashing.leaf(entryText(canonical)), recordHashing);
      await insertNodes(runner, nodeCount(edge.size), step.nodes);
      edge = step.edge;
    }
  }
  const [noUpdate] = appendOnlyTriggers('record_entry', ['sequence']);
  if (noUpdate !== undefined) await runner.query(noUpdate);
}

async function entriesAfter(runner: QueryRunner, sequence: number): Promise<StoredEntry[]> {
  const rows: unknown = await runner.query(
    `SELECT * FROM "record_entry" WHERE "sequence" > ${sequence} ORDER BY "sequence" LIMIT ${PAGE}`,
  );
  return rows as StoredEntry[];
}

const canonicalOf = (stored: string | null): string | null =>
  stored === null ? null : canonicalText(JSON.parse(stored) as Json);

async function rewrite(runner: QueryRunner, { sequence, before, after }: StoredEntry): Promise<void> {
  await runner.query('UPDATE "record_entry" SET "before" = ?, "after" = ? WHERE "sequence" = ?', [
    before,
    after,
    sequence,
  ]);
}

async function insertNodes(runner: QueryRunner, first: number, hashes: readonly string[]): Promise<void> {
  const rows = hashes.map((hash, index) => `(${first + index}, '${hash}')`);
  await runner.query(`INSERT INTO "record_node" ("position", "hash") VALUES ${rows.join(', ')}`);
}
