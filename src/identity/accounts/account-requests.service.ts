import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { laterBy } from '../sessions/instants.js';
import { Revocations } from '../sessions/revocations.js';
import { SignInAttempts } from '../sessions/sign-in-attempts.js';
import { SignInFailureEntity } from '../sessions/sign-in-failure.entity.js';
import { carryOut, requirePossible } from './account-acts.js';
import { accountNamed, endSessions, othersAccount } from './account-changes.js';
import {
  AccountRequestConfirmationEntity,
  AccountRequestEntity,
  type AccountAct,
} from './account-request.entity.js';
import { freshPassword } from './passwords.js';
import { hasLapsed, REQUEST_SECONDS, requireConfirmer, systemAdministratorBeside } from './second-person.js';

/** A request with the second person's word on it. */
export interface RequestState {
  readonly request: AccountRequestEntity;
  readonly confirmation: AccountRequestConfirmationEntity | null;
  readonly state: 'WAITING' | 'CONFIRMED' | 'LAPSED';
}

/** What came of a confirmation; the password is told to the one who confirmed. */
export interface Confirmed extends RequestState {
  readonly account: AccountEntity;
  /** null: the account keeps the one it has. */
  readonly oneTimePassword: string | null;
}

/**
 * Acts on accounts which take two people: one asks, another agrees and is told the password, so that nobody who may
 * reset passwords comes into the account of an officer, and nobody is rid of whoever watches them.
 */
@Injectable()
export class AccountRequestsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly attempts: SignInAttempts,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Asks for a new password of the only system administrator, whom no other can help.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own; CONFLICT for anybody else's account.
   */
  async askForSystemAdministrator(username: string, reason: string, actor: Actor): Promise<RequestState> {
    const lockKey = this.attempts.accountKey(username);
    return this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      if (account.role !== 'SYSTEM_ADMINISTRATOR' || (await systemAdministratorBeside(tx, [username])))
        throw new Problem('CONFLICT', '此账号由（另一名）系统管理员申请重设。');
      const asked = await ask(tx, { act: 'RESET_PASSWORD', account, reason, at, lockKey }, actor);
      return { result: { request: asked.request, confirmation: null, state: 'WAITING' }, record: asked.line };
    });
  }

  /**
   * Carries out what was asked for.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own account, and for whoever is not the one to confirm; CONFLICT when
   *   nothing waits any more; RuleViolation SECOND_PERSON_REQUIRED for whoever asked.
   */
  async confirm(number: number, actor: Actor): Promise<Confirmed> {
    const fresh = await freshPassword();
    const confirmed = await this.database.write(async (tx, at) => {
      const request = await waitingRequest(tx, number, at);
      const account = await othersAccount(tx, request.username, actor);
      if (request.actor === actor.username) throw new RuleViolation([samePerson]);
      await requireConfirmer(tx, await accountNamed(tx, actor.username), request);
      const { act, username, reason, actor: askedBy } = request;
      const confirmation = { requestNumber: number, recordedAt: at, actor: actor.username };
      await tx.insert(AccountRequestConfirmationEntity, confirmation);
      const lockKey = this.attempts.accountKey(username);
      const after = { reason, request: number, askedBy };
      const done = await carryOut(tx, { act, account, at, fresh, lockKey }, actor, after);
      const line = accountLine(actor, {
        action: 'ACCOUNT_REQUEST_CONFIRMED',
        username,
        after: { request: number, act, askedBy },
      });
      const oneTimePassword = act === 'RESET_PASSWORD' ? fresh.password : null;
      const result = { request, confirmation, state: 'CONFIRMED' as const, oneTimePassword };
      return {
        result: { ...result, account: await accountNamed(tx, username) },
        record: [line, done],
      };
    });
    await this.revocations.refresh();
    return confirmed;
  }

  /** Every request, newest first. */
  async list(): Promise<RequestState[]> {
    const { read } = this.database;
    const requests = await read.find(AccountRequestEntity, { order: { number: 'DESC' } });
    const numbers = requests.map((each) => each.number);
    const confirmations = await read.findBy(AccountRequestConfirmationEntity, { requestNumber: In(numbers) });
    const byRequest = new Map(confirmations.map((each) => [each.requestNumber, each]));
    const newest = new Map([...requests].reverse().map((each) => [each.username, each.number]));
    return requests.map((request) => {
      const confirmation = byRequest.get(request.number) ?? null;
      const over =
        hasLapsed(request.recordedAt, this.clock.instant()) ||
        newest.get(request.username) !== request.number;
      return { request, confirmation, state: confirmation ? 'CONFIRMED' : over ? 'LAPSED' : 'WAITING' };
    });
  }
}

/**
 * Notes within a change that an act is asked for; it takes the place of one that still waits. Whoever is to be disabled
 * is out at once, and stays out until the request is confirmed or lapses, but holds the role meanwhile.
 * @throws Problem CONFLICT when there is nothing to do.
 */
export async function ask(
  tx: EntityManager,
  work: {
    readonly act: AccountAct;
    readonly account: AccountEntity;
    readonly reason: string;
    readonly at: string;
    readonly lockKey: string;
  },
  actor: Actor,
): Promise<{ readonly request: AccountRequestEntity; readonly line: RecordEntry }> {
  const { act, account, reason, at } = work;
  await requirePossible(tx, work);
  if (act === 'DISABLE') await keepOut(tx, work);
  const { username } = account;
  const row = { username, act, reason, recordedAt: at, actor: actor.username };
  const { identifiers } = await tx.insert(AccountRequestEntity, row);
  const { number } = identifiers[0] as { number: number };
  const after = { request: number, act, reason };
  return {
    request: { number, ...row },
    line: accountLine(actor, { action: 'ACCOUNT_REQUEST_MADE', username, after }),
  };
}

/** Signs the account out everywhere, and locks it for as long as the request waits. */
async function keepOut(
  tx: EntityManager,
  work: { readonly account: AccountEntity; readonly at: string; readonly lockKey: string },
): Promise<void> {
  const { account, at, lockKey: key } = work;
  const lockedUntil = laterBy(at, REQUEST_SECONDS);
  await tx.save(SignInFailureEntity, { key, failures: 0, lastFailedAt: lockedUntil, lockedUntil });
  await endSessions(tx, account, at);
}

const samePerson = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '须由申请人以外的人员确认。',
};

async function waitingRequest(tx: EntityManager, number: number, at: string): Promise<AccountRequestEntity> {
  const request = await tx.findOneBy(AccountRequestEntity, { number });
  if (request === null) throw new Problem('NOT_FOUND', `没有编号为 ${number} 的申请。`);
  const { username, recordedAt } = request;
  const over =
    hasLapsed(recordedAt, at) ||
    (await tx.existsBy(AccountRequestConfirmationEntity, { requestNumber: number })) ||
    (await tx.existsBy(AccountRequestEntity, { username, number: MoreThan(number) }));
  if (over) throw new Problem('CONFLICT', '此项申请不待确认，或者已过期，或者已被其后的申请取代。');
  return request;
}
