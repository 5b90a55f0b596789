import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClaimVerdict } from '../domain/qualification/claim-verdict.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';

/** A claim line that was refused, is to be recovered, or was exempt; only ever added. */
@Entity({ name: 'claim_line' })
export class ClaimLineEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('claim_line_batch')
  @Column({ type: 'text', name: 'batch_id' })
  batchId!: string;

  /** Line of the file. */
  @Column({ type: 'integer', name: 'row_no' })
  row!: number;

  /** As the institution numbers it. */
  @Column({ type: 'text', name: 'line_no' })
  lineNo!: string;

  @Index('claim_line_institution')
  @Column({ type: 'text' })
  institution!: string;

  @Index('claim_line_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Column({ type: 'text', name: 'service_day' })
  serviceDay!: CalendarDate;

  /** Whole fen, decimal. */
  @Column({ type: 'text' })
  fen!: string;

  /** Whether the fund had paid it when it was judged. */
  @Column({ type: 'boolean' })
  paid!: boolean;

  @Column({ type: 'boolean' })
  emergency!: boolean;

  @Column({ type: 'text', nullable: true })
  department!: string | null;

  @Column({ type: 'text' })
  verdict!: ClaimVerdict;

  /** Codes and citations, JSON. */
  @Column({ type: 'text' })
  reasons!: string;

  /** Of the status check that the verdict rests on. */
  @Column({ type: 'text' })
  receipt!: string;

  /** Instant of that check, RFC 3339. */
  @Column({ type: 'text', name: 'answered_at' })
  answeredAt!: string;
}

/** The payable lines of a batch for one person and day, counted and summed; only ever added. */
@Entity({ name: 'claim_day' })
export class ClaimDayEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('claim_day_batch')
  @Column({ type: 'text', name: 'batch_id' })
  batchId!: string;

  @Index('claim_day_institution')
  @Column({ type: 'text' })
  institution!: string;

  @Index('claim_day_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Column({ type: 'text', name: 'service_day' })
  serviceDay!: CalendarDate;

  /** Emergencies are summed apart: a measure does not reach them. */
  @Column({ type: 'boolean' })
  emergency!: boolean;

  @Column({ type: 'integer' })
  lines!: number;

  /** Whole fen, decimal. */
  @Column({ type: 'text' })
  fen!: string;

  /** Of these the fund had paid when they were judged. */
  @Column({ type: 'text', name: 'paid_fen' })
  paidFen!: string;

  @Column({ type: 'text' })
  receipt!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'answered_at' })
  answeredAt!: string;
}
