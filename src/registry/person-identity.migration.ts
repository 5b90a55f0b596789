import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { gatedTrigger, type Rewritable } from '../platform/database/personal-data-gate.js';

const GATE = new Table({
  name: 'personal_data_gate',
  columns: [{ name: 'purpose', type: 'text', isPrimary: true }],
});

const IDENTITY = new Table({
  name: 'person_identity',
  columns: [
    { name: 'person_id', type: 'text', isPrimary: true },
    { name: 'key_id', type: 'text' },
    { name: 'wrapped_key', type: 'text', isNullable: true },
    { name: 'sealed', type: 'text' },
    { name: 'lookup', type: 'text' },
  ],
  indices: [
    new TableIndex({ name: 'person_identity_key', columnNames: ['key_id'] }),
    new TableIndex({ name: 'person_identity_lookup', columnNames: ['lookup'], isUnique: true }),
  ],
});

/** `v1.KEY.…`: the key's eight digits. */
const MOVE = `INSERT INTO "person_identity" ("person_id", "key_id", "wrapped_key", "sealed", "lookup")
  SELECT "id", substr("identity_sealed", 4, 8), NULL, "identity_sealed", "identity_lookup" FROM "person"`;

const PERSON: Rewritable = { table: 'person', columns: ['name'], purposes: ['ERASURE'] };
const FAULT: Rewritable = {
  table: 'staff_import_fault',
  columns: ['sealed'],
  purposes: ['ERASURE', 'ROTATION'],
};

/** Identity numbers get a table of their own, where keys can be changed and numbers be taken away. */
export class PersonIdentityMigration1750000022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "person_identity"');
    await runner.createTable(GATE);
    await runner.createTable(IDENTITY);
    await runner.query(MOVE);
    await runner.query('ALTER TABLE "person" DROP COLUMN "identity_sealed"');
    await runner.query('ALTER TABLE "person" DROP COLUMN "identity_lookup"');
    const triggers = [
      ...gatedTrigger(PERSON, ['id', 'name', 'recorded_at', 'actor']),
      ...gatedTrigger(FAULT, ['import_id', 'row_no', 'sealed']),
    ];
    for (const trigger of triggers) await runner.query(trigger);
  }

  /** What was erased since does not come back. */
  down(): Promise<void> {
    return Promise.reject(new Error('identity numbers stay in a table of their own'));
  }
}
