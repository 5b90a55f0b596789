import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';
import { index, key, optional, text, unique, whole } from './restoration-columns.js';

const TRAINING = new Table({
  name: 'repair_training',
  columns: [
    key('id'),
    text('kind'),
    optional('level'),
    text('title'),
    text('held_on'),
    text('organiser'),
    text('document_no'),
    text('office'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    index('repair_training_on', 'held_on'),
    unique('repair_training_once', 'kind', 'document_no', 'held_on'),
  ],
});

const ATTENDANCE = new Table({
  name: 'repair_attendance',
  columns: [
    key('training_id'),
    { ...whole('sequence'), isPrimary: true },
    text('person_id'),
    text('person_code'),
    optional('institution'),
    { name: 'present', type: 'boolean' },
    optional('reason'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    index('repair_attendance_person', 'person_code'),
    index('repair_attendance_institution', 'institution'),
  ],
});

const PAYOUT = new Table({
  name: 'repair_payout',
  columns: [
    key('id'),
    text('training_id'),
    text('office'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [index('repair_payout_training', 'training_id')],
});

const REPAIR = new Table({
  name: 'repair',
  columns: [
    key('id'),
    text('person_id'),
    text('person_code'),
    text('institution'),
    text('district'),
    optional('training_id'),
    text('route'),
    optional('level'),
    text('activity_on'),
    text('state'),
    optional('counted_on'),
    { ...whole('deducted'), isNullable: true },
    optional('because'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    index('repair_person', 'person_code'),
    index('repair_institution', 'institution'),
    index('repair_district', 'district'),
    index('repair_training_id', 'training_id'),
    index('repair_recorded', 'recorded_at'),
  ],
});

const STEP = new Table({
  name: 'repair_step',
  columns: [
    key('repair_id'),
    { ...whole('sequence'), isPrimary: true },
    text('step'),
    text('content'),
    text('office'),
    text('recorded_at'),
    text('actor'),
  ],
});

/** Trainings with those present, and repairs; all but the heads of repairs is append-only. */
export class RepairMigration1750000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [TRAINING, ATTENDANCE, PAYOUT, REPAIR, STEP]) await runner.createTable(table);
    for (const table of [TRAINING, ATTENDANCE, PAYOUT, STEP]) {
      const keys = table.primaryColumns.map(({ name }) => name);
      for (const trigger of appendOnlyTriggers(table.name, keys)) await runner.query(trigger);
    }
  }

  /** What was recorded and assessed is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('trainings and repairs are append-only'));
  }
}
