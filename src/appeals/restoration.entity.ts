import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';
import type { RestorationMove, RestorationState } from '../domain/procedure/restoration-states.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';

/** What its history tells: its filing, what moves it, and who was told the outcome. */
export type RestorationHappening = 'FILE' | RestorationMove | 'OUTCOME_TOLD';

/** How an application came in: through the institution, from the person, or written down at the counter. */
export type FiledThrough = 'INSTITUTION' | 'PERSON' | 'COUNTER';

/** An application for restoration (PQ2025:30). What was stated is in its first step; only the state moves. */
@Entity({ name: 'restoration' })
export class RestorationEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Whose the code is; merges of files come and go. */
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Index('restoration_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Column({ type: 'text', name: 'filed_through' })
  filedThrough!: FiledThrough;

  /** The institution it came through; null for one filed directly. */
  @Index('restoration_institution')
  @Column({ type: 'text', nullable: true })
  institution!: string | null;

  /** District of the agency that reviews first. */
  @Index('restoration_district')
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text' })
  state!: RestorationState;

  @Column({ type: 'text', name: 'applied_on' })
  appliedOn!: CalendarDate;

  /** The day the district agency had it. */
  @Column({ type: 'text', name: 'received_on' })
  receivedOn!: CalendarDate;

  /** Instant, RFC 3339. */
  @Index('restoration_recorded')
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** What was done with an application; only ever added. */
@Hashed()
@Entity({ name: 'restoration_step' })
export class RestorationStepEntity {
  @PrimaryColumn({ type: 'text', name: 'restoration_id' })
  restorationId!: string;

  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  step!: RestorationHappening;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  /** Institution code or district code of whoever did it. */
  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
