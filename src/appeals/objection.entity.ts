import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ObjectionRoute, ObjectionState } from '../domain/procedure/objection-states.js';

export const SIDES = ['PERSON', 'INSTITUTION'] as const;
/** Who may object (PQ2025:34). */
export type Side = (typeof SIDES)[number];

/** Where each objection stands now; what happened to it is in its steps. */
@Entity({ name: 'objection' })
export class ObjectionEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('objection_notice')
  @Column({ type: 'text', name: 'notice_id' })
  noticeId!: string;

  /**
   * The notice, for the objection that stands for it: one at a time. Not one withdrawn, nor one decided before the notice
   * was raised or the other side objected.
   */
  @Index('objection_once', { unique: true })
  @Column({ type: 'text', name: 'standing_for', nullable: true })
  standingFor!: string | null;

  @Column({ type: 'text', name: 'notice_number' })
  noticeNumber!: string;

  @Index('objection_person')
  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Index('objection_institution')
  @Column({ type: 'text' })
  institution!: string;

  /** District of the institution, with whose agency it was filed (PQ2025:34). */
  @Index('objection_district')
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text' })
  route!: ObjectionRoute;

  @Index('objection_state')
  @Column({ type: 'text' })
  state!: ObjectionState;

  /** The side that filed first and stands by it; both sides are told by the steps. */
  @Column({ type: 'text', name: 'filed_by' })
  filedBy!: Side;

  @Column({ type: 'text', name: 'filed_on' })
  filedOn!: string;

  /** What PQ2025:34 asks for and is not in hand: JSON list of `SIGNATURE`, `SEAL`. */
  @Column({ type: 'text' })
  missing!: string;

  /** Scores whose months its outcome left open: JSON list of their ids. */
  @Column({ type: 'text', name: 'months_open' })
  monthsOpen!: string;

  /** Instant, RFC 3339. */
  @Index('objection_opened')
  @Column({ type: 'text', name: 'opened_at' })
  openedAt!: string;

  @Column({ type: 'text', name: 'changed_at' })
  changedAt!: string;
}
