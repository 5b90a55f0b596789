import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person's identity number, under a key of their own; without the row the number is gone. */
@Entity({ name: 'person_identity' })
export class PersonIdentityEntity {
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  /** Id of the master key that wraps the person's key and made the lookup. */
  @Index('person_identity_key')
  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  /** The person's own key, sealed under the master key; null where the number still lies under that key itself. */
  @Column({ type: 'text', name: 'wrapped_key', nullable: true })
  wrappedKey!: string | null;

  /** The number, sealed by the vault. */
  @Column({ type: 'text' })
  sealed!: string;

  /** Its keyed hash: one number, one person. */
  @Index('person_identity_lookup', { unique: true })
  @Column({ type: 'text' })
  lookup!: string;
}
