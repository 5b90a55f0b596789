import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What can be done to an account so that somebody comes in again, by a new password or the old one, or no longer. */
export const ACCOUNT_ACTS = ['RESET_PASSWORD', 'ENABLE', 'UNLOCK', 'DISABLE'] as const;
export type AccountAct = (typeof ACCOUNT_ACTS)[number];

/** An act on an account is asked for; it is carried out with a second person's word only. Only ever added. */
@Entity({ name: 'account_request' })
export class AccountRequestEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number!: number;

  /** Of the account concerned. */
  @Index('account_request_username')
  @Column({ type: 'text' })
  username!: string;

  @Column({ type: 'text' })
  act!: AccountAct;

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
