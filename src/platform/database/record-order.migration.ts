import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** By what an entry says itself it is found without anything beside the record. */
const ASKED = ['actor', 'office', 'action'];

const ONLY_THE_NEXT = `CREATE TRIGGER "record_entry_only_next" BEFORE INSERT ON "record_entry"
  WHEN NEW."sequence" IS NOT (SELECT COALESCE(MAX("sequence"), 0) + 1 FROM "record_entry")
    AND NOT EXISTS (SELECT 1 FROM "record_entry" WHERE "sequence" = NEW."sequence")
  BEGIN SELECT RAISE(ABORT, 'record_entry takes only the next entry'); END`;

/** Entries follow one another without gaps, from 1; the database itself refuses any other. */
export class RecordOrderMigration1750000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of ASKED)
      await runner.createIndex(
        'record_entry',
        new TableIndex({ name: `record_entry_${column}`, columnNames: [column] }),
      );
    await runner.query(ONLY_THE_NEXT);
  }

  /** The record is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the record is append-only'));
  }
}
