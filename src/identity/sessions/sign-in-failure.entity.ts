import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Sign-ins that failed in a row, for a user name or from an address. */
@Entity({ name: 'sign_in_failure' })
export class SignInFailureEntity {
  /** `account:` or `address:` and a keyed hash: people type passwords where the user name belongs. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'integer' })
  failures!: number;

  /** Instant, RFC 3339. */
  @Index('sign_in_failure_last')
  @Column({ type: 'text', name: 'last_failed_at' })
  lastFailedAt!: string;

  /** Instant until which nothing is tried; null: it may be tried at once. */
  @Column({ type: 'text', name: 'locked_until', nullable: true })
  lockedUntil!: string | null;
}
