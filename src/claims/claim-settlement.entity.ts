import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClaimSettlement } from '../domain/qualification/claim-verdict.js';

export const SETTLED_ITEMS = ['LINE', 'DAY'] as const;
export type SettledItem = (typeof SETTLED_ITEMS)[number];

/** What a re-judgement asked for of a stored claim was settled; only ever added. */
@Entity({ name: 'claim_settlement' })
export class ClaimSettlementEntity {
  /** Of the line or day that was settled. */
  @PrimaryColumn({ type: 'text', name: 'item_id' })
  itemId!: string;

  /** From 1: what was settled can be asked for again by a later re-judgement. */
  @PrimaryColumn({ type: 'integer' })
  ordinal!: number;

  @Column({ type: 'text' })
  item!: SettledItem;

  /** What was settled together. */
  @Column({ type: 'text', name: 'settlement_id' })
  settlementId!: string;

  @Index('claim_settlement_institution')
  @Column({ type: 'text' })
  institution!: string;

  @Column({ type: 'text' })
  settled!: ClaimSettlement;

  /** Whole fen, decimal. */
  @Column({ type: 'text' })
  fen!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', name: 'document_no', nullable: true })
  documentNo!: string | null;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'text' })
  office!: string;
}
