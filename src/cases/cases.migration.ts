import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
const key = (name: string, type: 'text' | 'integer'): TableColumnOptions => ({ name, type, isPrimary: true });

const CASE = new Table({
  name: 'penalty_case',
  columns: [
    key('id', 'text'),
    text('track'),
    text('state'),
    text('district'),
    text('offender_kind'),
    text('offender_name'),
    { ...text('offender_code'), isNullable: true },
    text('inspection_no'),
    { name: 'revision', type: 'integer' },
    text('opened_at'),
    text('changed_at'),
  ],
  indices: [
    new TableIndex({ name: 'penalty_case_district', columnNames: ['district'] }),
    new TableIndex({ name: 'penalty_case_offender', columnNames: ['offender_code'] }),
    new TableIndex({ name: 'penalty_case_inspection', columnNames: ['inspection_no'] }),
    new TableIndex({ name: 'penalty_case_opened', columnNames: ['opened_at'] }),
  ],
});

const REVISION = new Table({
  name: 'case_revision',
  columns: [key('case_id', 'text'), key('revision', 'integer'), text('content'), text('at'), text('actor')],
});

const EVALUATION = new Table({
  name: 'case_evaluation',
  columns: [
    key('case_id', 'text'),
    key('sequence', 'integer'),
    { name: 'revision', type: 'integer' },
    text('request'),
    text('answer'),
    text('rulebook_hash'),
    text('output_hash'),
    text('at'),
    text('actor'),
  ],
});

const EVENT = new Table({
  name: 'case_event',
  columns: [
    key('case_id', 'text'),
    key('sequence', 'integer'),
    text('event'),
    { ...text('number'), isNullable: true },
    text('content'),
    text('at'),
    text('actor'),
  ],
  indices: [new TableIndex({ name: 'case_event_number', columnNames: ['number'], isUnique: true })],
});

/** Cases; what was stated, answered and decided is append-only like the record. */
export class CasesMigration1750000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [CASE, REVISION, EVALUATION, EVENT]) await runner.createTable(table);
    for (const { name } of [REVISION, EVALUATION, EVENT]) {
      for (const trigger of appendOnlyTriggers(name, ['case_id', sequenceOf(name)]))
        await runner.query(trigger);
    }
  }

  /** The history of a case is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the history of cases is append-only'));
  }
}

const sequenceOf = (table: string): string => (table === REVISION.name ? 'revision' : 'sequence');
