import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ENVIRONMENT, EnvironmentError, type Environment } from '../platform/config/environment.js';
import { Database } from '../platform/database/database.js';
import { AccountEntity } from './account.entity.js';
import { DEMONSTRATION_ACCOUNTS, FIRST_ADMINISTRATORS } from './demonstration-accounts.js';
import { AccountSeeder } from './account-seeder.service.js';
import { passwordMatches } from './password.js';
import { passwordFaults } from './password-rules.js';

/** Open to everybody: it stands in the documentation. */
const DEMONSTRATION_PASSWORD = 'Demo-2025-bureau';

/** Why the accounts of the demonstration were granted what they may do. */
const SEEDED = '示范账号';

const NEVER_CHANGED = `SELECT "username" FROM "account" WHERE "disabled_at" IS NULL
  AND "username" IN (SELECT "username" FROM "account_grant" WHERE "actor" = 'system' AND "reason" = ?)
  AND "id" NOT IN (SELECT "account_id" FROM "password_history") ORDER BY "username"`;

/** Before anybody is let in: the accounts of the demonstration outside production, three administrators in it. */
@Injectable()
export class FirstAccountsService implements OnModuleInit {
  private readonly log = new Logger('accounts');

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly database: Database,
    private readonly seeder: AccountSeeder,
  ) {}

  async onModuleInit(): Promise<void> {
    const { nodeEnv, demoPassword } = this.environment;
    const empty = !(await this.database.read.exists(AccountEntity));
    if (nodeEnv !== 'production') {
      if (empty) await this.seeder.create(DEMONSTRATION_ACCOUNTS, demoPassword, SEEDED);
    } else if (empty) await this.createAdministrators();
    else await this.refuseDemonstrationPasswords();
  }

  private async createAdministrators(): Promise<void> {
    const { firstAdminPassword: password } = this.environment;
    if (password === undefined) {
      this.log.warn('no accounts yet: set FIRST_ADMIN_PASSWORD to make the first three');
      return;
    }
    const faults = FIRST_ADMINISTRATORS.flatMap(({ username }) => passwordFaults(password, username, ''));
    const details = [...new Set(faults.map(({ detail }) => detail))];
    if (details.length > 0)
      throw new EnvironmentError(
        `环境变量有误，请改正后重新启动：\n  FIRST_ADMIN_PASSWORD：${details.join('')}`,
      );
    await this.seeder.create(FIRST_ADMINISTRATORS, password, '首批管理员', { mustChangePassword: true });
  }

  /** @throws EnvironmentError naming every demonstration account that anybody could sign in with. */
  private async refuseDemonstrationPasswords(): Promise<void> {
    const names = DEMONSTRATION_ACCOUNTS.map(({ username }) => username);
    const open = new Set(await this.neverChanged());
    for (const { username, passwordHash, disabledAt } of await this.database.read.find(AccountEntity)) {
      if (!names.includes(username) || disabledAt !== null) continue;
      for (const password of new Set([DEMONSTRATION_PASSWORD, this.environment.demoPassword]))
        if (await passwordMatches(passwordHash, password)) open.add(username);
    }
    if (open.size > 0)
      throw new EnvironmentError(
        `数据库中有仍用示范密码的示范账号，生产环境不得启动：${[...open].join('、')}。请改用空的数据目录（DATA_DIR）。`,
      );
  }

  /** Demonstration accounts that still have the password they were made with, whichever that was. */
  private async neverChanged(): Promise<string[]> {
    const rows = await this.database.read.query<{ username: string }[]>(NEVER_CHANGED, [SEEDED]);
    return rows.map(({ username }) => username);
  }
}
