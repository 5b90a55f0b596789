import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
const whole = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });
const sequence: TableColumnOptions = {
  ...whole('sequence'),
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};

const NOTICE = new Table({
  name: 'site_notice',
  columns: [
    sequence,
    text('id'),
    text('registration_id'),
    text('person_id'),
    text('person_code'),
    text('institution_code'),
    text('district'),
    text('action'),
    text('on_day'),
    optional('until_day'),
    text('causes'),
    text('citation'),
    flag('lasting'),
    flag('provisional'),
    optional('due_day'),
    text('told_day'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    new TableIndex({ name: 'site_notice_id', columnNames: ['id'], isUnique: true }),
    index('site_notice_registration', 'registration_id'),
    index('site_notice_person', 'person_id'),
    index('site_notice_institution', 'institution_code'),
    index('site_notice_district', 'district'),
    index('site_notice_due', 'due_day'),
  ],
});

const VOID = new Table({
  name: 'site_notice_void',
  columns: [key('notice_id'), optional('by_notice_id'), text('recorded_at')],
  indices: [index('site_notice_void_by', 'by_notice_id')],
});

const CONFIRMATION = new Table({
  name: 'site_notice_confirmation',
  columns: [
    key('notice_id'),
    text('changed_day'),
    whole('days_late'),
    text('confirmed_day'),
    whole('confirmed_days_late'),
    optional('note'),
    text('recorded_at'),
    text('actor'),
  ],
});

const ORIGIN = new Table({
  name: 'measure_origin',
  columns: [key('cause'), text('institution_code'), text('office'), optional('ground'), text('recorded_at')],
});

const VOID_MEASURE = new Table({
  name: 'void_measure',
  columns: [
    key('cause'),
    text('person_id'),
    text('kind'),
    optional('from_day'),
    optional('to_day'),
    text('voided_day'),
  ],
  indices: [index('void_measure_person', 'person_id')],
});

const APPEND_ONLY = [
  [NOTICE, 'sequence'],
  [VOID, 'notice_id'],
  [CONFIRMATION, 'notice_id'],
  [ORIGIN, 'cause'],
] as const;

/** What sites were told and what they confirmed, append-only like the record; and the list of void measures. */
export class SuspensionMigration1750000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [NOTICE, VOID, CONFIRMATION, ORIGIN, VOID_MEASURE]) await runner.createTable(table);
    for (const [{ name }, column] of APPEND_ONLY) {
      for (const trigger of appendOnlyTriggers(name, [column])) await runner.query(trigger);
    }
  }

  /** What a site was told is never taken back, only followed by another notice. */
  down(): Promise<void> {
    return Promise.reject(new Error('the history of notices to sites is append-only'));
  }
}
