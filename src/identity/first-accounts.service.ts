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
      if (empty) await this.seeder.create(DEMONSTRATION_ACCOUNTS, demoPassword, '示范账号');
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
    const open: string[] = [];
    for (const { username, passwordHash, disabledAt } of await this.database.read.find(AccountEntity)) {
      if (!names.includes(username) || disabledAt !== null) continue;
      for (const password of new Set([DEMONSTRATION_PASSWORD, this.environment.demoPassword]))
        if (await passwordMatches(passwordHash, password)) open.push(username);
    }
    if (open.length > 0)
      throw new EnvironmentError(
        `数据库中有仍用示范密码的示范账号，生产环境不得启动：${open.join('、')}。请改用空的数据目录（DATA_DIR）。`,
      );
  }
}
