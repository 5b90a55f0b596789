import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountHead } from './account.js';
import type { Post, Role } from './role.js';

@Entity({ name: 'account' })
export class AccountEntity implements AccountHead {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', unique: true })
  username!: string;

  @Column({ type: 'text', name: 'display_name' })
  displayName!: string;

  /** As the last effective grant says; null: nothing is granted. */
  @Column({ type: 'text', nullable: true })
  role!: Role | null;

  @Column({ type: 'text', nullable: true })
  office!: string | null;

  @Column({ type: 'text', nullable: true })
  post!: Post | null;

  /** Whose file the account of a person is for. */
  @Column({ type: 'text', name: 'person_code', nullable: true })
  personCode!: string | null;

  /** argon2id, with its salt and parameters. */
  @Column({ type: 'text', name: 'password_hash' })
  passwordHash!: string;

  /** The password was given by somebody else, for one sign-in. */
  @Column({ type: 'boolean', name: 'must_change_password' })
  mustChangePassword!: boolean;

  /** Instant from which a one-time password is good for nothing; null: it does not expire. */
  @Column({ type: 'text', name: 'password_expires_at', nullable: true })
  passwordExpiresAt!: string | null;

  /** Instant since which nobody signs in with it. */
  @Column({ type: 'text', name: 'disabled_at', nullable: true })
  disabledAt!: string | null;

  /** Goes up whenever every access token given out before must stop. */
  @Column({ type: 'integer', name: 'token_version' })
  tokenVersion!: number;
}
