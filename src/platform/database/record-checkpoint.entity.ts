import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A signed statement of what the record was; only the door writes it, nobody changes it. */
@Entity({ name: 'record_checkpoint' })
export class RecordCheckpointEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  origin!: string;

  /** Entries it covers. */
  @Column({ type: 'integer' })
  size!: number;

  @Column({ type: 'text', name: 'root_hash' })
  rootHash!: string;

  @Column({ type: 'text' })
  at!: string;

  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  /** Ed25519, base64. */
  @Column({ type: 'text' })
  signature!: string;
}
