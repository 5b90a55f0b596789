import type { MigrationInterface, QueryRunner } from 'typeorm';
import { gatedTrigger, type Rewritable } from '../platform/database/personal-data-gate.js';

const REWRITABLE: readonly Rewritable[] = Object.entries({
  person_merge: ['reason'],
  person_merge_undo: ['reason'],
  commitment_end: ['reason'],
  registration_cancellation: ['note'],
  determination: ['content'],
  determination_review: ['content'],
  linked_measure: ['content'],
  score_notice: ['content'],
  notice_event: ['content'],
  notice_correction: ['content'],
  objection_step: ['content'],
  restoration_step: ['content'],
  repair_step: ['content'],
  repair_training: ['title', 'organiser'],
  repair_attendance: ['reason'],
  repair_payout: ['content'],
  reminder_talk: ['held_by', 'summary'],
  institution_training: ['topic', 'lecturer', 'place'],
  mark_publication: ['paper'],
  mark_removal: ['note'],
  site_notice_confirmation: ['note'],
}).map(([table, columns]) => ({ table, columns, purposes: ['ERASURE'] }));

/** What was written about people may be rewritten for an erasure. */
export class WrittenTextsMigration1750000034000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of REWRITABLE) {
      const columns = (await runner.getTable(each.table))?.columns.map(({ name }) => name) ?? [];
      for (const trigger of gatedTrigger(each, columns)) await runner.query(trigger);
    }
  }

  /** What was erased does not come back. */
  down(): Promise<void> {
    return Promise.reject(new Error('the history of personal data is append-only'));
  }
}
