import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** Two files joined because they are of one person; only ever added. */
@Hashed()
@Entity({ name: 'person_merge' })
export class PersonMergeEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** The file that goes on. */
  @Index('person_merge_into')
  @Column({ type: 'text', name: 'into_id' })
  intoId!: string;

  /** The file that was joined to it. */
  @Index('person_merge_other')
  @Column({ type: 'text', name: 'other_id' })
  otherId!: string;

  @Column({ type: 'text', name: 'merged_on' })
  on!: CalendarDate;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
