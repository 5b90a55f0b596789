import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** A merge undone; only ever added. */
@Hashed()
@Entity({ name: 'person_merge_undo' })
export class MergeUndoEntity {
  @PrimaryColumn({ type: 'text', name: 'merge_id' })
  mergeId!: string;

  @Column({ type: 'text', name: 'undone_on' })
  on!: CalendarDate;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
