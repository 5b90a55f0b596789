import { In, IsNull, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Problem } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { laterBy } from '../sessions/instants.js';
import { isAdministrator } from './account-changes.js';

/** Seconds after which a request that nobody confirmed has lapsed. */
export const REQUEST_SECONDS = 72 * 3600;

/** Whether a request of that instant has waited too long. */
export const hasLapsed = (askedAt: string, at: string): boolean => laterBy(askedAt, REQUEST_SECONDS) <= at;

/**
 * Whether nobody may give, take or open such an account alone: the three administrators, and the heads of the municipal
 * bureau, who stand in for the security administrator where there is none.
 */
export const isGuarded = ({ role, post }: Pick<AccountEntity, 'role' | 'post'>): boolean =>
  isAdministrator(role) || (role === 'MUNICIPAL_BUREAU' && post === 'HEAD');

/** Whether a security administrator can act who is none of these. */
export const securityAdministratorBeside = (
  tx: EntityManager,
  usernames: readonly string[],
): Promise<boolean> => anotherThan(tx, { role: 'SECURITY_ADMINISTRATOR' }, usernames);

/** Whether a system administrator can act who is none of these. */
export const systemAdministratorBeside = (
  tx: EntityManager,
  usernames: readonly string[],
): Promise<boolean> => anotherThan(tx, { role: 'SYSTEM_ADMINISTRATOR' }, usernames);

/** Whether there is anybody to confirm who is none of these: a security administrator, or a head in their place. */
export const someoneCanConfirm = async (tx: EntityManager, usernames: readonly string[]): Promise<boolean> =>
  (await securityAdministratorBeside(tx, usernames)) ||
  (await anotherThan(tx, { role: 'MUNICIPAL_BUREAU', post: 'HEAD' }, usernames));

/**
 * A security administrator confirms; where none can act beside the one who asks and the one concerned, a head of the
 * municipal bureau, in person: whoever stands in for a head as a deputy is not guarded as one.
 * @param asked `actor` who asked, `username` whose account it is about.
 * @throws Problem FORBIDDEN
 */
export async function requireConfirmer(
  tx: EntityManager,
  { role, post }: AccountEntity,
  { actor, username }: { readonly actor: string; readonly username: string },
): Promise<void> {
  if (role === 'SECURITY_ADMINISTRATOR') return;
  const isHead = role === 'MUNICIPAL_BUREAU' && post === 'HEAD';
  if (!isHead || (await securityAdministratorBeside(tx, [actor, username])))
    throw new Problem('FORBIDDEN', '须由安全管理员确认；没有可用的安全管理员时，由市医保局负责人本人确认。');
}

const anotherThan = (
  tx: EntityManager,
  held: FindOptionsWhere<AccountEntity>,
  usernames: readonly string[],
): Promise<boolean> =>
  tx.existsBy(AccountEntity, { ...held, disabledAt: IsNull(), username: Not(In([...usernames])) });
