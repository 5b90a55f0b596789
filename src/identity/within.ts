import { comparableCode } from '../domain/registry/codes.js';
import { Problem } from '../platform/http/problem.js';
import type { Account } from './account.js';
import type { Post, Role } from './role.js';
import { rightRow, type RightName, type Within } from './rights-table.js';

/** What of an account decides what it may do. */
export type Holder = Pick<Account, 'role' | 'office' | 'post' | 'personCode'>;

/** Whose business a thing is, as far as it is known where it is asked. */
export interface Concerned {
  /** District codes of the offices whose business it is; one is enough. */
  readonly district?: string | readonly string[];
  /** Code of the institution. */
  readonly institution?: string;
  /** Every code of the person. */
  readonly person?: readonly string[];
}

const ROLES_WITH_POSTS: readonly Role[] = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
];

const hasPost = (posts: readonly Post[], { role, post }: Holder): boolean =>
  !ROLES_WITH_POSTS.includes(role) || (post !== null && posts.includes(post));

/** What part of the city an account reaches with a right, by its role and post; null: it does not hold the right. */
export function reach(right: RightName, account: Holder): Within | null {
  const { held, posts } = rightRow(right);
  if (posts !== undefined && !hasPost(posts, account)) return null;
  return held[account.role] ?? null;
}

/** @throws Problem FORBIDDEN unless the account holds the right, wherever. */
export function requireRight(right: RightName, account: Holder): Within {
  const within = reach(right, account);
  if (within === null) throw new Problem('FORBIDDEN', `当前账号没有此项权限：${rightRow(right).says}。`);
  return within;
}

/** The district to which the account keeps with a right; null: to none. @throws Problem FORBIDDEN without the right. */
export const districtWithin = (right: RightName, account: Holder): string | null =>
  requireRight(right, account) === 'DISTRICT' ? account.office : null;

/** The institution to which the account keeps with a right; null: to none. @throws Problem FORBIDDEN without the right. */
export const institutionWithin = (right: RightName, account: Holder): string | null =>
  requireRight(right, account) === 'INSTITUTION' ? comparableCode(account.office) : null;

/** Whether a thing lies within what an account reaches with a right; what is not known of it lies outside. */
export function isWithin(right: RightName, account: Holder, concerned: Concerned): boolean {
  const { district = [], institution, person = [] } = concerned;
  switch (reach(right, account)) {
    case null:
      return false;
    case 'CITY':
      return true;
    case 'DISTRICT':
      return [district].flat().includes(account.office);
    case 'INSTITUTION':
      return institution !== undefined && comparableCode(institution) === comparableCode(account.office);
    case 'OWN_FILE':
      return (
        account.personCode !== null && person.map(comparableCode).includes(comparableCode(account.personCode))
      );
  }
}

/** @throws Problem NOT_FOUND for a thing outside what the account reaches: to an office that may not see it, it is not there. */
export function requireWithin(right: RightName, account: Holder, concerned: Concerned, detail: string): void {
  if (!isWithin(right, account, concerned)) throw new Problem('NOT_FOUND', detail);
}
