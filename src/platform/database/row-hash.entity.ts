import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The hash of a row as one change wrote it, which the first line of that change has in `rowHashes`; only ever added. */
@Entity({ name: 'row_hash' })
export class RowHashEntity {
  /** Table of the row. */
  @PrimaryColumn({ type: 'text' })
  source!: string;

  /** Its primary key: JSON of the values, in the order of the columns. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** The line of the record. */
  @Index('row_hash_sequence')
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  /** Random, so that nobody finds out what was erased by trying; null since the row was rewritten for an erasure. */
  @Column({ type: 'text', nullable: true })
  salt!: string | null;

  /** SHA-256, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;
}
