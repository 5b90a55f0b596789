import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const REVIEW_OUTCOMES = ['KEPT', 'REVISED', 'REVOKED'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** How a determination was looked at again after its decision was changed; never changed. */
@Entity({ name: 'determination_review' })
export class DeterminationReviewEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('determination_review_of')
  @Column({ type: 'text', name: 'determination_id' })
  determinationId!: string;

  @Column({ type: 'text' })
  outcome!: ReviewOutcome;

  /** What was stated, JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
