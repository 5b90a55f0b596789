import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody was shown an identity number in full, or asked for more than a day allows; only ever added. */
@Entity({ name: 'identity_reveal' })
@Index('identity_reveal_day', ['actor', 'day'])
export class RevealEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('identity_reveal_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Column({ type: 'text' })
  reason!: string;

  /** What it was for: a file number. */
  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  @Column({ type: 'text' })
  day!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
