import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

export const NOTICE_EVENTS = [
  'SERVED',
  'MONTHS_CHOSEN',
  'MEASURE_NOTICE',
  /** What it carries was raised by the reversal of another (S6, S31). */
  'RAISED',
  /** One of the two sides was told of that. */
  'RAISE_TOLD',
  /** A later judgement took the raise back: what the notice carries was told before it. */
  'RAISE_ENDED',
] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** What happened to a notice after it was issued; never changed. */
@Hashed()
@Entity({ name: 'notice_event' })
export class NoticeEventEntity {
  @PrimaryColumn({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  event!: NoticeEvent;

  /** Number of a paper of its own: the notice of suspension or termination. */
  @Index('notice_event_number', { unique: true })
  @Column({ type: 'text', nullable: true })
  number!: string | null;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
