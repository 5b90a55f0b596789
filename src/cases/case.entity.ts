import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CaseState, CaseTrack } from '../domain/procedure/case-states.js';
import type { OffenderKind } from '../domain/rulebook/instrument.js';

/** Where each case stands now, for lists and searches; what happened is in its revisions, evaluations and events. */
@Entity({ name: 'penalty_case' })
export class CaseEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  track!: CaseTrack;

  @Column({ type: 'text' })
  state!: CaseState;

  /** District code of the office that handles it. */
  @Index('penalty_case_district')
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text', name: 'offender_kind' })
  offenderKind!: OffenderKind;

  @Column({ type: 'text', name: 'offender_name' })
  offenderName!: string;

  @Index('penalty_case_offender')
  @Column({ type: 'text', name: 'offender_code', nullable: true })
  offenderCode!: string | null;

  @Index('penalty_case_inspection')
  @Column({ type: 'text', name: 'inspection_no' })
  inspectionNo!: string;

  /** Number of the newest revision, from 1. */
  @Column({ type: 'integer' })
  revision!: number;

  /** Instant, RFC 3339. */
  @Index('penalty_case_opened')
  @Column({ type: 'text', name: 'opened_at' })
  openedAt!: string;

  @Column({ type: 'text', name: 'changed_at' })
  changedAt!: string;
}
