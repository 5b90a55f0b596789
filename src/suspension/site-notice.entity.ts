import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';
import type { SiteChange } from '../domain/qualification/site-changes.js';

/** What a site was told to do for one of its people (S24); only ever added. */
@Entity({ name: 'site_notice' })
export class SiteNoticeEntity {
  /** Position in the order of telling. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Index('site_notice_id', { unique: true })
  @Column({ type: 'text' })
  id!: string;

  @Index('site_notice_registration')
  @Column({ type: 'text', name: 'registration_id' })
  registrationId!: string;

  /** The file that the measure stood on when the site was told. */
  @Index('site_notice_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  /** The code under which the person is registered there. */
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Index('site_notice_institution')
  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  /** District of the institution, whose agency presses for the change (PQ2025:24). */
  @Index('site_notice_district')
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text' })
  action!: SiteChange['action'];

  /** Day on which the status has to change. */
  @Column({ type: 'text', name: 'on_day' })
  on!: string;

  /** Own last day of the measures; null where it is not known. */
  @Column({ type: 'text', name: 'until_day', nullable: true })
  until!: string | null;

  /** JSON list: the scores and linked measures it comes from. */
  @Column({ type: 'text' })
  causes!: string;

  @Column({ type: 'text' })
  citation!: string;

  /** False for what only set right what a void notice had led to. */
  @Column({ type: 'boolean' })
  lasting!: boolean;

  /** Rests on a calendar year not yet published (S34). */
  @Column({ type: 'boolean' })
  provisional!: boolean;

  /** Day by which the change has to be confirmed as made; null where nothing has to be set. */
  @Index('site_notice_due')
  @Column({ type: 'text', name: 'due_day', nullable: true })
  dueOn!: string | null;

  @Column({ type: 'text', name: 'told_day' })
  toldOn!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** A notice to a site that a later one made void; only ever added. */
@Entity({ name: 'site_notice_void' })
export class SiteNoticeVoidEntity {
  @PrimaryColumn({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  /** The later notice; null where the person is no longer registered there. */
  @Index('site_notice_void_by')
  @Column({ type: 'text', name: 'by_notice_id', nullable: true })
  byNoticeId!: string | null;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}

/** That a site changed the status; only ever added. */
@Hashed()
@Entity({ name: 'site_notice_confirmation' })
export class SiteNoticeConfirmationEntity {
  @PrimaryColumn({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  @Column({ type: 'text', name: 'changed_day' })
  changedOn!: string;

  /** Calendar days from the day due to the day of the change; 0: in time. Losses of these days are the site's (S33). */
  @Column({ type: 'integer', name: 'days_late' })
  daysLate!: number;

  /** Day on which it was confirmed. */
  @Column({ type: 'text', name: 'confirmed_day' })
  confirmedOn!: string;

  /** Calendar days from the day due to the day of the confirmation; 0: in time. */
  @Column({ type: 'integer', name: 'confirmed_days_late' })
  confirmedDaysLate!: number;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
