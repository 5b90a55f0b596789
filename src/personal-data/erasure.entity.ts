import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A proposal to erase what is personal on a file; only ever added. */
@Entity({ name: 'person_erasure' })
export class ErasureEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** The file at the time. */
  @Index('person_erasure_file')
  @Column({ type: 'text', name: 'file_id' })
  fileId!: string;

  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  basis!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

export type ErasureEnd = 'ERASED' | 'WITHDRAWN';

/** How a proposal ended; only ever added. */
@Entity({ name: 'person_erasure_end' })
export class ErasureEndEntity {
  @PrimaryColumn({ type: 'text', name: 'erasure_id' })
  erasureId!: string;

  @Column({ type: 'text' })
  outcome!: ErasureEnd;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
