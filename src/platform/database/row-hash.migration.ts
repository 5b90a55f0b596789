import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from './append-only.js';
import { bindEarlierRows } from './earlier-rows.js';
import { gatedTrigger } from './personal-data-gate.js';

const KEY = ['source', 'key', 'sequence'];

/** What was written is bound to the line that tells of it. */
export class RowHashMigration1750000035000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'row_hash',
        columns: [
          { name: 'source', type: 'text', isPrimary: true },
          { name: 'key', type: 'text', isPrimary: true },
          { name: 'sequence', type: 'integer', isPrimary: true },
          { name: 'salt', type: 'text', isNullable: true },
          { name: 'hash', type: 'text' },
        ],
        indices: [{ name: 'row_hash_sequence', columnNames: ['sequence'] }],
      }),
    );
    for (const trigger of appendOnlyTriggers('row_hash', KEY)) await runner.query(trigger);
    const salt = { table: 'row_hash', columns: ['salt'], purposes: ['ERASURE'] } as const;
    for (const trigger of gatedTrigger(salt, [...KEY, 'salt', 'hash'])) await runner.query(trigger);
    await bindEarlierRows(runner.manager);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('row_hash');
  }
}
