import type { EntityManager } from 'typeorm';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { SignInFailureEntity } from '../sessions/sign-in-failure.entity.js';
import { disableIn, requireAnother } from './account-changes.js';
import type { AccountAct } from './account-request.entity.js';
import { wasGranted } from './grant-states.js';
import { giveOneTimePassword, type FreshPassword } from './passwords.js';
import { isGuarded } from './second-person.js';

/** One act on one account, to be carried out within a change. */
export interface ActWork {
  readonly act: AccountAct;
  readonly account: AccountEntity;
  readonly at: string;
  /** Taken up by a reset only. */
  readonly fresh: FreshPassword;
  /** Under which its failed sign-ins are counted. */
  readonly lockKey: string;
}

/**
 * Whether the act waits for a second person. A reset of whoever was ever granted something: the password of an officer
 * is worth what the officer may do. All else of guarded accounts: an unlocking only while a one-time password is out.
 */
export async function needsSecondPerson(
  tx: EntityManager,
  act: AccountAct,
  account: AccountEntity,
): Promise<boolean> {
  if (act === 'RESET_PASSWORD') return wasGranted(tx, account.username);
  return isGuarded(account) && (act !== 'UNLOCK' || account.mustChangePassword);
}

/**
 * @throws Problem CONFLICT when there is nothing to do: it is, or is not, disabled, or not locked; or when it is the last
 *   administrator of its kind that would be disabled.
 */
export async function requirePossible(
  tx: EntityManager,
  { act, account, lockKey, at }: Omit<ActWork, 'fresh'>,
): Promise<void> {
  const isDisabled = account.disabledAt !== null;
  if (act === 'ENABLE' && !isDisabled) throw new Problem('CONFLICT', '此账号没有停用。');
  if (act === 'DISABLE') {
    if (isDisabled) throw new Problem('CONFLICT', '此账号已经停用。');
    await requireAnother(tx, account);
  }
  if (act !== 'UNLOCK') return;
  const failure = await tx.findOneBy(SignInFailureEntity, { key: lockKey });
  if ((failure?.lockedUntil ?? '') <= at) throw new Problem('CONFLICT', '此账号没有锁定。');
}

/** Carries the act out; the line that tells. @throws Problem CONFLICT as {@link requirePossible}. */
export async function carryOut(
  tx: EntityManager,
  work: ActWork,
  actor: Actor,
  after: { readonly reason: string; readonly request?: number; readonly askedBy?: string },
): Promise<RecordEntry> {
  await requirePossible(tx, work);
  const { account, act, fresh, lockKey: key, at } = work;
  const { id, username } = account;
  switch (act) {
    case 'ENABLE':
      await tx.update(AccountEntity, { id }, { disabledAt: null });
      return accountLine(actor, { action: 'ACCOUNT_ENABLED', username, after });
    case 'DISABLE':
      await disableIn(tx, account, at);
      await tx.delete(SignInFailureEntity, { key });
      return accountLine(actor, { action: 'ACCOUNT_DISABLED', username, after });
    case 'UNLOCK':
      await tx.delete(SignInFailureEntity, { key });
      return accountLine(actor, { action: 'ACCOUNT_UNLOCKED', username, after });
    case 'RESET_PASSWORD':
      await giveOneTimePassword(tx, account, fresh, at);
      return accountLine(actor, { action: 'PASSWORD_RESET', username, after });
  }
}
