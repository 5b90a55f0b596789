import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

/** A score notice (记分处理通知书) as it was issued; never changed. */
@Hashed()
@Entity({ name: 'score_notice' })
@Index('score_notice_once', ['determinationId', 'personId'], { unique: true })
export class ScoreNoticeEntity {
  /** Also the id of the score on the ledger. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('score_notice_number', { unique: true })
  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text', name: 'determination_id' })
  determinationId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Index('score_notice_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Index('score_notice_institution')
  @Column({ type: 'text' })
  institution!: string;

  /** District of the institution. */
  @Column({ type: 'text' })
  district!: string;

  /** District code of the agency that issued it. */
  @Index('score_notice_office')
  @Column({ type: 'text' })
  office!: string;

  /** Calendar year of the points' day. */
  @Column({ type: 'integer' })
  year!: number;

  @Column({ type: 'text', name: 'points_day' })
  pointsDay!: string;

  @Column({ type: 'text', name: 'issued_on' })
  issuedOn!: string;

  /** What it tells: JSON of `NoticeContent`. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'rulebook_hash' })
  rulebookHash!: string;

  @Column({ type: 'text', name: 'output_hash' })
  outputHash!: string;

  @Index('score_notice_recorded')
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
