import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';
import type { ObjectionState } from '../domain/procedure/objection-states.js';

export const OBJECTION_HISTORY = [
  'FILED',
  'JOINED',
  'SUPPLEMENT_ASKED',
  'SUPPLEMENTED',
  'ACCEPTED',
  'FIRST_REVIEWED',
  'REFERRED',
  'DETERMINER_HEARD',
  'EXPERT_ASSESSMENT',
  'DECIDED',
  'MONTHS_CHOSEN',
  'MONTHS_NOT_NEEDED',
  'FURTHER_OBJECTION',
  'WITHDRAWN',
  'GROUND_FELL',
  'OUTCOME_TOLD',
] as const;
/** What happened to an objection, as its history tells it. */
export type ObjectionHappening = (typeof OBJECTION_HISTORY)[number];

/** A step of an objection; never changed. */
@Hashed()
@Entity({ name: 'objection_step' })
export class ObjectionStepEntity {
  @PrimaryColumn({ type: 'text', name: 'objection_id' })
  objectionId!: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  step!: ObjectionHappening;

  /** Where it stood after the step. */
  @Column({ type: 'text' })
  state!: ObjectionState;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;

  /** Office of whoever took it; null where it followed from another module's change. */
  @Column({ type: 'text', nullable: true })
  office!: string | null;
}
