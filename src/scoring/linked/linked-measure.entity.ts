import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

/** A measure that comes with the institution's for somebody principally responsible (PQ2025:27, S25); never changed. */
@Hashed()
@Entity({ name: 'linked_measure' })
@Index('linked_measure_once', ['determinationId', 'personId'], { unique: true })
export class LinkedMeasureEntity {
  /** Also its id on the ledger. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', name: 'determination_id' })
  determinationId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
