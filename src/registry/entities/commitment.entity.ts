import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** A service commitment signed at an institution (PQ2025:11); only ever added. */
@Entity({ name: 'commitment' })
export class CommitmentEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('commitment_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  /** The code under which the person signed. */
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Index('commitment_institution')
  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  @Column({ type: 'text', name: 'signed_on' })
  signedOn!: CalendarDate;

  @Column({ type: 'text', name: 'from_day' })
  from!: CalendarDate;

  /** Last day of the labour contract; null while that is open-ended. */
  @Column({ type: 'text', name: 'to_day', nullable: true })
  to!: CalendarDate | null;

  @Column({ type: 'boolean' })
  electronic!: boolean;

  /** Where the institution keeps it. */
  @Column({ type: 'text', name: 'archive_no' })
  archiveNo!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
