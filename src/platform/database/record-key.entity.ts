import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A public key that checkpoints were or are signed by; kept so that old ones can still be checked. */
@Entity({ name: 'record_key' })
export class RecordKeyEntity {
  @PrimaryColumn({ type: 'text', name: 'key_id' })
  keyId!: string;

  /** SPKI DER, base64. */
  @Column({ type: 'text', name: 'public_key' })
  publicKey!: string;

  /** Instant of the first checkpoint signed by it. */
  @Column({ type: 'text' })
  since!: string;
}
