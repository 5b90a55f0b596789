import { Column, Entity, Index, PrimaryGeneratedColumn, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';
import type { Post, Role } from '../role.js';

/** A role given to an account, or all taken from it; only ever added. */
@Hashed()
@Entity({ name: 'account_grant' })
export class AccountGrantEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number!: number;

  @Index('account_grant_username')
  @Column({ type: 'text' })
  username!: string;

  /** null: every right is taken away. */
  @Column({ type: 'text', nullable: true })
  role!: Role | null;

  @Column({ type: 'text', nullable: true })
  office!: string | null;

  @Column({ type: 'text', nullable: true })
  post!: Post | null;

  @Column({ type: 'text', name: 'person_code', nullable: true })
  personCode!: string | null;

  @Column({ type: 'text' })
  reason!: string;

  /** It has no effect before a second security administrator has confirmed it. */
  @Column({ type: 'boolean', name: 'needs_confirmation' })
  needsConfirmation!: boolean;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** The second security administrator's word on a grant; only ever added. */
@Hashed()
@Entity({ name: 'account_grant_confirmation' })
export class AccountGrantConfirmationEntity {
  @PrimaryColumn({ type: 'integer', name: 'grant_number' })
  grantNumber!: number;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
