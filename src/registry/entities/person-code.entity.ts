import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A national code of a person; one person may have several. */
@Entity({ name: 'person_code' })
export class PersonCodeEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Index('person_code_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
