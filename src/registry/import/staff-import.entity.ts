import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A staff list that was handed in; only ever added. */
@Entity({ name: 'staff_import' })
export class StaffImportEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('staff_import_institution')
  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  /** Tried only: nothing of it is entered. */
  @Column({ type: 'boolean', name: 'dry_run' })
  dryRun!: boolean;

  @Column({ type: 'integer' })
  rows!: number;

  /** SHA-256 of the file, hexadecimal. */
  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;

  /** Code of the institution or the district that handed it in. */
  @Column({ type: 'text' })
  office!: string;
}

/** Some rows of a staff list that were gone through, in one change; only ever added. */
@Entity({ name: 'staff_import_chunk' })
export class StaffImportChunkEntity {
  @PrimaryColumn({ type: 'text', name: 'import_id' })
  importId!: string;

  /** From 0. */
  @PrimaryColumn({ type: 'integer' })
  ordinal!: number;

  @Column({ type: 'integer' })
  rows!: number;

  @Column({ type: 'integer' })
  taken!: number;

  @Column({ type: 'integer' })
  unchanged!: number;

  @Column({ type: 'integer' })
  faulty!: number;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}

/** A row that could not be taken, with its reasons; only ever added. */
@Entity({ name: 'staff_import_fault' })
@Index('staff_import_fault_key', { synchronize: false })
export class StaffImportFaultEntity {
  @PrimaryColumn({ type: 'text', name: 'import_id' })
  importId!: string;

  /** Line of the file. */
  @PrimaryColumn({ type: 'integer', name: 'row_no' })
  row!: number;

  /** Cells and problems, JSON, sealed as identity numbers are. */
  @Column({ type: 'text' })
  sealed!: string;
}
