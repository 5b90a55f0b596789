import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';
import { index, key, optional, text, whole } from './restoration-columns.js';

const RESTORATION = new Table({
  name: 'restoration',
  columns: [
    key('id'),
    text('person_id'),
    text('person_code'),
    text('filed_through'),
    optional('institution'),
    text('district'),
    text('state'),
    text('applied_on'),
    text('received_on'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    index('restoration_person', 'person_code'),
    index('restoration_institution', 'institution'),
    index('restoration_district', 'district'),
    index('restoration_recorded', 'recorded_at'),
  ],
});

const STEP = new Table({
  name: 'restoration_step',
  columns: [
    key('restoration_id'),
    { ...whole('sequence'), isPrimary: true },
    text('step'),
    text('content'),
    text('office'),
    text('recorded_at'),
    text('actor'),
  ],
});

/** Applications for restoration; their steps are append-only. */
export class RestorationMigration1750000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(RESTORATION);
    await runner.createTable(STEP);
    for (const trigger of appendOnlyTriggers(STEP.name, ['restoration_id', 'sequence']))
      await runner.query(trigger);
  }

  /** What was applied for and decided is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the steps of a restoration are append-only'));
  }
}
