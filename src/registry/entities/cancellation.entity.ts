import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';
import type { CancellationGround } from '../../domain/registry/registration.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** A registration cancelled (PQ2025:13); only ever added. */
@Hashed()
@Entity({ name: 'registration_cancellation' })
export class CancellationEntity {
  @PrimaryColumn({ type: 'text', name: 'registration_id' })
  registrationId!: string;

  /** First day on which it no longer stands. */
  @Column({ type: 'text', name: 'cancelled_on' })
  cancelledOn!: CalendarDate;

  @Column({ type: 'text' })
  reason!: CancellationGround;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
