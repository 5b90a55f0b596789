import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';

export const CASE_EVENTS = ['PROPOSED', 'DECIDED', 'SERVED', 'CHANGED', 'WITHDRAWN'] as const;
export type CaseEvent = (typeof CASE_EVENTS)[number];

/** What happened to a case after its evaluation; never changed. */
@Hashed()
@Entity({ name: 'case_event' })
export class CaseEventEntity {
  @PrimaryColumn({ type: 'text', name: 'case_id' })
  caseId!: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  event!: CaseEvent;

  /** Number of the decision, where it is one. */
  @Index('case_event_number', { unique: true })
  @Column({ type: 'text', nullable: true })
  number!: string | null;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text' })
  at!: string;

  @Column({ type: 'text' })
  actor!: string;
}
