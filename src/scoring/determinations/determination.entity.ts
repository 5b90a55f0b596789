import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';
import type { SourceKind } from '../../domain/scoring/points-day.js';

/** A determination of responsibility (责任认定书); never changed. */
@Hashed()
@Entity({ name: 'determination' })
export class DeterminationEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('determination_number', { unique: true })
  @Column({ type: 'text' })
  number!: string;

  /** District code of the bureau or agency that determined it. */
  @Index('determination_office')
  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', name: 'office_kind' })
  officeKind!: 'BUREAU' | 'AGENCY';

  @Index('determination_institution')
  @Column({ type: 'text' })
  institution!: string;

  /** District of the institution. */
  @Index('determination_district')
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text', name: 'source_kind' })
  sourceKind!: SourceKind;

  @Index('determination_case')
  @Column({ type: 'text', name: 'case_id', nullable: true })
  caseId!: string | null;

  /** Number of the inspection; of a licence revoked elsewhere that of its document. */
  @Column({ type: 'text', name: 'inspection_no' })
  inspectionNo!: string;

  /** S14. */
  @Column({ type: 'text', name: 'points_day' })
  pointsDay!: string;

  @Column({ type: 'text', name: 'determined_on' })
  determinedOn!: string;

  /** What was stated, with the points of every finding: JSON of `DeterminationContent`. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'rulebook_hash' })
  rulebookHash!: string;

  /** Instant, RFC 3339. */
  @Index('determination_recorded')
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
