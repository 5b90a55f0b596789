import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';
import type { ActivityLevel } from '../domain/scoring/points-law.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';

/** What counts as repair (PQ2025:32): a training, or an activity attended on site. */
export type RepairRoute = 'TRAINING' | 'ACTIVITY';

/** A training or activity held by the medical-insurance departments, recorded once; never changed. */
@Hashed()
@Entity({ name: 'repair_training' })
@Index('repair_training_once', ['kind', 'documentNo', 'on'], { unique: true })
export class RepairTrainingEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  kind!: RepairRoute;

  /** Of an activity; null for a training. */
  @Column({ type: 'text', nullable: true })
  level!: ActivityLevel | null;

  @Column({ type: 'text' })
  title!: string;

  @Index('repair_training_on')
  @Column({ type: 'text', name: 'held_on' })
  on!: CalendarDate;

  @Column({ type: 'text' })
  organiser!: string;

  @Column({ type: 'text', name: 'document_no' })
  documentNo!: string;

  /** District code of the office that recorded it. */
  @Column({ type: 'text' })
  office!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** That somebody was present or not; the last fact of a person stands. Only ever added. */
@Hashed()
@Entity({ name: 'repair_attendance' })
export class RepairAttendanceEntity {
  @PrimaryColumn({ type: 'text', name: 'training_id' })
  trainingId!: string;

  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Index('repair_attendance_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  /** Primary site on the day; null for a person registered nowhere. */
  @Index('repair_attendance_institution')
  @Column({ type: 'text', nullable: true })
  institution!: string | null;

  @Column({ type: 'boolean' })
  present!: boolean;

  /** Of a correction; null for what was recorded first. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** That the repairs of everybody present were assessed together; only ever added. */
@Hashed()
@Entity({ name: 'repair_payout' })
export class RepairPayoutEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('repair_payout_training')
  @Column({ type: 'text', name: 'training_id' })
  trainingId!: string;

  /** District code of the agency. */
  @Column({ type: 'text' })
  office!: string;

  /** What became of each, JSON of `PayoutItemAnswer`s. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
