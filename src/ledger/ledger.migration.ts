import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const sequence: TableColumnOptions = {
  name: 'sequence',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });

const ENTRY = new Table({
  name: 'ledger_entry',
  columns: [
    sequence,
    text('person_id'),
    text('type'),
    optional('reference'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [index('ledger_entry_person', 'person_id'), index('ledger_entry_reference', 'reference')],
});

const MERGE = new Table({
  name: 'ledger_merge',
  columns: [sequence, text('kind'), text('into'), text('other'), text('recorded_at'), text('actor')],
  indices: [index('ledger_merge_into', 'into'), index('ledger_merge_other', 'other')],
});

const STANDING = new Table({
  name: 'standing',
  columns: [key('person_id'), text('file_id'), text('content')],
  indices: [index('standing_file', 'file_id')],
});

const RESTRICTION = new Table({
  name: 'restriction',
  columns: [
    key('person_id'),
    key('cause'),
    text('kind'),
    text('from_day'),
    optional('to_day'),
    optional('restored_on'),
  ],
  indices: [index('restriction_from', 'from_day'), index('restriction_to', 'to_day')],
});

/** The ledger, append-only like the record, and its projection, which can be made again at any time. */
export class LedgerMigration1750000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [ENTRY, MERGE, STANDING, RESTRICTION]) await runner.createTable(table);
    for (const { name } of [ENTRY, MERGE]) {
      for (const trigger of appendOnlyTriggers(name, ['sequence'])) await runner.query(trigger);
    }
  }

  /** Points are never taken back, only reversed by another entry. */
  down(): Promise<void> {
    return Promise.reject(new Error('the ledger is append-only'));
  }
}
