import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';
import { gatedTrigger, type Rewritable } from '../platform/database/personal-data-gate.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });

const ERASURE = new Table({
  name: 'person_erasure',
  columns: [key('id'), ...text('file_id', 'person_code', 'reason', 'basis', 'recorded_at', 'actor')],
  indices: [index('person_erasure_file', 'file_id')],
});

const ERASURE_END = new Table({
  name: 'person_erasure_end',
  columns: [key('erasure_id'), ...text('outcome', 'recorded_at', 'actor')],
});

const REVEAL = new Table({
  name: 'identity_reveal',
  columns: [
    key('id'),
    ...text('person_id', 'person_code', 'reason'),
    { name: 'reference', type: 'text', isNullable: true },
    ...text('day', 'recorded_at', 'actor'),
  ],
  indices: [index('identity_reveal_day', 'actor', 'day'), index('identity_reveal_person', 'person_id')],
});

const REWRITABLE: readonly Rewritable[] = [
  { table: 'claim_fault', columns: ['sealed'], purposes: ['ERASURE', 'ROTATION'] },
  { table: 'webhook', columns: ['secret_sealed'], purposes: ['ROTATION'] },
  { table: 'published_mark', columns: ['name'], purposes: ['ERASURE'] },
  { table: 'licence_list', columns: ['content'], purposes: ['ERASURE'] },
];

/** Who was shown identity numbers, whose data were erased; and what of older tables may be rewritten for that. */
export class PersonalDataMigration1750000022100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [ERASURE, ERASURE_END, REVEAL]) {
      await runner.createTable(table);
      const keys = table.primaryColumns.map(({ name }) => name);
      for (const trigger of appendOnlyTriggers(table.name, keys)) await runner.query(trigger);
    }
    for (const each of REWRITABLE) {
      const columns = (await runner.getTable(each.table))?.columns.map(({ name }) => name) ?? [];
      for (const trigger of gatedTrigger(each, columns)) await runner.query(trigger);
    }
  }

  /** What was erased does not come back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the history of personal data is append-only'));
  }
}
