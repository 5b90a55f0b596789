import { IsNull, Not, type EntityManager } from 'typeorm';
import { Problem } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import type { Actor } from '../record-of.js';
import type { Role } from '../role.js';
import { SessionEntity, TokenRevocationEntity } from '../sessions/session.entity.js';

/** The three that run the program, each of which may not be another. */
export const ADMINISTRATORS = [
  'SYSTEM_ADMINISTRATOR',
  'SECURITY_ADMINISTRATOR',
  'AUDITOR',
] as const satisfies readonly Role[];

export const isAdministrator = (role: Role | null): boolean =>
  (ADMINISTRATORS as readonly (Role | null)[]).includes(role);

/** The account to be changed. @throws Problem NOT_FOUND; FORBIDDEN for one's own. */
export async function othersAccount(
  tx: EntityManager,
  username: string,
  actor: Actor,
): Promise<AccountEntity> {
  const account = await accountNamed(tx, username);
  if (username === actor.username) throw new Problem('FORBIDDEN', '不得办理自己的账号，请由他人办理。');
  return account;
}

/** @throws Problem NOT_FOUND */
export async function accountNamed(manager: EntityManager, username: string): Promise<AccountEntity> {
  const account = await manager.findOneBy(AccountEntity, { username });
  if (account === null) throw new Problem('NOT_FOUND', `没有用户名为 ${username} 的账号。`);
  return account;
}

/** Makes every access token of the account stop; its sessions go on with what it now is. */
export async function stopTokens(tx: EntityManager, { id }: AccountEntity, at: string): Promise<void> {
  await tx.increment(AccountEntity, { id }, 'tokenVersion', 1);
  const { tokenVersion } = await tx.findOneByOrFail(AccountEntity, { id });
  await tx.insert(TokenRevocationEntity, { accountId: id, version: tokenVersion, at });
}

/** Signs the account out everywhere. */
export async function endSessions(tx: EntityManager, account: AccountEntity, at: string): Promise<void> {
  await tx.update(SessionEntity, { accountId: account.id, endedAt: IsNull() }, { endedAt: at });
  await stopTokens(tx, account, at);
}

/** Disables an account within a change. @throws Problem CONFLICT for the last administrator of its kind. */
export async function disableIn(tx: EntityManager, account: AccountEntity, at: string): Promise<void> {
  await requireAnother(tx, account);
  await tx.update(AccountEntity, { id: account.id }, { disabledAt: at });
  await endSessions(tx, account, at);
}

/** @throws Problem CONFLICT when nobody else would be left who keeps accounts, grants rights, or looks on. */
export async function requireAnother(tx: EntityManager, { username, role }: AccountEntity): Promise<void> {
  if (role === null || !isAdministrator(role)) return;
  if (!(await tx.existsBy(AccountEntity, { role, username: Not(username), disabledAt: IsNull() })))
    throw new Problem('CONFLICT', '这是最后一名可用的同类管理员，请先设立另一名。');
}
