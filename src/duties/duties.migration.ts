import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const optional = (...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type: 'text', isNullable: true }));
const key = (...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type: 'text', isPrimary: true }));
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });

const SENT_PAPER = new Table({
  name: 'sent_paper',
  columns: [
    ...key('id'),
    ...text('kind'),
    ...optional('number'),
    ...text('office', 'addressee'),
    ...optional('institution', 'district'),
    ...text('from_day', 'to_day', 'figures', 'paper', 'hash', 'rulebook_hash', 'recorded_at', 'actor'),
  ],
  indices: [
    new TableIndex({
      name: 'sent_paper_number',
      columnNames: ['kind', 'office', 'number'],
      isUnique: true,
    }),
    index('sent_paper_office', 'office'),
    index('sent_paper_institution', 'institution'),
    index('sent_paper_district', 'district'),
    index('sent_paper_recorded', 'recorded_at'),
  ],
});

const REMINDER_TALK = new Table({
  name: 'reminder_talk',
  columns: [
    ...key('id'),
    ...text('notice_id', 'notice_number', 'person_id', 'person_code', 'institution', 'district', 'office'),
    ...text('held_on', 'held_by', 'summary', 'recorded_at', 'actor'),
  ],
  indices: [
    index('reminder_talk_notice', 'notice_id'),
    index('reminder_talk_institution', 'institution'),
    index('reminder_talk_district', 'district'),
  ],
});

const TRAINING = new Table({
  name: 'institution_training',
  columns: [
    ...key('id'),
    ...optional('institution'),
    ...text('district', 'office', 'held_on', 'topic', 'lecturer'),
    ...optional('place'),
    ...text('recorded_at', 'actor'),
  ],
  indices: [
    index('institution_training_institution', 'institution'),
    index('institution_training_district', 'district'),
  ],
});

const PARTICIPANT = new Table({
  name: 'training_participant',
  columns: [...key('training_id', 'person_id'), ...text('person_code')],
});

const PUBLICATION = new Table({
  name: 'mark_publication',
  columns: [
    ...key('id'),
    ...text('institution', 'district', 'listed_on', 'place', 'from_day'),
    ...optional('to_day'),
    ...text('paper', 'recorded_at', 'actor'),
  ],
  indices: [
    index('mark_publication_institution', 'institution'),
    index('mark_publication_district', 'district'),
  ],
});

const MARK = new Table({
  name: 'published_mark',
  columns: [
    ...key('publication_id', 'person_id'),
    ...text('person_code', 'name', 'status', 'since_day'),
    ...optional('until_day'),
    ...text('causes'),
  ],
  indices: [index('published_mark_person', 'person_code')],
});

const REMOVAL = new Table({
  name: 'mark_removal',
  columns: [
    ...key('publication_id', 'person_id'),
    ...text('removed_on'),
    ...optional('note'),
    ...text('recorded_at', 'actor'),
  ],
});

const TABLES = [SENT_PAPER, REMINDER_TALK, TRAINING, PARTICIPANT, PUBLICATION, MARK, REMOVAL];

/** What the offices and institutions did of their duties: append-only like the record. */
export class DutiesMigration1750000016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.createTable(table);
      const keys = table.primaryColumns.map(({ name }) => name);
      for (const trigger of appendOnlyTriggers(table.name, keys)) await runner.query(trigger);
    }
  }

  /** What was sent, held or put up is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('what was done of the duties is append-only'));
  }
}
