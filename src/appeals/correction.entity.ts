import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';

/** A paper that corrects clerical errors of a score notice; never changed. */
@Hashed()
@Entity({ name: 'notice_correction' })
export class NoticeCorrectionEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('notice_correction_notice')
  @Column({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  @Index('notice_correction_number', { unique: true })
  @Column({ type: 'text' })
  number!: string;

  /** Number of the paper it corrects: the notice, or the correction before. */
  @Column({ type: 'text' })
  corrects!: string;

  @Column({ type: 'text', name: 'issued_on' })
  issuedOn!: string;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
