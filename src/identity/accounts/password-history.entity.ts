import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A password that an account has or had; the oldest are forgotten. */
@Entity({ name: 'password_history' })
export class PasswordHistoryEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  number!: number;

  @Index('password_history_account')
  @Column({ type: 'text', name: 'account_id' })
  accountId!: string;

  /** argon2id, with its salt and parameters. */
  @Column({ type: 'text' })
  hash!: string;
}
