import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PersonnelKind } from '../../domain/registry/personnel-kind.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';

/** A registration with the fields of PQ2025:14; only ever added. Its status follows from the ledger. */
@Index('registration_person', ['personId', 'sequence'], { unique: true })
@Entity({ name: 'registration' })
export class RegistrationEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  /** From 1 for each person: the order of recording. */
  @Column({ type: 'integer' })
  sequence!: number;

  /** The code under which the person practises there. */
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Index('registration_institution')
  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  @Column({ type: 'text', name: 'department_code', nullable: true })
  departmentCode!: string | null;

  @Column({ type: 'text' })
  kind!: PersonnelKind;

  /** 执业类型 */
  @Column({ type: 'text', name: 'practice_type' })
  practiceType!: string;

  /** 执业类别 */
  @Column({ type: 'text', name: 'practice_category' })
  practiceCategory!: string;

  /** 执业范围 */
  @Column({ type: 'text', name: 'practice_scope' })
  practiceScope!: string;

  /** 专业技术职务 */
  @Column({ type: 'text', name: 'professional_title' })
  professionalTitle!: string;

  @Column({ type: 'text', name: 'multi_site_approval', nullable: true })
  multiSiteApproval!: string | null;

  @Column({ type: 'text', name: 'from_day' })
  from!: CalendarDate;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
