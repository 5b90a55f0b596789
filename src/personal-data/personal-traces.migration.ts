import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { gatedTrigger, type Rewritable } from '../platform/database/personal-data-gate.js';
import { keyIdSql } from '../platform/secrets/sealed-text.js';

const REWRITABLE: readonly Rewritable[] = [
  { table: 'case_revision', columns: ['content'], purposes: ['ERASURE'] },
  { table: 'sent_paper', columns: ['figures', 'paper'], purposes: ['ERASURE'] },
];

const SEALED: readonly (readonly [table: string, column: string])[] = [
  ['staff_import_fault', 'sealed'],
  ['claim_fault', 'sealed'],
  ['webhook', 'secret_sealed'],
];

/** What more may be rewritten for an erasure, and the indices by which people and keys are found. */
export class PersonalTracesMigration1750000032000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of REWRITABLE) {
      const columns = (await runner.getTable(each.table))?.columns.map(({ name }) => name) ?? [];
      for (const trigger of gatedTrigger(each, columns)) await runner.query(trigger);
    }
    for (const table of ['claim_line', 'claim_day'])
      await runner.createIndex(
        table,
        new TableIndex({ name: `${table}_person`, columnNames: ['person_code'] }),
      );
    for (const [table, column] of SEALED)
      await runner.query(`CREATE INDEX "${table}_key" ON "${table}" (${keyIdSql(column)})`);
  }

  /** What was erased does not come back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the history of personal data is append-only'));
  }
}
