import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));

const REQUEST = new Table({
  name: 'machine_key_request',
  columns: [
    { name: 'id', type: 'text', isPrimary: true },
    ...text('name', 'institution', 'scopes', 'expires_on', 'recorded_at', 'actor'),
  ],
});

const COLUMNS = '"id", "name", "institution", "scopes", "expires_on", "recorded_at", "actor"';

/** Machine keys that wait for a second person; requests about accounts that are more than openings. */
export class MachineKeyRequestsMigration1750000033000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "account_request" RENAME COLUMN "opening" TO "act"');
    await runner.createTable(REQUEST);
    // Keys of before were asked for and made by one person: the same stands on both sides.
    await runner.query(
      `INSERT INTO "machine_key_request" (${COLUMNS}) SELECT ${COLUMNS} FROM "machine_key" ORDER BY "recorded_at"`,
    );
    for (const trigger of appendOnlyTriggers('machine_key_request', ['id'])) await runner.query(trigger);
  }

  /** Who asked for what is never forgotten. */
  down(): Promise<void> {
    return Promise.reject(new Error('requests are append-only'));
  }
}
