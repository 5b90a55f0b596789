import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MeasureKind } from '../domain/qualification/event.js';

/** A measure that no longer follows and is void from the start (S31): a list drawn from the judged files. */
@Entity({ name: 'void_measure' })
export class VoidMeasureEntity {
  /** The score or linked measure it came from. */
  @PrimaryColumn({ type: 'text' })
  cause!: string;

  @Index('void_measure_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: MeasureKind;

  @Column({ type: 'text', name: 'from_day', nullable: true })
  from!: string | null;

  @Column({ type: 'text', name: 'to_day', nullable: true })
  to!: string | null;

  /** Day on which it turned out void. */
  @Column({ type: 'text', name: 'voided_day' })
  voidedOn!: string;
}
