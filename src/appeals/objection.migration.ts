import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });
const unique = (name: string, column: string): TableIndex =>
  new TableIndex({ name, columnNames: [column], isUnique: true });

const OBJECTION = new Table({
  name: 'objection',
  columns: [
    key('id'),
    text('notice_id'),
    optional('standing_for'),
    text('notice_number'),
    text('person_id'),
    text('person_code'),
    text('institution'),
    text('district'),
    text('route'),
    text('state'),
    text('filed_by'),
    text('filed_on'),
    text('missing'),
    text('months_open'),
    text('opened_at'),
    text('changed_at'),
  ],
  indices: [
    index('objection_notice', 'notice_id'),
    unique('objection_once', 'standing_for'),
    index('objection_person', 'person_id'),
    index('objection_institution', 'institution'),
    index('objection_district', 'district'),
    index('objection_state', 'state'),
    index('objection_opened', 'opened_at'),
  ],
});

const STEP = new Table({
  name: 'objection_step',
  columns: [
    key('objection_id'),
    { name: 'sequence', type: 'integer', isPrimary: true },
    text('step'),
    text('state'),
    text('content'),
    text('recorded_at'),
    text('actor'),
    optional('office'),
  ],
});

const REVIEW = new Table({
  name: 'determination_review',
  columns: [
    key('id'),
    text('determination_id'),
    text('outcome'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [index('determination_review_of', 'determination_id')],
});

const CORRECTION = new Table({
  name: 'notice_correction',
  columns: [
    key('id'),
    text('notice_id'),
    text('number'),
    text('corrects'),
    text('issued_on'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [index('notice_correction_notice', 'notice_id'), unique('notice_correction_number', 'number')],
});

/** Objections with their steps, reviews of determinations, corrections of notices. */
export class ObjectionMigration1750000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [OBJECTION, STEP, REVIEW, CORRECTION]) await runner.createTable(table);
    for (const table of [STEP, REVIEW, CORRECTION]) {
      const keys = table.primaryColumns.map(({ name }) => name);
      for (const trigger of appendOnlyTriggers(table.name, keys)) await runner.query(trigger);
    }
  }

  /** What somebody objected to, and what became of it, is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('objections are append-only'));
  }
}
