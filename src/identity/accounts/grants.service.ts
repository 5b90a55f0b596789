import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, Not, In, type EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import type { Post, Role } from '../role.js';
import { Revocations } from '../sessions/revocations.js';
import {
  accountNamed,
  isAdministrator,
  othersAccount,
  requireAnother,
  stopTokens,
} from './account-changes.js';
import { AccountGrantConfirmationEntity, AccountGrantEntity } from './account-grant.entity.js';

/** What a grant gives. */
export interface Granted {
  readonly role: Role | null;
  readonly office: string | null;
  readonly post: Post | null;
  readonly personCode: string | null;
}

/** A grant with the second person's word on it. */
export interface GrantState {
  readonly grant: AccountGrantEntity;
  readonly confirmation: AccountGrantConfirmationEntity | null;
}

const NOTHING: Granted = { role: null, office: null, post: null, personCode: null };

/** What accounts may do, as security administrators grant it. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly database: Database,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Gives the account a role, in the place of what it had. One of the three administrators' roles waits for a second
   * security administrator where there is one.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own; RuleViolation ROLE_SEPARATION.
   */
  async grant(
    username: string,
    form: Granted & { readonly reason: string },
    actor: Actor,
  ): Promise<GrantState> {
    const { role, office, post, personCode, reason } = form;
    return this.add(username, { role, office, post, personCode }, reason, actor);
  }

  /** Takes every right from the account. @throws Problem NOT_FOUND; FORBIDDEN for one's own; CONFLICT when it has none. */
  async withdraw(username: string, reason: string, actor: Actor): Promise<GrantState> {
    return this.add(username, NOTHING, reason, actor);
  }

  /**
   * Puts a grant into effect by a second security administrator's word.
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own account; CONFLICT when nothing waits any more; RuleViolation
   *   SECOND_PERSON_REQUIRED for whoever granted it.
   */
  async confirm(username: string, number: number, actor: Actor): Promise<GrantState> {
    const confirmed = await this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      const grant = await waitingGrant(tx, username, number);
      if (grant.actor === actor.username) throw new RuleViolation([sameperson]);
      await requireSeparation(tx, username, grant.role);
      const confirmation = { grantNumber: number, recordedAt: at, actor: actor.username };
      await tx.insert(AccountGrantConfirmationEntity, confirmation);
      await apply(tx, account, grant, at);
      const after = { grant: number, ...grantedOf(grant), grantedBy: grant.actor };
      return {
        result: { grant, confirmation },
        record: accountLine(actor, { action: 'GRANT_CONFIRMED', username, after }),
      };
    });
    await this.revocations.refresh();
    return confirmed;
  }

  /** Every grant the account ever had, oldest first. @throws Problem NOT_FOUND */
  async history(username: string): Promise<GrantState[]> {
    await accountNamed(this.database.read, username);
    return grantsOf(this.database.read, username);
  }

  private async add(username: string, granted: Granted, reason: string, actor: Actor): Promise<GrantState> {
    const added = await this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      if (granted.role === null && account.role === null)
        throw new Problem('CONFLICT', '此账号没有可以收回的权限。');
      await requireSeparation(tx, username, granted.role);
      if (granted.role !== account.role) await requireAnother(tx, account);
      const needsConfirmation = isAdministrator(granted.role) && (await hasSecondPerson(tx, username, actor));
      const row = { username, ...granted, reason, needsConfirmation, recordedAt: at, actor: actor.username };
      const { identifiers } = await tx.insert(AccountGrantEntity, row);
      const { number } = identifiers[0] as { number: number };
      if (!needsConfirmation) await apply(tx, account, granted, at);
      const action = granted.role === null ? 'GRANT_WITHDRAWN' : 'ROLE_GRANTED';
      const after = { grant: number, ...granted, reason, needsConfirmation };
      return {
        result: { grant: { number, ...row }, confirmation: null },
        record: accountLine(actor, { action, username, before: { ...grantedOf(account) }, after }),
      };
    });
    await this.revocations.refresh();
    return added;
  }
}

const sameperson = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '管理员角色的授予须由另一名安全管理员确认。',
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

/** @throws RuleViolation when the account is or was another of the three administrators. */
async function requireSeparation(tx: EntityManager, username: string, role: Role | null): Promise<void> {
  if (!isAdministrator(role)) return;
  const earlier = (await grantsOf(tx, username)).filter(isEffective).map(({ grant }) => grant.role);
  const other = earlier.find((each) => each !== role && isAdministrator(each));
  if (other === undefined) return;
  const detail = '系统管理员、安全管理员、审计人员三员分立，同一账号不得先后担任其中两种。';
  throw new RuleViolation([{ pointer: '/role', code: 'ROLE_SEPARATION', detail }]);
}

/** Whether there is a security administrator beside the one who grants and the one it is granted to. */
const hasSecondPerson = (tx: EntityManager, username: string, actor: Actor): Promise<boolean> =>
  tx.existsBy(AccountEntity, {
    role: 'SECURITY_ADMINISTRATOR',
    username: Not(In([username, actor.username])),
    disabledAt: IsNull(),
  });

async function waitingGrant(
  tx: EntityManager,
  username: string,
  number: number,
): Promise<AccountGrantEntity> {
  const grant = await tx.findOneBy(AccountGrantEntity, { username, number });
  if (grant === null) throw new Problem('NOT_FOUND', `此账号没有编号为 ${number} 的授权。`);
  const over =
    !grant.needsConfirmation ||
    (await tx.existsBy(AccountGrantConfirmationEntity, { grantNumber: number })) ||
    (await tx.existsBy(AccountGrantEntity, { username, number: MoreThan(number) }));
  if (over) throw new Problem('CONFLICT', '此项授权不待确认，或者已被其后的授权取代。');
  return grant;
}

async function grantsOf(manager: EntityManager, username: string): Promise<GrantState[]> {
  const grants = await manager.find(AccountGrantEntity, { where: { username }, order: { number: 'ASC' } });
  const numbers = grants.map(({ number }) => number);
  const confirmations = await manager.findBy(AccountGrantConfirmationEntity, { grantNumber: In(numbers) });
  const byGrant = new Map(confirmations.map((each) => [each.grantNumber, each]));
  return grants.map((grant) => ({ grant, confirmation: byGrant.get(grant.number) ?? null }));
}

/** Whether a grant has, or had, effect. */
export const isEffective = ({ grant, confirmation }: GrantState): boolean =>
  !grant.needsConfirmation || confirmation !== null;
