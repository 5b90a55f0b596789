import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Ids } from '../platform/ids/ids.js';
import { AccountEntity } from './account.entity.js';
import { AccountGrantEntity } from './accounts/account-grant.entity.js';
import type { DemonstrationAccount } from './demonstration-accounts.js';
import { hashPassword } from './password.js';
import { systemLine } from './record-of.js';

/** Gives a database without accounts its first ones, each with the grant of what it may do. */
@Injectable()
export class AccountSeeder {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  /** @param password of every one of them. */
  async create(
    accounts: readonly [DemonstrationAccount, ...DemonstrationAccount[]],
    password: string,
    reason: string,
    { mustChangePassword } = { mustChangePassword: false },
  ): Promise<void> {
    const rows = await Promise.all(
      accounts.map((account) => this.row(account, password, mustChangePassword)),
    );
    const [first, ...others] = accounts;
    await this.database.write(async (tx, recordedAt) => {
      await tx.insert(AccountEntity, rows);
      for (const { username, role, office, post, personCode } of rows) {
        const granted = { username, role, office, post, personCode, reason };
        const grant = { ...granted, needsConfirmation: false, recordedAt, actor: 'system' };
        await tx.insert(AccountGrantEntity, grant);
      }
      return { result: undefined, record: [created(first), ...others.map(created)] };
    });
  }

  private async row(
    account: DemonstrationAccount,
    password: string,
    mustChangePassword: boolean,
  ): Promise<AccountEntity> {
    return {
      id: this.ids.next(),
      personCode: null,
      ...account,
      passwordHash: await hashPassword(password),
      mustChangePassword,
      passwordExpiresAt: null,
      disabledAt: null,
      tokenVersion: 0,
    };
  }
}

const created = (account: DemonstrationAccount): RecordEntry =>
  systemLine('ACCOUNT_CREATED', `account/${account.username}`, { ...account });
