import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** A commitment ended with its labour contract; only ever added. */
@Hashed()
@Entity({ name: 'commitment_end' })
export class CommitmentEndEntity {
  @PrimaryColumn({ type: 'text', name: 'commitment_id' })
  commitmentId!: string;

  /** First day on which it no longer holds. */
  @Column({ type: 'text', name: 'ended_on' })
  endedOn!: CalendarDate;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
