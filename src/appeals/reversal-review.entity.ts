import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../platform/database/hashed.js';

export const REVIEW_OUTCOMES = ['KEPT', 'REVISED', 'REVOKED'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];
/** `OPENED`: on a ground other than a decision changed in its case. */
export const REVIEW_ENTRIES = ['OPENED', ...REVIEW_OUTCOMES] as const;
export type ReviewEntry = (typeof REVIEW_ENTRIES)[number];

export const REVIEW_GROUNDS = ['LICENCE_RESTORED', 'CIRCULAR_WITHDRAWN', 'OVERRULED', 'OWN_MISTAKE'] as const;
/** Why a determination is looked at again: what it rests on fell, somebody above ruled otherwise, or it was mistaken. */
export type ReviewGround = (typeof REVIEW_GROUNDS)[number];

/** That a determination is looked at again, and what came of it; never changed. */
@Hashed()
@Entity({ name: 'determination_review' })
export class DeterminationReviewEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('determination_review_of')
  @Column({ type: 'text', name: 'determination_id' })
  determinationId!: string;

  @Column({ type: 'text' })
  outcome!: ReviewEntry;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
