import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });

const KEY = new Table({
  name: 'machine_key',
  columns: [
    key('id'),
    ...text('name', 'institution', 'scopes', 'expires_on', 'key_hash', 'recorded_at', 'actor'),
  ],
  indices: [new TableIndex({ name: 'machine_key_hash', columnNames: ['key_hash'], isUnique: true })],
});

const REVOCATION = new Table({
  name: 'machine_key_revocation',
  columns: [key('key_id'), ...text('reason', 'recorded_at', 'actor')],
});

/** Keys of the systems of institutions, and their revocations; append-only. */
export class MachineKeyMigration1750000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(KEY);
    await runner.createTable(REVOCATION);
    for (const trigger of [
      ...appendOnlyTriggers('machine_key', ['id']),
      ...appendOnlyTriggers('machine_key_revocation', ['key_id']),
    ])
      await runner.query(trigger);
  }

  /** Who could ask what, and until when, is never forgotten. */
  down(): Promise<void> {
    return Promise.reject(new Error('machine keys are append-only'));
  }
}
