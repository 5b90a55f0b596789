import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';
import type { RepairDayReason } from '../domain/qualification/repair-day.js';
import type { ActivityLevel } from '../domain/scoring/points-law.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { RepairRoute } from './training.entity.js';

export const REPAIR_STATES = ['FILED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'REVOKED'] as const;
/** Where an application for repair stands; only what is filed can still be assessed or withdrawn, what was accepted wrongly revoked. */
export type RepairState = (typeof REPAIR_STATES)[number];

/** An application for the repair of points (PQ2025:31). What was stated is in its steps. */
@Entity({ name: 'repair' })
export class RepairEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Whose the code is; merges of files come and go. */
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Index('repair_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  /** The primary site. */
  @Index('repair_institution')
  @Column({ type: 'text' })
  institution!: string;

  /** District of the primary site. */
  @Index('repair_district')
  @Column({ type: 'text' })
  district!: string;

  /** The recorded training; null where evidence was handed in. */
  @Index('repair_training_id')
  @Column({ type: 'text', name: 'training_id', nullable: true })
  trainingId!: string | null;

  @Column({ type: 'text' })
  route!: RepairRoute;

  @Column({ type: 'text', nullable: true })
  level!: ActivityLevel | null;

  @Column({ type: 'text', name: 'activity_on' })
  activityOn!: CalendarDate;

  @Column({ type: 'text' })
  state!: RepairState;

  /** The day on which it counts; null unless accepted. */
  @Column({ type: 'text', name: 'counted_on', nullable: true })
  countedOn!: CalendarDate | null;

  /** Points taken off; null unless accepted. */
  @Column({ type: 'integer', nullable: true })
  deducted!: number | null;

  @Column({ type: 'text', nullable: true })
  because!: RepairDayReason | null;

  /** Instant, RFC 3339. */
  @Index('repair_recorded')
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** What was done with an application; only ever added. */
@Hashed()
@Entity({ name: 'repair_step' })
export class RepairStepEntity {
  @PrimaryColumn({ type: 'text', name: 'repair_id' })
  repairId!: string;

  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  step!: 'FILE' | 'ACCEPT' | 'REFUSE' | 'WITHDRAW' | 'REVOKE';

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
