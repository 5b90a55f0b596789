import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** One sign-in and the refresh tokens that follow from it. */
@Entity({ name: 'session' })
export class SessionEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('session_account')
  @Column({ type: 'text', name: 'account_id' })
  accountId!: string;

  /** Instant, RFC 3339. */
  @Index('session_opened_at')
  @Column({ type: 'text', name: 'opened_at' })
  openedAt!: string;

  /** Instant of the sign-in or the last refresh. */
  @Column({ type: 'text', name: 'used_at' })
  usedAt!: string;

  @Column({ type: 'text', name: 'ended_at', nullable: true })
  endedAt!: string | null;
}

/** A refresh token, of which only the hash is kept; one that is used comes back only from a thief. */
@Entity({ name: 'refresh_token' })
export class RefreshTokenEntity {
  /** SHA-256, hexadecimal. */
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Index('refresh_token_session')
  @Column({ type: 'text', name: 'session_id' })
  sessionId!: string;

  @Column({ type: 'boolean' })
  used!: boolean;
}

/** From here on the access tokens of a session, or those of an account below a version, are good no more. */
@Entity({ name: 'token_revocation' })
export class TokenRevocationEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number!: number;

  @Column({ type: 'text', name: 'account_id', nullable: true })
  accountId!: string | null;

  /** The lowest version of the account's tokens that is good. */
  @Column({ type: 'integer', nullable: true })
  version!: number | null;

  @Column({ type: 'text', name: 'session_id', nullable: true })
  sessionId!: string | null;

  /** Instant, RFC 3339. */
  @Index('token_revocation_at')
  @Column({ type: 'text' })
  at!: string;
}
