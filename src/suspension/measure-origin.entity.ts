import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a measure comes from; only ever added. */
@Entity({ name: 'measure_origin' })
export class MeasureOriginEntity {
  /** The score or linked measure. */
  @PrimaryColumn({ type: 'text' })
  cause!: string;

  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  /** District code of the agency that scored or linked (110000: municipal). */
  @Column({ type: 'text' })
  office!: string;

  /** JSON: what a linked measure rests on; null for a score. */
  @Column({ type: 'text', nullable: true })
  ground!: string | null;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}
