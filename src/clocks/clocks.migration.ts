import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });

const CLOCK = new Table({
  name: 'clock',
  columns: [
    { ...text('id'), isPrimary: true },
    text('kind'),
    text('subject'),
    optional('open_key'),
    text('office'),
    text('office_kind'),
    optional('supervised_by'),
    text('title'),
    optional('citation'),
    text('from_day'),
    optional('term'),
    { name: 'extension_days', type: 'integer' },
    optional('due_day'),
    { name: 'provisional', type: 'boolean' },
    text('counted'),
    text('opened_at'),
    optional('closed_at'),
  ],
  indices: [
    index('clock_subject', 'subject'),
    new TableIndex({ name: 'clock_open', columnNames: ['open_key'], isUnique: true }),
    index('clock_office', 'office'),
    index('clock_supervised_by', 'supervised_by'),
    index('clock_due', 'due_day'),
  ],
});

const EVENT = new Table({
  name: 'clock_event',
  columns: [
    {
      name: 'sequence',
      type: 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    },
    text('clock_id'),
    text('event'),
    text('content'),
    text('recorded_at'),
  ],
  indices: [index('clock_event_clock', 'clock_id')],
});

/** Deadlines; what happened to each is append-only like the record. */
export class ClocksMigration1750000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [CLOCK, EVENT]) await runner.createTable(table);
    for (const trigger of appendOnlyTriggers(EVENT.name, ['sequence'])) await runner.query(trigger);
  }

  /** What was due when is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the history of deadlines is append-only'));
  }
}
