import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';
import { index, key, optional, text, unique, whole } from './columns.js';

const DETERMINATION = new Table({
  name: 'determination',
  columns: [
    key('id'),
    text('number'),
    text('office'),
    text('office_kind'),
    text('institution'),
    text('district'),
    text('source_kind'),
    optional('case_id'),
    text('inspection_no'),
    text('points_day'),
    text('determined_on'),
    text('content'),
    text('rulebook_hash'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    unique('determination_number', 'number'),
    index('determination_office', 'office'),
    index('determination_institution', 'institution'),
    index('determination_district', 'district'),
    index('determination_case', 'case_id'),
    index('determination_recorded', 'recorded_at'),
  ],
});

const PERSON = new Table({
  name: 'determination_person',
  columns: [
    key('determination_id'),
    key('person_id'),
    text('person_code'),
    { name: 'scored', type: 'boolean' },
  ],
  indices: [index('determination_person_code', 'person_code')],
});

const NOTICE = new Table({
  name: 'score_notice',
  columns: [
    key('id'),
    text('number'),
    text('determination_id'),
    text('person_id'),
    text('person_code'),
    text('institution'),
    text('district'),
    text('office'),
    whole('year'),
    text('points_day'),
    text('issued_on'),
    text('content'),
    text('rulebook_hash'),
    text('output_hash'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [
    unique('score_notice_once', 'determination_id', 'person_id'),
    unique('score_notice_number', 'number'),
    index('score_notice_person', 'person_code'),
    index('score_notice_institution', 'institution'),
    index('score_notice_office', 'office'),
    index('score_notice_recorded', 'recorded_at'),
  ],
});

const EVENT = new Table({
  name: 'notice_event',
  columns: [
    key('notice_id'),
    { ...whole('sequence'), isPrimary: true },
    text('event'),
    optional('number'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [unique('notice_event_number', 'number')],
});

const LINKED = new Table({
  name: 'linked_measure',
  columns: [
    key('id'),
    text('determination_id'),
    text('person_id'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [unique('linked_measure_once', 'determination_id', 'person_id')],
});

const LICENCE_LIST = new Table({
  name: 'licence_list',
  columns: [
    key('id'),
    text('document_no'),
    text('authority'),
    text('received_on'),
    text('office'),
    text('content'),
    text('recorded_at'),
    text('actor'),
  ],
  indices: [unique('licence_list_document', 'office', 'authority', 'document_no')],
});

const TABLES = [DETERMINATION, PERSON, NOTICE, EVENT, LINKED, LICENCE_LIST];

/** Determinations, notices and what became of them: papers that were issued, hence append-only. */
export class ScoringMigration1750000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.createTable(table);
      const keys = table.primaryColumns.map(({ name }) => name);
      for (const trigger of appendOnlyTriggers(table.name, keys)) await runner.query(trigger);
    }
  }

  /** A paper that was issued is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('determinations and notices are append-only'));
  }
}
