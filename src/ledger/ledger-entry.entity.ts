import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';

/** A fact on a person's file; only ever added. */
@Entity({ name: 'ledger_entry' })
export class LedgerEntryEntity {
  /** Position in the order of recording. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  /** Whose file it was put on; after a merge the file that holds it may be another. */
  @Index('ledger_entry_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  type!: LedgerFact['type'];

  /** Score or linked measure that it is, or speaks of; null for a repair or a restoration. */
  @Index('ledger_entry_reference')
  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  /** The fact, JSON. */
  @Column({ type: 'text' })
  content!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
