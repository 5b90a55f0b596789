import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { appendOnlyTriggers } from '../../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));

const REQUEST = new Table({
  name: 'account_request',
  columns: [
    {
      name: 'number',
      type: 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    },
    ...text('username', 'opening', 'reason', 'recorded_at', 'actor'),
  ],
  indices: [new TableIndex({ name: 'account_request_username', columnNames: ['username'] })],
});

const CONFIRMATION = new Table({
  name: 'account_request_confirmation',
  columns: [{ name: 'request_number', type: 'integer', isPrimary: true }, ...text('recorded_at', 'actor')],
});

/** Requests that wait for a second person; one-time passwords that expire. */
export class AccountRequestsMigration1750000021200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "account" ADD COLUMN "password_expires_at" text');
    for (const table of [REQUEST, CONFIRMATION]) await runner.createTable(table);
    for (const trigger of [
      ...appendOnlyTriggers('account_request', ['number']),
      ...appendOnlyTriggers('account_request_confirmation', ['request_number']),
    ])
      await runner.query(trigger);
  }

  /** Who asked for what, and who agreed, is never forgotten. */
  down(): Promise<void> {
    return Promise.reject(new Error('requests are append-only'));
  }
}
