import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person as entered once; only erasing takes the name away. Codes, sites and merges are facts of their own. */
@Entity({ name: 'person' })
export class PersonEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('person_name')
  @Column({ type: 'text' })
  name!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
