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
import { accountNamed, othersAccount } from './account-changes.js';
import {
  AccountRequestConfirmationEntity,
  AccountRequestEntity,
  type Opening,
} from './account-request.entity.js';
import { open, requireClosed, securityAdministratorBeside, systemAdministratorBeside } from './openings.js';
import { freshPassword } from './passwords.js';

/** Seconds after which a request that nobody confirmed has lapsed. */
export const REQUEST_SECONDS = 72 * 3600;

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
 * Openings of guarded accounts, which take two people: one asks, another agrees and is told the password, so that
 * nobody who may reset passwords comes into the account of whoever watches them.
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
    return this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      if (account.role !== 'SYSTEM_ADMINISTRATOR' || (await systemAdministratorBeside(tx, [username])))
        throw new Problem('CONFLICT', '此账号由（另一名）系统管理员申请重设。');
      const asked = await ask(tx, { opening: 'RESET_PASSWORD', account, reason, at }, actor);
      return { result: { request: asked.request, confirmation: null, state: 'WAITING' }, record: asked.line };
    });
  }

  /**
   * Opens the account as asked for.
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
      const { opening, username, reason, actor: askedBy } = request;
      const confirmation = { requestNumber: number, recordedAt: at, actor: actor.username };
      await tx.insert(AccountRequestConfirmationEntity, confirmation);
      const lockKey = this.attempts.accountKey(username);
      const after = { reason, request: number, askedBy };
      const opened = await open(tx, { opening, account, at, fresh, lockKey }, actor, after);
      const line = accountLine(actor, {
        action: 'ACCOUNT_REQUEST_CONFIRMED',
        username,
        after: { request: number, opening, askedBy },
      });
      const oneTimePassword = opening === 'RESET_PASSWORD' ? fresh.password : null;
      const result = { request, confirmation, state: 'CONFIRMED' as const, oneTimePassword };
      return {
        result: { ...result, account: await accountNamed(tx, username) },
        record: [line, opened],
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
      const over = isPast(request, this.clock.instant()) || newest.get(request.username) !== request.number;
      return { request, confirmation, state: confirmation ? 'CONFIRMED' : over ? 'LAPSED' : 'WAITING' };
    });
  }
}

/** Notes within a change that an opening is asked for; it takes the place of one that still waits. @throws Problem CONFLICT when there is nothing to open. */
export async function ask(
  tx: EntityManager,
  work: {
    readonly opening: Opening;
    readonly account: AccountEntity;
    readonly reason: string;
    readonly at: string;
    readonly lockKey?: string;
  },
  actor: Actor,
): Promise<{ readonly request: AccountRequestEntity; readonly line: RecordEntry }> {
  const { opening, account, reason, at, lockKey = '' } = work;
  await requireClosed(tx, { opening, account, at, lockKey });
  const { username } = account;
  const row = { username, opening, reason, recordedAt: at, actor: actor.username };
  const { identifiers } = await tx.insert(AccountRequestEntity, row);
  const { number } = identifiers[0] as { number: number };
  const after = { request: number, opening, reason };
  return {
    request: { number, ...row },
    line: accountLine(actor, { action: 'ACCOUNT_REQUEST_MADE', username, after }),
  };
}

const samePerson = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '管理员与市医保局负责人账号的重设、启用、解锁，须由申请人以外的人员确认。',
};

const isPast = ({ recordedAt }: AccountRequestEntity, at: string): boolean =>
  laterBy(recordedAt, REQUEST_SECONDS) <= at;

async function waitingRequest(tx: EntityManager, number: number, at: string): Promise<AccountRequestEntity> {
  const request = await tx.findOneBy(AccountRequestEntity, { number });
  if (request === null) throw new Problem('NOT_FOUND', `没有编号为 ${number} 的申请。`);
  const { username } = request;
  const over =
    isPast(request, at) ||
    (await tx.existsBy(AccountRequestConfirmationEntity, { requestNumber: number })) ||
    (await tx.existsBy(AccountRequestEntity, { username, number: MoreThan(number) }));
  if (over) throw new Problem('CONFLICT', '此项申请不待确认，或者已过期，或者已被其后的申请取代。');
  return request;
}

/**
 * A security administrator confirms; where none can act beside the one who asks and the one concerned, a head of the
 * municipal bureau, in person: whoever stands in for a head as a deputy is not guarded as one.
 * @throws Problem FORBIDDEN
 */
async function requireConfirmer(
  tx: EntityManager,
  { role, post }: AccountEntity,
  { actor, username }: AccountRequestEntity,
): Promise<void> {
  if (role === 'SECURITY_ADMINISTRATOR') return;
  const isHead = role === 'MUNICIPAL_BUREAU' && post === 'HEAD';
  if (!isHead || (await securityAdministratorBeside(tx, [actor, username])))
    throw new Problem(
      'FORBIDDEN',
      '此项申请须由安全管理员确认；没有可用的安全管理员时，由市医保局负责人本人确认。',
    );
}
