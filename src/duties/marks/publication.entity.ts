import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A list of people under measures as it was put up inside an institution (PQ2025:29); never changed. */
@Entity({ name: 'mark_publication' })
export class PublicationEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('mark_publication_institution')
  @Column({ type: 'text' })
  institution!: string;

  @Index('mark_publication_district')
  @Column({ type: 'text' })
  district!: string;

  /** The day for which the list was made. */
  @Column({ type: 'text', name: 'listed_on' })
  on!: string;

  /** Where it is shown. */
  @Column({ type: 'text' })
  place!: string;

  @Column({ type: 'text', name: 'from_day' })
  from!: string;

  /** Last day on which it is shown; null: until it is taken down. */
  @Column({ type: 'text', name: 'to_day', nullable: true })
  to!: string | null;

  /** JSON of the table that was put up. */
  @Column({ type: 'text' })
  paper!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
