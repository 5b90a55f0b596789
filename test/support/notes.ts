import { Column, Entity, PrimaryColumn, Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { RecordCheckpointEntity } from '../../src/platform/database/record-checkpoint.entity.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { RecordEntryMigration1750000000000 } from '../../src/platform/database/record-entry.migration.js';
import { RecordKeyEntity } from '../../src/platform/database/record-key.entity.js';
import { RecordNodeEntity } from '../../src/platform/database/record-node.entity.js';
import { RecordOrderMigration1750000030000 } from '../../src/platform/database/record-order.migration.js';
import { RecordTreeMigration1750000020000 } from '../../src/platform/database/record-tree.migration.js';
import type { Schema } from '../../src/platform/database/schema.js';

/** A table to try the database's door with. */
@Entity({ name: 'note' })
export class Note {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  text!: string;
}

class NoteMigration1750000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { name: 'id', type: 'text', isPrimary: true },
      { name: 'text', type: 'text' },
    ];
    await runner.createTable(new Table({ name: 'note', columns }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('note');
  }
}

export const noteSchema: Schema = {
  entities: [RecordEntryEntity, RecordNodeEntity, RecordCheckpointEntity, RecordKeyEntity, Note],
  migrations: [
    RecordEntryMigration1750000000000,
    NoteMigration1750000000001,
    RecordTreeMigration1750000020000,
    RecordOrderMigration1750000030000,
  ],
};
