import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { BearingKind } from './bearing.js';

/** Something that entries of the record bear on. Made from the record, and can be made again from it. */
@Entity({ name: 'record_bearing_key' })
@Index('record_bearing_key_once', ['kind', 'key'], { unique: true })
export class RecordBearingKeyEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  kind!: BearingKind;

  @Column({ type: 'text' })
  key!: string;
}

/** That an entry bears on it. */
@Entity({ name: 'record_bearing', withoutRowid: true })
export class RecordBearingEntity {
  @PrimaryColumn({ type: 'integer', name: 'key_id' })
  keyId!: number;

  @Index('record_bearing_sequence')
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;
}

/** How far the index reaches, and by which rules it was made: the one row of its table. */
@Entity({ name: 'record_index' })
export class RecordIndexEntity {
  @PrimaryColumn({ type: 'integer' })
  edition!: number;

  /** Sequence of the last entry in it. */
  @Column({ type: 'integer' })
  size!: number;
}
