import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.js';
import { Database } from '../../platform/database/database.js';
import type { KeptRows } from '../../platform/database/kept-rows.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { networkOf } from '../../platform/http/network-of.js';
import { TooManyRequests } from '../../platform/http/problem.js';
import type { AccountEntity } from '../account.entity.js';
import { systemLine } from '../record-of.js';
import { laterBy, secondsBetween } from './instants.js';
import { ACCOUNT_LOCK, ADDRESS_LOCK, lockSeconds, type LockRule } from './sign-in-lock.js';
import { SignInFailureEntity } from './sign-in-failure.entity.js';

/** Whose failures a sign-in counts among. */
export interface AttemptKeys {
  readonly account: string;
  readonly address: string;
}

type Find = (key: string) => Promise<SignInFailureEntity | null>;

/** Characters of a keyed hash that name an address in the record. */
const SHORT = 'address:'.length + 16;
const LONGEST_MEMORY = Math.max(ACCOUNT_LOCK.forgottenAfter, ADDRESS_LOCK.forgottenAfter);

/** Counts failed sign-ins by user name, known or not, and by address, and locks what fails too often. */
@Injectable()
export class SignInAttempts {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  keysOf(username: string, address: string): AttemptKeys {
    return { account: this.accountKey(username), address: `address:${this.hashOf(networkOf(address))}` };
  }

  accountKey(username: string): string {
    return `account:${this.hashOf(username)}`;
  }

  /** @throws TooManyRequests while either is locked. */
  async requireOpen(keys: AttemptKeys): Promise<void> {
    const { read } = this.database;
    await this.refuseLocked(
      keys,
      (key) => read.findOneBy(SignInFailureEntity, { key }),
      this.clock.instant(),
    );
  }

  /** Counts one failure, and locks where it is one too many. @throws TooManyRequests when either was locked meanwhile. */
  async failed(keys: AttemptKeys, found: AccountEntity | null): Promise<void> {
    await this.database.keep(async (rows, at) => {
      await this.refuseLocked(keys, (key) => rows.findOneBy(SignInFailureEntity, { key }), at);
      const subject = `account/${found?.username ?? 'unknown'}`;
      const lines = [
        await count(rows, { key: keys.account, rule: ACCOUNT_LOCK, subject }, at),
        await count(
          rows,
          { key: keys.address, rule: ADDRESS_LOCK, subject: addressSubject(keys.address) },
          at,
        ),
      ];
      await rows.delete(SignInFailureEntity, { lastFailedAt: LessThan(laterBy(at, -LONGEST_MEMORY)) });
      return { result: undefined, record: lines.filter((line) => line !== null) };
    });
  }

  /**
   * Forgets the failures of a user name that is now signed in.
   * @throws TooManyRequests when it was locked meanwhile, so that guesses made all at once are worth no more.
   */
  async succeeded(rows: KeptRows, keys: AttemptKeys, at: string): Promise<void> {
    await this.refuseLocked(keys, (key) => rows.findOneBy(SignInFailureEntity, { key }), at);
    await rows.delete(SignInFailureEntity, { key: keys.account });
  }

  private async refuseLocked(keys: AttemptKeys, find: Find, at: string): Promise<void> {
    const until = [await find(keys.account), await find(keys.address)]
      .map((row) => row?.lockedUntil ?? '')
      .reduce((latest, each) => (each > latest ? each : latest));
    if (until > at)
      throw new TooManyRequests(
        secondsBetween(at, until),
        '登录失败次数过多，或者正在办理停用，已暂停登录，请在响应头 Retry-After 所示的秒数之后重试。',
      );
  }

  private hashOf(text: string): string {
    return createHmac('sha256', this.environment.receiptKey).update(`sign-in\0${text}`).digest('hex');
  }
}

const addressSubject = (key: string): string => `address/${key.slice('address:'.length, SHORT)}`;

interface Counted {
  readonly key: string;
  readonly rule: LockRule;
  readonly subject: string;
}

/** Adds one failure; the line when it locks. */
async function count(
  rows: KeptRows,
  { key, rule, subject }: Counted,
  at: string,
): Promise<RecordEntry | null> {
  const known = await rows.findOneBy(SignInFailureEntity, { key });
  const remembered = known !== null && known.lastFailedAt > laterBy(at, -rule.forgottenAfter);
  const failures = (remembered ? known.failures : 0) + 1;
  const seconds = lockSeconds(failures, rule);
  const lockedUntil = seconds === 0 ? null : laterBy(at, seconds);
  await rows.save(SignInFailureEntity, { key, failures, lastFailedAt: at, lockedUntil });
  return lockedUntil === null ? null : systemLine('SIGN_IN_LOCKED', subject, { failures, lockedUntil });
}
