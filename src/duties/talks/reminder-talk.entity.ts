import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

/** A reminder talk that was held (谈话提醒, PQ2025:28); never changed. */
@Hashed()
@Entity({ name: 'reminder_talk' })
export class ReminderTalkEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('reminder_talk_notice')
  @Column({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  @Column({ type: 'text', name: 'notice_number' })
  noticeNumber!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Index('reminder_talk_institution')
  @Column({ type: 'text' })
  institution!: string;

  /** District of the institution. */
  @Index('reminder_talk_district')
  @Column({ type: 'text' })
  district!: string;

  /** Institution code or district code of those who held it. */
  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', name: 'held_on' })
  on!: string;

  /** Who talked to the person. */
  @Column({ type: 'text', name: 'held_by' })
  by!: string;

  @Column({ type: 'text' })
  summary!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
