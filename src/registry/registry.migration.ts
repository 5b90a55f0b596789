import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const optional = (...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type: 'text', isNullable: true }));
const key = (...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type: 'text', isPrimary: true }));
const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });
const unique = (name: string, ...columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames, isUnique: true });

const INSTITUTION = new Table({
  name: 'institution',
  columns: [
    ...key('code'),
    ...text('name', 'kind'),
    flag('is_public'),
    ...text('district', 'recorded_at', 'actor'),
  ],
  indices: [index('institution_district', 'district')],
});

const DEPARTMENT = new Table({
  name: 'institution_department',
  columns: [...key('institution_code', 'code'), ...text('name', 'recorded_at', 'actor')],
});

const INSTITUTION_FACT = new Table({
  name: 'institution_fact',
  columns: [
    ...key('id'),
    ...text('institution_code'),
    { name: 'sequence', type: 'integer' },
    ...optional('department_code'),
    ...text('type', 'from_day'),
    ...optional('to_day'),
    ...text('document_no'),
    ...optional('basis', 'withdraws'),
    ...text('recorded_at', 'actor'),
  ],
  indices: [unique('institution_fact_sequence', 'institution_code', 'sequence')],
});

const PERSON = new Table({
  name: 'person',
  columns: [...key('id'), ...text('name', 'identity_sealed', 'identity_lookup', 'recorded_at', 'actor')],
  indices: [index('person_name', 'name'), unique('person_identity', 'identity_lookup')],
});

const PERSON_FILE = new Table({
  name: 'person_file',
  columns: [...key('person_id'), ...text('file_id')],
  indices: [index('person_file_file', 'file_id')],
});

const PERSON_CODE = new Table({
  name: 'person_code',
  columns: [...key('code'), ...text('person_id', 'recorded_at', 'actor')],
  indices: [index('person_code_person', 'person_id')],
});

const CODE_HOLDER = new Table({
  name: 'code_holder',
  columns: [...key('office', 'code'), ...text('recorded_at')],
  indices: [index('code_holder_code', 'code')],
});

const MERGE = new Table({
  name: 'person_merge',
  columns: [...key('id'), ...text('into_id', 'other_id', 'merged_on', 'reason', 'recorded_at', 'actor')],
  indices: [index('person_merge_into', 'into_id'), index('person_merge_other', 'other_id')],
});

const MERGE_UNDO = new Table({
  name: 'person_merge_undo',
  columns: [...key('merge_id'), ...text('undone_on', 'reason', 'recorded_at', 'actor')],
});

const COMMITMENT = new Table({
  name: 'commitment',
  columns: [
    ...key('id'),
    ...text('person_id', 'person_code', 'institution_code', 'signed_on', 'from_day'),
    ...optional('to_day'),
    flag('electronic'),
    ...text('archive_no', 'recorded_at', 'actor'),
  ],
  indices: [index('commitment_person', 'person_id'), index('commitment_institution', 'institution_code')],
});

const COMMITMENT_END = new Table({
  name: 'commitment_end',
  columns: [...key('commitment_id'), ...text('ended_on', 'reason', 'recorded_at', 'actor')],
});

const REGISTRATION = new Table({
  name: 'registration',
  columns: [
    ...key('id'),
    ...text('person_id'),
    { name: 'sequence', type: 'integer' },
    ...text('person_code', 'institution_code'),
    ...optional('department_code'),
    ...text('kind', 'practice_type', 'practice_category', 'practice_scope', 'professional_title'),
    ...optional('multi_site_approval'),
    ...text('from_day', 'recorded_at', 'actor'),
  ],
  indices: [
    unique('registration_person', 'person_id', 'sequence'),
    index('registration_institution', 'institution_code'),
  ],
});

const CANCELLATION = new Table({
  name: 'registration_cancellation',
  columns: [
    ...key('registration_id'),
    ...text('cancelled_on', 'reason'),
    ...optional('note'),
    ...text('recorded_at', 'actor'),
  ],
});

const PRIMARY_SITE = new Table({
  name: 'primary_site',
  columns: [...key('id'), ...text('person_id', 'institution_code', 'from_day', 'recorded_at', 'actor')],
  indices: [index('primary_site_person', 'person_id')],
});

const FACTS = [
  INSTITUTION,
  DEPARTMENT,
  INSTITUTION_FACT,
  PERSON,
  PERSON_CODE,
  CODE_HOLDER,
  MERGE,
  MERGE_UNDO,
  COMMITMENT,
  COMMITMENT_END,
  REGISTRATION,
  CANCELLATION,
  PRIMARY_SITE,
];

/** Institutions and their people; append-only but for `person_file`, which follows from the merges. */
export class RegistryMigration1750000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [...FACTS, PERSON_FILE]) await runner.createTable(table);
    for (const { name, primaryColumns } of FACTS) {
      const keys = primaryColumns.map((column) => column.name);
      for (const trigger of appendOnlyTriggers(name, keys)) await runner.query(trigger);
    }
  }

  /** What was registered is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the registry is append-only'));
  }
}
