import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { hashPassword, passwordMatches } from '../password.js';
import { passwordFaults, reusedFault } from '../password-rules.js';
import { accountLine } from '../record-of.js';
import { Revocations } from '../sessions/revocations.js';
import { SessionsService, type Refreshed } from '../sessions/sessions.service.js';
import { SignInAttempts } from '../sessions/sign-in-attempts.js';
import type { SignedIn } from '../tokens.js';
import { accountNamed, endSessions } from './account-changes.js';
import { isExpired, isRemembered, setPassword } from './passwords.js';

interface Change {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** What everybody does with their own account. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly attempts: SignInAttempts,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Changes the password; every session ends, and a new one is opened.
   * @throws RuleViolation for a wrong present password, or what the rules have against the new one; TooManyRequests
   *   after too many wrong ones.
   */
  async changePassword(
    { account: { username } }: SignedIn,
    form: Change,
    address: string,
  ): Promise<Refreshed> {
    const account = await accountNamed(this.database.read, username);
    await this.requirePresent(account, form.currentPassword, address);
    const faults = passwordFaults(form.newPassword, username, '/newPassword');
    if (await isRemembered(this.database.read, account, form.newPassword))
      faults.push(reusedFault('/newPassword'));
    if (faults.length > 0) throw new RuleViolation(faults);
    await this.replace(account, await hashPassword(form.newPassword));
    await this.revocations.refresh();
    return this.begin(username);
  }

  /** Ends every session of the account, and every access token. */
  async signOutEverywhere({ account: { username } }: SignedIn): Promise<void> {
    await this.database.write(async (tx, at) => {
      const account = await accountNamed(tx, username);
      await endSessions(tx, account, at);
      const record = accountLine(account, { action: 'SIGNED_OUT_EVERYWHERE', username, after: null });
      return { result: undefined, record };
    });
    await this.revocations.refresh();
  }

  private async requirePresent(account: AccountEntity, password: string, address: string): Promise<void> {
    const keys = this.attempts.keysOf(account.username, address);
    await this.attempts.requireOpen(keys);
    if (await passwordMatches(account.passwordHash, password)) return;
    await this.attempts.failed(keys, account);
    const detail = '当前密码不正确。';
    throw new RuleViolation([{ pointer: '/currentPassword', code: 'WRONG_PASSWORD', detail }]);
  }

  private async replace({ username, passwordHash }: AccountEntity, hash: string): Promise<void> {
    await this.database.write(async (tx, at) => {
      const account = await accountNamed(tx, username);
      if (account.passwordHash !== passwordHash || account.disabledAt !== null)
        throw new Problem('CONFLICT', '此账号的密码或状态刚被变更，请重新登录。');
      if (isExpired(account, at)) throw new Problem('ONE_TIME_PASSWORD_EXPIRED');
      await setPassword(tx, account.id, hash);
      await endSessions(tx, account, at);
      const record = accountLine(account, { action: 'PASSWORD_CHANGED', username, after: null });
      return { result: undefined, record };
    });
  }

  private begin(username: string): Promise<Refreshed> {
    return this.database.keep(async (rows, at) => {
      const account = await rows.findOneBy(AccountEntity, { username });
      if (account?.disabledAt !== null) throw new Problem('UNAUTHENTICATED');
      return {
        result: { account, refresh: await this.sessions.open(rows, account.id, at) },
        record: [],
      };
    });
  }
}
