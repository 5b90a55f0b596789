import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { TableColumnOptions } from 'typeorm';
import { appendOnlyTriggers } from '../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const whole = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'integer' }));
const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
const key = (name: string, type = 'text'): TableColumnOptions => ({ name, type, isPrimary: true });
const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });

const BATCH = new Table({
  name: 'claim_batch',
  columns: [
    key('id'),
    ...text('institution', 'content_hash'),
    ...whole('lines', 'faulty'),
    ...text('totals', 'recorded_at', 'actor', 'office'),
  ],
  indices: [
    new TableIndex({
      name: 'claim_batch_content',
      columnNames: ['institution', 'content_hash'],
      isUnique: true,
    }),
  ],
});

const FAULT = new Table({
  name: 'claim_fault',
  columns: [key('batch_id'), key('row_no', 'integer'), ...text('sealed')],
});

const LINE = new Table({
  name: 'claim_line',
  columns: [
    key('id'),
    ...text('batch_id'),
    ...whole('row_no'),
    ...text('line_no', 'institution', 'person_code', 'service_day', 'fen'),
    flag('paid'),
    flag('emergency'),
    optional('department'),
    ...text('verdict', 'reasons', 'receipt', 'answered_at'),
  ],
  indices: [index('claim_line_batch', 'batch_id'), index('claim_line_institution', 'institution')],
});

const DAY = new Table({
  name: 'claim_day',
  columns: [
    key('id'),
    ...text('batch_id', 'institution', 'person_code', 'service_day'),
    flag('emergency'),
    ...whole('lines'),
    ...text('fen', 'paid_fen', 'receipt', 'answered_at'),
  ],
  indices: [index('claim_day_batch', 'batch_id'), index('claim_day_institution', 'institution')],
});

const SETTLEMENT = new Table({
  name: 'claim_settlement',
  columns: [
    key('item_id'),
    key('ordinal', 'integer'),
    ...text('item', 'settlement_id', 'institution', 'settled', 'fen', 'reason'),
    optional('document_no'),
    ...text('recorded_at', 'actor', 'office'),
  ],
  indices: [index('claim_settlement_institution', 'institution')],
});

const KEYS = {
  claim_batch: ['id'],
  claim_fault: ['batch_id', 'row_no'],
  claim_line: ['id'],
  claim_day: ['id'],
  claim_settlement: ['item_id', 'ordinal'],
};

/** What the settlement check made of claims, and what was settled after re-judgements; append-only. */
export class ClaimsMigration1750000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [BATCH, FAULT, LINE, DAY, SETTLEMENT]) await runner.createTable(table);
    for (const [table, columns] of Object.entries(KEYS))
      for (const trigger of appendOnlyTriggers(table, columns)) await runner.query(trigger);
  }

  /** What was refused, and why, is never forgotten. */
  down(): Promise<void> {
    return Promise.reject(new Error('claims are append-only'));
  }
}
