import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';

/** One answer of the rules on a case, with its receipt; never changed. */
@Hashed()
@Entity({ name: 'case_evaluation' })
export class CaseEvaluationEntity {
  @PrimaryColumn({ type: 'text', name: 'case_id' })
  caseId!: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'integer' })
  revision!: number;

  /** The request as evaluated, JSON. */
  @Column({ type: 'text' })
  request!: string;

  /** The answer, byte for byte, JSON. */
  @Column({ type: 'text' })
  answer!: string;

  @Column({ type: 'text', name: 'rulebook_hash' })
  rulebookHash!: string;

  @Column({ type: 'text', name: 'output_hash' })
  outputHash!: string;

  @Column({ type: 'text' })
  at!: string;

  @Column({ type: 'text' })
  actor!: string;
}
