import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';

/** The facts of a case as they were stated at one time; never changed. */
@Hashed()
@Entity({ name: 'case_revision' })
export class CaseRevisionEntity {
  @PrimaryColumn({ type: 'text', name: 'case_id' })
  caseId!: string;

  @PrimaryColumn({ type: 'integer' })
  revision!: number;

  /** The facts as JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text' })
  at!: string;

  @Column({ type: 'text' })
  actor!: string;
}
