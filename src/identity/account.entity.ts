import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Account } from './account.js';
import type { Post, Role } from './role.js';

@Entity({ name: 'account' })
export class AccountEntity implements Account {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', unique: true })
  username!: string;

  @Column({ type: 'text', name: 'display_name' })
  displayName!: string;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', nullable: true })
  post!: Post | null;

  /** Whose file the account of a person is for. */
  @Column({ type: 'text', name: 'person_code', nullable: true })
  personCode!: string | null;

  /** argon2id, with its salt and parameters. */
  @Column({ type: 'text', name: 'password_hash' })
  passwordHash!: string;
}
