import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { Revocations } from '../sessions/revocations.js';
import { SignInAttempts } from '../sessions/sign-in-attempts.js';
import { SignInFailureEntity } from '../sessions/sign-in-failure.entity.js';
import { laterBy } from '../sessions/instants.js';
import { carryOut, needsSecondPerson } from './account-acts.js';
import { accountNamed, othersAccount } from './account-changes.js';
import type { AccountAct, AccountRequestEntity } from './account-request.entity.js';
import { ask } from './account-requests.service.js';
import { freshPassword, ONE_TIME_SECONDS } from './passwords.js';

/** An account with what hinders its sign-in. */
export interface AccountState {
  readonly account: AccountEntity;
  /** Instant until which nobody signs in with it after too many failures. */
  readonly lockedUntil: string | null;
}

/** An account whose password was just made for one sign-in; told here and never again. */
export interface OneTime {
  readonly account: AccountEntity;
  readonly oneTimePassword: string;
}

/** An account on which an act was carried out, or is asked for. */
export interface Acted {
  readonly account: AccountEntity;
  /** The request that waits for a second person; null: it was carried out. */
  readonly request: AccountRequestEntity | null;
}

/** Accounts as the system administrator keeps them: who there is, not what they may do. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly attempts: SignInAttempts,
    private readonly revocations: Revocations,
  ) {}

  /** Makes an account that may do nothing yet. @throws RuleViolation USERNAME_TAKEN */
  async create(
    form: { readonly username: string; readonly displayName: string },
    actor: Actor,
  ): Promise<OneTime> {
    const { username, displayName } = form;
    const fresh = await freshPassword();
    const account = {
      id: this.ids.next(),
      username,
      displayName,
      role: null,
      office: null,
      post: null,
      personCode: null,
      passwordHash: fresh.hash,
      mustChangePassword: true,
      disabledAt: null,
      tokenVersion: 0,
    };
    return this.database.write(async (tx, at) => {
      if (await tx.existsBy(AccountEntity, { username })) throw new RuleViolation([taken(username)]);
      const row = { ...account, passwordExpiresAt: laterBy(at, ONE_TIME_SECONDS) };
      await tx.insert(AccountEntity, row);
      const record = accountLine(actor, {
        action: 'ACCOUNT_CREATED',
        username,
        after: { username },
      });
      return { result: { account: row, oneTimePassword: fresh.password }, record };
    });
  }

  /** Every account, by username. */
  async list(): Promise<AccountState[]> {
    const accounts = await this.database.read.find(AccountEntity, { order: { username: 'ASC' } });
    const failures = await this.database.read.find(SignInFailureEntity);
    const locks = new Map(failures.map(({ key, lockedUntil }) => [key, lockedUntil]));
    return accounts.map((account) => this.stateOf(account, locks));
  }

  /**
   * Disables, enables or unlocks an account, or gives it a password for one sign-in; where that takes two people, asks
   * for it.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own; CONFLICT when there is nothing to do, or when the last
   *   administrator of its kind would be disabled.
   */
  async act(
    act: AccountAct,
    username: string,
    reason: string,
    actor: Actor,
  ): Promise<Acted & Partial<OneTime>> {
    const fresh = await freshPassword();
    const lockKey = this.attempts.accountKey(username);
    return this.change<Acted & Partial<OneTime>>(username, actor, async (tx, account, at) => {
      if (await needsSecondPerson(tx, act, account)) {
        const { request, line } = await ask(tx, { act, account, reason, at, lockKey }, actor);
        return { line, result: { account, request } };
      }
      const line = await carryOut(tx, { act, account, at, fresh, lockKey }, actor, { reason });
      const told = act === 'RESET_PASSWORD' && { oneTimePassword: fresh.password };
      return { line, result: { account: await accountNamed(tx, username), request: null, ...told } };
    });
  }

  private async change<T>(
    username: string,
    actor: Actor,
    work: (
      tx: EntityManager,
      account: AccountEntity,
      at: string,
    ) => Promise<{ readonly line: RecordEntry; readonly result: T }>,
  ): Promise<T> {
    const changed = await this.database.write(async (tx, at) => {
      const { line, result } = await work(tx, await othersAccount(tx, username, actor), at);
      return { result, record: line };
    });
    await this.revocations.refresh();
    return changed;
  }

  private stateOf(account: AccountEntity, locks: ReadonlyMap<string, string | null>): AccountState {
    const until = locks.get(this.attempts.accountKey(account.username)) ?? null;
    return { account, lockedUntil: until !== null && until > this.clock.instant() ? until : null };
  }
}

const taken = (username: string): { pointer: string; code: string; detail: string } => ({
  pointer: '/username',
  code: 'USERNAME_TAKEN',
  detail: `用户名 ${username} 已被使用，请另选。`,
});
