import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What lets somebody into an account again who could not come in: a new password, or a way back to the old one. */
export const OPENINGS = ['RESET_PASSWORD', 'ENABLE', 'UNLOCK'] as const;
export type Opening = (typeof OPENINGS)[number];

/** A guarded account is to be opened; nothing comes of it without a second person's word. Only ever added. */
@Entity({ name: 'account_request' })
export class AccountRequestEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number!: number;

  /** Of the account to be opened. */
  @Index('account_request_username')
  @Column({ type: 'text' })
  username!: string;

  @Column({ type: 'text' })
  opening!: Opening;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** The second person's word on a request; only ever added. */
@Entity({ name: 'account_request_confirmation' })
export class AccountRequestConfirmationEntity {
  @PrimaryColumn({ type: 'integer', name: 'request_number' })
  requestNumber!: number;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
