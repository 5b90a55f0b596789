import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { AccountEntity } from './account.entity.js';
import { isExpired } from './accounts/passwords.js';
import { hashPassword, passwordMatches } from './password.js';
import { comingOrGoing, SessionsService, type Refreshed } from './sessions/sessions.service.js';
import { SignInAttempts } from './sessions/sign-in-attempts.js';
import type { SignedIn } from './tokens.js';

/** Tells who is who. */
@Injectable()
export class IdentityService {
  /** Stands in for the password of an unknown user, so that the answer takes as long. */
  private readonly nobody: Promise<string>;

  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly attempts: SignInAttempts,
    ids: Ids,
  ) {
    this.nobody = hashPassword(ids.next());
  }

  /**
   * Opens a session for the account with this username and password.
   * @param address where the request comes from.
   * @throws Problem `ONE_TIME_PASSWORD_EXPIRED` to whoever holds one; `UNAUTHENTICATED`, the same whether the user is unknown or disabled, or the password wrong;
   *   TooManyRequests after too many of these.
   */
  async signIn(username: string, password: string, address: string): Promise<Refreshed> {
    const keys = this.attempts.keysOf(username, address);
    await this.attempts.requireOpen(keys);
    const found = await this.database.read.findOneBy(AccountEntity, { username });
    const matches = await passwordMatches(found?.passwordHash ?? (await this.nobody), password);
    if (found === null || !matches || found.disabledAt !== null) {
      await this.attempts.failed(keys, found);
      throw wrong();
    }
    return this.database.keep(async (rows, at) => {
      await this.attempts.succeeded(rows, keys, at);
      const account = await rows.findOneBy(AccountEntity, { id: found.id });
      if (account?.passwordHash !== found.passwordHash || account.disabledAt !== null) throw wrong();
      if (isExpired(account, at)) throw new Problem('ONE_TIME_PASSWORD_EXPIRED');
      const refresh = await this.sessions.open(rows, account.id, at);
      return { result: { account, refresh }, record: comingOrGoing('SIGNED_IN', account) };
    });
  }

  /** @throws Problem UNAUTHENTICATED for a token that is unknown, used, or past its time. */
  refresh(refreshToken: string): Promise<Refreshed> {
    return this.sessions.refresh(refreshToken);
  }

  /** Ends the session that a request belongs to. */
  async signOut({ account, sessionId }: SignedIn): Promise<void> {
    const [line] = comingOrGoing('SIGNED_OUT', account);
    await this.sessions.end(sessionId, line ?? null);
  }
}

const wrong = (): Problem => new Problem('UNAUTHENTICATED', '用户名或密码不正确，请核对后重试。');
