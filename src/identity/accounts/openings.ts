import { In, IsNull, Not, type EntityManager } from 'typeorm';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { laterBy } from '../sessions/instants.js';
import { SignInFailureEntity } from '../sessions/sign-in-failure.entity.js';
import { endSessions, isAdministrator } from './account-changes.js';
import type { Opening } from './account-request.entity.js';
import { ONE_TIME_SECONDS, type FreshPassword } from './passwords.js';

/** One opening of one account, to be carried out within a change. */
export interface OpeningWork {
  readonly opening: Opening;
  readonly account: AccountEntity;
  readonly at: string;
  /** Taken up by a reset only. */
  readonly fresh: FreshPassword;
  /** Under which its failed sign-ins are counted. */
  readonly lockKey: string;
}

/**
 * Whether nobody may open the account alone: the three administrators, and the heads of the municipal bureau, who stand
 * in for the security administrator where there is none.
 */
export const isGuarded = ({ role, post }: AccountEntity): boolean =>
  isAdministrator(role) || (role === 'MUNICIPAL_BUREAU' && post === 'HEAD');

/** Whether this opening of this account waits for a second person: of an unlocking only while a one-time password is out. */
export const needsSecondPerson = (opening: Opening, account: AccountEntity): boolean =>
  isGuarded(account) && (opening !== 'UNLOCK' || account.mustChangePassword);

/** @throws Problem CONFLICT when there is nothing to open: it is not disabled, or not locked. */
export async function requireClosed(
  tx: EntityManager,
  { opening, account, lockKey, at }: Omit<OpeningWork, 'fresh'>,
): Promise<void> {
  if (opening === 'ENABLE' && account.disabledAt === null) throw new Problem('CONFLICT', '此账号没有停用。');
  if (opening !== 'UNLOCK') return;
  const failure = await tx.findOneBy(SignInFailureEntity, { key: lockKey });
  if ((failure?.lockedUntil ?? '') <= at) throw new Problem('CONFLICT', '此账号没有锁定。');
}

/** Opens the account; the line that tells. @throws Problem CONFLICT when there is nothing to open. */
export async function open(
  tx: EntityManager,
  work: OpeningWork,
  actor: Actor,
  after: { readonly reason: string; readonly request?: number; readonly askedBy?: string },
): Promise<RecordEntry> {
  await requireClosed(tx, work);
  const { account, opening, fresh, lockKey, at } = work;
  const { id, username } = account;
  switch (opening) {
    case 'ENABLE':
      await tx.update(AccountEntity, { id }, { disabledAt: null });
      return accountLine(actor, { action: 'ACCOUNT_ENABLED', username, after });
    case 'UNLOCK':
      await tx.delete(SignInFailureEntity, { key: lockKey });
      return accountLine(actor, { action: 'ACCOUNT_UNLOCKED', username, after });
    case 'RESET_PASSWORD': {
      const passwordExpiresAt = laterBy(at, ONE_TIME_SECONDS);
      const { hash: passwordHash } = fresh;
      await tx.update(AccountEntity, { id }, { passwordHash, passwordExpiresAt, mustChangePassword: true });
      await endSessions(tx, account, at);
      return accountLine(actor, { action: 'PASSWORD_RESET', username, after });
    }
  }
}

/** Whether a security administrator can act who is none of these. */
export const securityAdministratorBeside = (
  tx: EntityManager,
  usernames: readonly string[],
): Promise<boolean> => anotherThan(tx, 'SECURITY_ADMINISTRATOR', usernames);

/** Whether a system administrator can act who is none of these. */
export const systemAdministratorBeside = (
  tx: EntityManager,
  usernames: readonly string[],
): Promise<boolean> => anotherThan(tx, 'SYSTEM_ADMINISTRATOR', usernames);

const anotherThan = (
  tx: EntityManager,
  role: 'SYSTEM_ADMINISTRATOR' | 'SECURITY_ADMINISTRATOR',
  usernames: readonly string[],
): Promise<boolean> =>
  tx.existsBy(AccountEntity, { role, disabledAt: IsNull(), username: Not(In([...usernames])) });
