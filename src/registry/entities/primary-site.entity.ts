import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** The primary site moved to an institution; only ever added. */
@Entity({ name: 'primary_site' })
export class PrimarySiteEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('primary_site_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  @Column({ type: 'text', name: 'from_day' })
  from!: CalendarDate;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
