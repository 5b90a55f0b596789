import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AccountEntity } from '../account.entity.js';
import { hashPassword, passwordMatches } from '../password.js';
import { PASSWORDS_REMEMBERED } from '../password-rules.js';
import { laterBy } from '../sessions/instants.js';
import { endSessions } from './account-changes.js';
import { PasswordHistoryEntity } from './password-history.entity.js';

const ONE_TIME_BYTES = 15;

/** Seconds within which a one-time password must be changed; later it is good for nothing. */
export const ONE_TIME_SECONDS = 72 * 3600;

/** A password for one sign-in, with what is stored of it. */
export interface FreshPassword {
  readonly password: string;
  readonly hash: string;
}

export async function freshPassword(): Promise<FreshPassword> {
  const password = randomBytes(ONE_TIME_BYTES).toString('base64url');
  return { password, hash: await hashPassword(password) };
}

/** Gives an account a password for one sign-in, in the place of any it had, and signs it out everywhere. */
export async function giveOneTimePassword(
  tx: EntityManager,
  account: AccountEntity,
  { hash: passwordHash }: FreshPassword,
  at: string,
): Promise<void> {
  const passwordExpiresAt = laterBy(at, ONE_TIME_SECONDS);
  const given = { passwordHash, passwordExpiresAt, mustChangePassword: true };
  await tx.update(AccountEntity, { id: account.id }, given);
  await endSessions(tx, account, at);
}

/** Whether its one-time password was not changed in time. */
export const isExpired = ({ passwordExpiresAt }: AccountEntity, at: string): boolean =>
  passwordExpiresAt !== null && passwordExpiresAt <= at;

/** Gives an account its own new password, and forgets the oldest of those it had. */
export async function setPassword(tx: EntityManager, accountId: string, hash: string): Promise<void> {
  const own = { passwordHash: hash, mustChangePassword: false, passwordExpiresAt: null };
  await tx.update(AccountEntity, { id: accountId }, own);
  await tx.insert(PasswordHistoryEntity, { accountId, hash });
  const all = await tx.find(PasswordHistoryEntity, { where: { accountId }, order: { number: 'DESC' } });
  for (const { number } of all.slice(PASSWORDS_REMEMBERED))
    await tx.delete(PasswordHistoryEntity, { number });
}

/** Whether the password is the present one, or one of the last that the account took itself. */
export async function isRemembered(
  manager: EntityManager,
  { id, passwordHash }: AccountEntity,
  password: string,
): Promise<boolean> {
  const earlier = await manager.findBy(PasswordHistoryEntity, { accountId: id });
  for (const hash of new Set([passwordHash, ...earlier.map((each) => each.hash)]))
    if (await passwordMatches(hash, password)) return true;
  return false;
}
