import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

/** A training that was held, by an institution for its people or by a district agency (PQ2025:28); never changed. */
@Hashed()
@Entity({ name: 'institution_training' })
export class TrainingEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Null: held by a district agency for people of its institutions. */
  @Index('institution_training_institution')
  @Column({ type: 'text', nullable: true })
  institution!: string | null;

  @Index('institution_training_district')
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', name: 'held_on' })
  on!: string;

  @Column({ type: 'text' })
  topic!: string;

  @Column({ type: 'text' })
  lecturer!: string;

  @Column({ type: 'text', nullable: true })
  place!: string | null;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
