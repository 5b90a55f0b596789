import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A department of an institution; never changed. */
@Entity({ name: 'institution_department' })
export class DepartmentEntity {
  @PrimaryColumn({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
