import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import type { Fault } from '../../domain/shared/result.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { isInstitution, isPerson } from '../registered.js';
import type { Post, Role } from '../role.js';
import { laterBy } from '../sessions/instants.js';
import { Revocations } from '../sessions/revocations.js';
import {
  accountNamed,
  isAdministrator,
  othersAccount,
  requireAnother,
  stopTokens,
} from './account-changes.js';
import { AccountGrantConfirmationEntity, AccountGrantEntity } from './account-grant.entity.js';
import { grantsOf, isEffective, wasGranted, type GrantState } from './grant-states.js';
import { freshPassword, giveOneTimePassword, type FreshPassword } from './passwords.js';
import {
  hasLapsed,
  isGuarded,
  REQUEST_SECONDS,
  requireConfirmer,
  someoneCanConfirm,
} from './second-person.js';

/** What a grant gives. */
export interface Granted {
  readonly role: Role | null;
  readonly office: string | null;
  readonly post: Post | null;
  readonly personCode: string | null;
}

/** A grant just made or confirmed. */
export interface NewGrant extends GrantState {
  /**
   * The password that comes with the first grant of an account, told to the one by whose word it takes effect: whoever
   * made the account knows the one it had. null: the account keeps its own.
   */
  readonly oneTimePassword: string | null;
}

const NOTHING: Granted = { role: null, office: null, post: null, personCode: null };

/** What accounts may do, as security administrators grant it. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Gives the account a role, in the place of what it had. The role of an administrator or of a head of the municipal
   * bureau waits for a second person where there is one; to take it away always does.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own; CONFLICT for the last administrator of a kind; RuleViolation
   *   ROLE_SEPARATION, UNKNOWN_REFERENCE.
   */
  async grant(
    username: string,
    form: Granted & { readonly reason: string },
    actor: Actor,
  ): Promise<NewGrant> {
    const { role, office, post, personCode, reason } = form;
    return this.add(username, { role, office, post, personCode }, reason, actor);
  }

  /** Takes every right from the account, as {@link grant}; CONFLICT when it has none. */
  async withdraw(username: string, reason: string, actor: Actor): Promise<NewGrant> {
    return this.add(username, NOTHING, reason, actor);
  }

  /**
   * Puts a grant, or a withdrawal, into effect by a second person's word.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own account, and for whoever is not the one to confirm; CONFLICT when
   *   nothing waits any more, or has waited too long; RuleViolation SECOND_PERSON_REQUIRED for whoever granted it.
   */
  async confirm(username: string, number: number, actor: Actor): Promise<NewGrant> {
    const fresh = await freshPassword();
    const confirmed = await this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      const grant = await waitingGrant(tx, username, number, at);
      if (grant.actor === actor.username) throw new RuleViolation([samePerson]);
      await requireConfirmer(tx, await accountNamed(tx, actor.username), grant);
      await requireSeparation(tx, username, grant.role);
      if (grant.role !== account.role) await requireAnother(tx, account);
      const isFirst = !(await wasGranted(tx, username));
      const confirmation = { grantNumber: number, recordedAt: at, actor: actor.username };
      await tx.insert(AccountGrantConfirmationEntity, confirmation);
      await apply(tx, account, grant, at);
      const after = { grant: number, ...grantedOf(grant), grantedBy: grant.actor };
      const line = accountLine(actor, { action: 'GRANT_CONFIRMED', username, after });
      return told(tx, { account, state: { grant, confirmation }, line, fresh, at, isFirst }, actor);
    });
    await this.revocations.refresh();
    return confirmed;
  }

  /** Every grant the account ever had, oldest first. @throws Problem NOT_FOUND */
  async history(username: string): Promise<GrantState[]> {
    await accountNamed(this.database.read, username);
    return grantsOf(this.database.read, username);
  }

  /** Grants and withdrawals of every account that a second person can still confirm, oldest first. */
  async waiting(): Promise<GrantState[]> {
    const { read } = this.database;
    const asked = await read.find(AccountGrantEntity, {
      where: {
        needsConfirmation: true,
        recordedAt: MoreThan(laterBy(this.clock.instant(), -REQUEST_SECONDS)),
      },
      order: { number: 'ASC' },
    });
    const states = await Promise.all(
      [...new Set(asked.map(({ username }) => username))].map((username) => grantsOf(read, username)),
    );
    return states
      .flatMap((ofAccount) => ofAccount.slice(-1))
      .filter((each) => !isEffective(each) && !hasLapsed(each.grant.recordedAt, this.clock.instant()))
      .sort((a, b) => a.grant.number - b.grant.number);
  }

  private async add(username: string, granted: Granted, reason: string, actor: Actor): Promise<NewGrant> {
    const fresh = await freshPassword();
    const added = await this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      if (granted.role === null && account.role === null)
        throw new Problem('CONFLICT', '此账号没有可以收回的权限。');
      await requireRegistered(tx, granted);
      await requireSeparation(tx, username, granted.role);
      if (granted.role !== account.role) await requireAnother(tx, account);
      const needsConfirmation = await waits(tx, account, granted, actor);
      const isFirst = !needsConfirmation && !(await wasGranted(tx, username));
      const row = { username, ...granted, reason, needsConfirmation, recordedAt: at, actor: actor.username };
      const { identifiers } = await tx.insert(AccountGrantEntity, row);
      const { number } = identifiers[0] as { number: number };
      if (!needsConfirmation) await apply(tx, account, granted, at);
      const action = granted.role === null ? 'GRANT_WITHDRAWN' : 'ROLE_GRANTED';
      const after = { grant: number, ...granted, reason, needsConfirmation };
      const line = accountLine(actor, { action, username, before: { ...grantedOf(account) }, after });
      const state = { grant: { number, ...row }, confirmation: null };
      return told(tx, { account, state, line, fresh, at, isFirst }, actor);
    });
    await this.revocations.refresh();
    return added;
  }
}

const samePerson = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '管理员与市医保局负责人角色的授予、收回、变更，须由另一人确认。',
};

const grantedOf = ({ role, office, post, personCode }: Granted): Granted => ({
  role,
  office,
  post,
  personCode,
});

async function apply(tx: EntityManager, account: AccountEntity, granted: Granted, at: string): Promise<void> {
  await tx.update(AccountEntity, { id: account.id }, grantedOf(granted));
  await stopTokens(tx, account, at);
}

interface Added {
  readonly account: AccountEntity;
  readonly state: GrantState;
  readonly line: RecordEntry;
  readonly fresh: FreshPassword;
  readonly at: string;
  /** It is the first of the account that takes effect. */
  readonly isFirst: boolean;
}

/** A new grant, with the password that comes with a first one, and the lines that tell. */
async function told(
  tx: EntityManager,
  { account, state, line, fresh, at, isFirst }: Added,
  actor: Actor,
): Promise<{ readonly result: NewGrant; readonly record: [RecordEntry, ...RecordEntry[]] }> {
  if (!isFirst) return { result: { ...state, oneTimePassword: null }, record: [line] };
  await giveOneTimePassword(tx, account, fresh, at);
  const { username } = account;
  const after = { grant: state.grant.number };
  const reset = accountLine(actor, { action: 'PASSWORD_RESET', username, after });
  return { result: { ...state, oneTimePassword: fresh.password }, record: [line, reset] };
}

/** @throws RuleViolation when the account is or was another of the three administrators. */
async function requireSeparation(tx: EntityManager, username: string, role: Role | null): Promise<void> {
  if (!isAdministrator(role)) return;
  const earlier = (await grantsOf(tx, username)).filter(isEffective).map(({ grant }) => grant.role);
  const other = earlier.find((each) => each !== role && isAdministrator(each));
  if (other === undefined) return;
  const detail = '系统管理员、安全管理员、审计人员三员分立，同一账号不得先后担任其中两种。';
  throw new RuleViolation([{ pointer: '/role', code: 'ROLE_SEPARATION', detail }]);
}

/** @throws RuleViolation for a person or an institution that is not registered. */
async function requireRegistered(tx: EntityManager, { role, office, personCode }: Granted): Promise<void> {
  const faults: Fault[] = [];
  const isOfInstitution = role === 'INSTITUTION_CLERK' || role === 'PERSON';
  if (isOfInstitution && office !== null && !(await isInstitution(tx, office)))
    faults.push(unknown('/office', `没有代码为 ${office} 的定点医药机构。`));
  if (personCode !== null && !(await isPerson(tx, personCode)))
    faults.push(unknown('/personCode', `没有代码为 ${personCode} 的登记备案人员。`));
  if (faults.length > 0) throw new RuleViolation(faults);
}

const unknown = (pointer: string, detail: string): Fault => ({ pointer, code: 'UNKNOWN_REFERENCE', detail });

/** Whether a second person has to confirm; what is given to the first ones, nobody could. */
const waits = async (
  tx: EntityManager,
  account: AccountEntity,
  granted: Granted,
  { username }: Actor,
): Promise<boolean> =>
  isGuarded(account) || (isGuarded(granted) && (await someoneCanConfirm(tx, [account.username, username])));

async function waitingGrant(
  tx: EntityManager,
  username: string,
  number: number,
  at: string,
): Promise<AccountGrantEntity> {
  const grant = await tx.findOneBy(AccountGrantEntity, { username, number });
  if (grant === null) throw new Problem('NOT_FOUND', `此账号没有编号为 ${number} 的授权。`);
  const over =
    !grant.needsConfirmation ||
    hasLapsed(grant.recordedAt, at) ||
    (await tx.existsBy(AccountGrantConfirmationEntity, { grantNumber: number })) ||
    (await tx.existsBy(AccountGrantEntity, { username, number: MoreThan(number) }));
  if (over) throw new Problem('CONFLICT', '此项授权不待确认，或者已过期，或者已被其后的授权取代。');
  return grant;
}
