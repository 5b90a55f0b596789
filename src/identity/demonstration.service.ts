import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Ids } from '../platform/ids/ids.js';
import { AccountEntity } from './account.entity.js';
import { DEMONSTRATION_ACCOUNTS, type DemonstrationAccount } from './demonstration-accounts.js';
import { hashPassword } from './password.js';

/** Gives a database without accounts those of the demonstration bureau; never in production. */
@Injectable()
export class DemonstrationService implements OnModuleInit {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.environment.nodeEnv === 'production') return;
    if (await this.database.read.exists(AccountEntity)) return;
    const rows = await Promise.all(DEMONSTRATION_ACCOUNTS.map((account) => this.row(account)));
    const [first, ...others] = DEMONSTRATION_ACCOUNTS;
    await this.database.write(async (tx) => {
      await tx.insert(AccountEntity, rows);
      return { result: undefined, record: [created(first), ...others.map(created)] };
    });
  }

  private async row(account: DemonstrationAccount): Promise<AccountEntity> {
    const passwordHash = await hashPassword(this.environment.demoPassword);
    return { id: this.ids.next(), personCode: null, ...account, passwordHash };
  }
}

function created(account: DemonstrationAccount): RecordEntry {
  return {
    actor: 'system',
    office: 'system',
    action: 'ACCOUNT_CREATED',
    subject: `account/${account.username}`,
    before: null,
    after: { ...account },
    receipt: null,
  };
}
