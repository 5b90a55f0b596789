import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const whole = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'integer' }));
const key = (name: string, type = 'text'): TableColumnOptions => ({ name, type, isPrimary: true });

const IMPORT = new Table({
  name: 'staff_import',
  columns: [
    key('id'),
    ...text('institution_code'),
    { name: 'dry_run', type: 'boolean' },
    ...whole('rows'),
    ...text('content_hash', 'recorded_at', 'actor', 'office'),
  ],
  indices: [new TableIndex({ name: 'staff_import_institution', columnNames: ['institution_code'] })],
});

const CHUNK = new Table({
  name: 'staff_import_chunk',
  columns: [
    key('import_id'),
    key('ordinal', 'integer'),
    ...whole('rows', 'taken', 'unchanged', 'faulty'),
    ...text('recorded_at'),
  ],
});

const FAULT = new Table({
  name: 'staff_import_fault',
  columns: [key('import_id'), key('row_no', 'integer'), ...text('sealed')],
});

const KEYS = {
  staff_import: ['id'],
  staff_import_chunk: ['import_id', 'ordinal'],
  staff_import_fault: ['import_id', 'row_no'],
};

/** Staff lists that were handed in, how far each was gone through, and its faulty rows; append-only. */
export class StaffImportMigration1750000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [IMPORT, CHUNK, FAULT]) await runner.createTable(table);
    for (const [table, columns] of Object.entries(KEYS))
      for (const trigger of appendOnlyTriggers(table, columns)) await runner.query(trigger);
  }

  /** Who entered whom is never forgotten. */
  down(): Promise<void> {
    return Promise.reject(new Error('staff imports are append-only'));
  }
}
