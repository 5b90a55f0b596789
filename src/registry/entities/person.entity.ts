import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person as entered once; never changed. Codes, sites and merges are facts of their own. */
@Entity({ name: 'person' })
export class PersonEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('person_name')
  @Column({ type: 'text' })
  name!: string;

  /** The identity number, sealed by the vault. */
  @Column({ type: 'text', name: 'identity_sealed' })
  identitySealed!: string;

  /** Its keyed hash: one number, one person. */
  @Index('person_identity', { unique: true })
  @Column({ type: 'text', name: 'identity_lookup' })
  identityLookup!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
