import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const TABLE = 'rulebook_edition';
const TEXTS = ['hash', 'content', 'engine_version', 'recorded_at'];

/** The rulebook's files as they were decided by, so that what was decided can be decided again. */
export class RulebookEditionMigration1750000024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: TABLE,
        columns: [
          {
            name: 'sequence',
            type: 'integer',
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          ...TEXTS.map((name) => ({ name, type: 'text' })),
        ],
      }),
    );
    for (const trigger of appendOnlyTriggers(TABLE, ['sequence'])) await runner.query(trigger);
  }

  /** By what was decided is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('rulebook_edition is append-only'));
  }
}
