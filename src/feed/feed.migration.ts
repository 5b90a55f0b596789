import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const whole = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });

const WEBHOOK = new Table({
  name: 'webhook',
  columns: [
    key('id'),
    text('institution_code'),
    text('url'),
    text('secret_sealed'),
    optional('starts_after'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [index('webhook_institution', 'institution_code')],
});

const EVENT = new Table({
  name: 'webhook_event',
  columns: [
    key('webhook_id'),
    { ...whole('sequence'), isPrimary: true },
    text('event'),
    text('recorded_at'),
    text('actor'),
  ],
});

const ATTEMPT = new Table({
  name: 'webhook_attempt',
  columns: [
    { ...whole('sequence'), isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
    text('webhook_id'),
    text('delivery_id'),
    whole('attempt'),
    text('first_cursor'),
    text('last_cursor'),
    whole('items'),
    text('body_hash'),
    text('recorded_at'),
  ],
  indices: [index('webhook_attempt_webhook', 'webhook_id', 'sequence')],
});

const OUTCOME = new Table({
  name: 'webhook_outcome',
  columns: [
    { ...whole('attempt_sequence'), isPrimary: true },
    text('webhook_id'),
    { name: 'delivered', type: 'boolean' },
    { ...whole('status'), isNullable: true },
    optional('error'),
    whole('failures'),
    optional('retry_at'),
    text('recorded_at'),
  ],
  indices: [index('webhook_outcome_webhook', 'webhook_id')],
});

const TABLES = [WEBHOOK, EVENT, ATTEMPT, OUTCOME];

/** Webhooks and the log of their deliveries. The feed itself has no table: it is read from the facts. */
export class FeedMigration1750000015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.createTable(table);
      const keys = table.primaryColumns.map(({ name }) => name);
      for (const trigger of appendOnlyTriggers(table.name, keys)) await runner.query(trigger);
    }
  }

  /** What was sent to whom is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the log of deliveries is append-only'));
  }
}
