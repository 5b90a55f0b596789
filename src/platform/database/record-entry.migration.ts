import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from './append-only.js';

/** The append-only record; changing or removing an entry is refused by the database itself. */
export class RecordEntryMigration1750000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'record_entry',
        columns: [
          {
            name: 'sequence',
            type: 'integer',
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'at', type: 'text' },
          { name: 'actor', type: 'text' },
          { name: 'office', type: 'text' },
          { name: 'action', type: 'text' },
          { name: 'subject', type: 'text' },
          { name: 'before', type: 'text', isNullable: true },
          { name: 'after', type: 'text', isNullable: true },
          { name: 'receipt', type: 'text', isNullable: true },
        ],
      }),
    );
    for (const trigger of appendOnlyTriggers('record_entry', ['sequence'])) await runner.query(trigger);
  }

  /** The record is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('record_entry is append-only'));
  }
}
