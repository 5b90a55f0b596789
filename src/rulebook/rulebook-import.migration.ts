import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

/** Imports of official documents; append-only like the record. */
export class RulebookImportMigration1750000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'rulebook_import',
        columns: [
          {
            name: 'sequence',
            type: 'integer',
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'kind', type: 'text' },
          { name: 'import_id', type: 'text' },
          { name: 'document_no', type: 'text' },
          { name: 'valid_from', type: 'text' },
          { name: 'valid_to', type: 'text', isNullable: true },
          { name: 'content', type: 'text' },
          { name: 'hash', type: 'text' },
        ],
      }),
    );
    for (const trigger of appendOnlyTriggers('rulebook_import', ['sequence'])) await runner.query(trigger);
  }

  /** What was imported is never taken back, only followed by another import. */
  down(): Promise<void> {
    return Promise.reject(new Error('rulebook_import is append-only'));
  }
}

/** When each import was recorded, so that the rulebook can be asked for as it was known at an instant. */
export class RulebookImportTimeMigration1750000003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "rulebook_import" ADD COLUMN "recorded_at" text');
  }

  /** What was imported is never taken back, only followed by another import. */
  down(): Promise<void> {
    return Promise.reject(new Error('rulebook_import is append-only'));
  }
}
