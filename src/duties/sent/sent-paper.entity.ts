import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const SENT_KINDS = ['REPORT', 'LETTER', 'COMPARISON'] as const;
export type SentKind = (typeof SENT_KINDS)[number];

/** A report, a letter or a comparison as it was sent; never changed. */
@Entity({ name: 'sent_paper' })
@Index('sent_paper_number', ['kind', 'office', 'number'], { unique: true })
export class SentPaperEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  kind!: SentKind;

  /** Null: a comparison without an order of its own number. */
  @Column({ type: 'text', nullable: true })
  number!: string | null;

  /** District code of the agency that sent it. */
  @Index('sent_paper_office')
  @Column({ type: 'text' })
  office!: string;

  /** `BUREAU/110105`, `HEALTH/110000`, `institution/H…`. */
  @Column({ type: 'text' })
  addressee!: string;

  /** The institution it is about; null where it is about several. */
  @Index('sent_paper_institution')
  @Column({ type: 'text', nullable: true })
  institution!: string | null;

  /** District of that institution. */
  @Index('sent_paper_district')
  @Column({ type: 'text', nullable: true })
  district!: string | null;

  @Column({ type: 'text', name: 'from_day' })
  from!: string;

  @Column({ type: 'text', name: 'to_day' })
  to!: string;

  /** JSON of its figures, as they were sent. */
  @Column({ type: 'text' })
  figures!: string;

  /** JSON of the tables that were sent. */
  @Column({ type: 'text' })
  paper!: string;

  /** SHA-256 of both as canonical JSON. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text', name: 'rulebook_hash' })
  rulebookHash!: string;

  /** Instant, RFC 3339. */
  @Index('sent_paper_recorded')
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
