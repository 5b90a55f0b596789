import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file of claim lines that was judged; only ever added. */
@Entity({ name: 'claim_batch' })
@Index('claim_batch_content', ['institution', 'contentHash'], { unique: true })
export class ClaimBatchEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  institution!: string;

  /** SHA-256 of the file, hexadecimal: by it the same file is known again. */
  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  /** Lines judged. */
  @Column({ type: 'integer' })
  lines!: number;

  /** Lines that could not be judged. */
  @Column({ type: 'integer' })
  faulty!: number;

  /** Lines and fen by verdict, JSON. */
  @Column({ type: 'text' })
  totals!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;

  /** Code of the institution or the district that handed it in. */
  @Column({ type: 'text' })
  office!: string;
}

/** A line that could not be judged, with its reasons; only ever added. */
@Entity({ name: 'claim_fault' })
@Index('claim_fault_key', { synchronize: false })
export class ClaimFaultEntity {
  @PrimaryColumn({ type: 'text', name: 'batch_id' })
  batchId!: string;

  /** Line of the file. */
  @PrimaryColumn({ type: 'integer', name: 'row_no' })
  row!: number;

  /** Cells and problems, JSON, sealed: nobody knows what stands in a line that is wrong. */
  @Column({ type: 'text' })
  sealed!: string;
}
