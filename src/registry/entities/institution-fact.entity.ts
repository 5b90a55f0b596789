import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { InstitutionFactType } from '../../domain/registry/institution-state.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** Something that happened to an agreement or a department; only ever added. */
@Index('institution_fact_sequence', ['institutionCode', 'sequence'], { unique: true })
@Entity({ name: 'institution_fact' })
export class InstitutionFactEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  /** From 1 for each institution: the order of recording. */
  @Column({ type: 'integer' })
  sequence!: number;

  /** Null: the agreement of the whole institution. */
  @Column({ type: 'text', name: 'department_code', nullable: true })
  departmentCode!: string | null;

  @Column({ type: 'text' })
  type!: InstitutionFactType;

  @Column({ type: 'text', name: 'from_day' })
  from!: CalendarDate;

  @Column({ type: 'text', name: 'to_day', nullable: true })
  to!: CalendarDate | null;

  @Column({ type: 'text', name: 'document_no' })
  documentNo!: string;

  @Column({ type: 'text', nullable: true })
  basis!: string | null;

  @Column({ type: 'text', nullable: true })
  withdraws!: string | null;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
