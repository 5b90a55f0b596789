import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';

const integer = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const text = (name: string): TableColumnOptions => ({ name, type: 'text' });

const TABLES = [
  new Table({
    name: 'record_bearing_key',
    columns: [
      { ...integer('id'), isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
      text('kind'),
      text('key'),
    ],
    indices: [
      new TableIndex({ name: 'record_bearing_key_once', columnNames: ['kind', 'key'], isUnique: true }),
    ],
  }),
  new Table({
    name: 'record_bearing',
    withoutRowid: true,
    columns: [
      { ...integer('key_id'), isPrimary: true },
      { ...integer('sequence'), isPrimary: true },
    ],
  }),
  new Table({ name: 'record_index', columns: [{ ...integer('edition'), isPrimary: true }, integer('size')] }),
];

/** What entries of the record bear on, for finding them; the record itself stays as it is. */
export class RecordIndexMigration1750000023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES) await runner.dropTable(name);
  }
}
