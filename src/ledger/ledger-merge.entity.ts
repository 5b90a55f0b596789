import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Two files joined, or parted again; only ever added. */
@Entity({ name: 'ledger_merge' })
export class LedgerMergeEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  kind!: 'MERGED' | 'PARTED';

  /** The file that holds both. */
  @Index('ledger_merge_into')
  @Column({ type: 'text' })
  into!: string;

  @Index('ledger_merge_other')
  @Column({ type: 'text' })
  other!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
