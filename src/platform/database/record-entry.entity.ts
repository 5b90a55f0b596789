import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A stored line of the record; only the door writes it, nobody changes it. */
@Entity({ name: 'record_entry' })
export class RecordEntryEntity {
  /** Position in the record, from 1, without gaps. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  /** When it was recorded, RFC 3339; never earlier than the entry before. */
  @Column({ type: 'text' })
  at!: string;

  @Index('record_entry_actor')
  @Column({ type: 'text' })
  actor!: string;

  @Index('record_entry_office')
  @Column({ type: 'text' })
  office!: string;

  @Index('record_entry_action')
  @Column({ type: 'text' })
  action!: string;

  @Index('record_entry_subject')
  @Column({ type: 'text' })
  subject!: string;

  /** Canonical JSON (RFC 8785); null for none. */
  @Column({ type: 'text', nullable: true })
  before!: string | null;

  /** Canonical JSON (RFC 8785); null for none. */
  @Column({ type: 'text', nullable: true })
  after!: string | null;

  @Column({ type: 'text', nullable: true })
  receipt!: string | null;
}
