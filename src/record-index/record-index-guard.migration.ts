import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { guardIndex, unguardIndex } from './index-guard.js';

const BY_SEQUENCE = 'record_bearing_sequence';

/** What was indexed stays: the database refuses to change or remove it, and finds it by entry, to be compared. */
export class RecordIndexGuardMigration1750000030100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'record_bearing',
      new TableIndex({ name: BY_SEQUENCE, columnNames: ['sequence'] }),
    );
    await guardIndex(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await unguardIndex(runner);
    await runner.dropIndex('record_bearing', BY_SEQUENCE);
  }
}
