import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { entryText, type StoredEntry } from '../../../src/domain/shared/record/entry-text.js';
import { EMPTY_EDGE, grown } from '../../../src/domain/shared/record/growth.js';
import { recordHashing } from '../../../src/platform/database/record-hashing.js';
import { tamper } from './tamper.js';

/** Rewrites the record from an entry on, at the same length, and every hash with it: what a clever forger would do. */
export async function rewriteSuffix(folder: string, from: number): Promise<void> {
  await tamper(folder, `UPDATE record_entry SET actor = 'somebody-el' WHERE sequence >= ${from}`);
  const hashes = await hashesAnew(folder);
  const rows = hashes.map((hash, position) => `(${position}, '${hash}')`).join(', ');
  await tamper(folder, 'DELETE FROM record_node', `INSERT INTO record_node VALUES ${rows}`);
}

async function hashesAnew(folder: string): Promise<string[]> {
  const source = new DataSource({ type: 'sqlite', database: join(folder, 'bureau.sqlite') });
  await source.initialize();
  const entries = await source.query<StoredEntry[]>('SELECT * FROM record_entry ORDER BY sequence');
  await source.destroy();
  let edge = EMPTY_EDGE;
  return entries.flatMap((entry) => {
    const step = grown(edge, recordHashing.leaf(entryText(entry)), recordHashing);
    edge = step.edge;
    return step.nodes;
  });
}
