import type { EntityManager, SelectQueryBuilder, ObjectLiteral } from 'typeorm';
import {
  districtWithin,
  institutionWithin,
  isWithin,
  reach,
  type Account,
} from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';

/** What an application is about, and where it was filed. */
export interface Filed {
  readonly personCode: string;
  /** The institution it came through; null for one filed directly. */
  readonly institution: string | null;
  /** District of the agency it was filed with. */
  readonly district: string;
}

/** Every code of the person that an account belongs to; none for an account of an office. */
export async function ownCodes(
  registry: RegistryService,
  manager: EntityManager,
  { role, personCode }: Account,
): Promise<readonly string[]> {
  if (role !== 'PERSON' || personCode === null) return [];
  return (await registry.personByCode(manager, personCode))?.codes ?? [];
}

/** What lets an account read one kind of application. */
export type ReadingRight = 'restoration.read' | 'repair.read';

/** Whether an account may read an application. @param codes as {@link ownCodes} gives them. */
export function mayRead(
  right: ReadingRight,
  account: Account,
  { district, institution, personCode }: Filed,
  codes: readonly string[],
): boolean {
  if (reach(right, account) === 'OWN_FILE') return codes.includes(personCode);
  return isWithin(right, account, { district, ...(institution !== null && { institution }) });
}

/** Keeps a query (`one`) to what an account may read. */
export function onlyReadable<T extends ObjectLiteral>(
  right: ReadingRight,
  query: SelectQueryBuilder<T>,
  account: Account,
  codes: readonly string[],
): void {
  const district = districtWithin(right, account);
  const institution = institutionWithin(right, account);
  if (district !== null) query.andWhere('one.district = :own', { own: district });
  if (institution !== null) query.andWhere('one.institution = :own', { own: institution });
  if (reach(right, account) !== 'OWN_FILE') return;
  if (codes.length === 0) query.andWhere('1 = 0');
  else query.andWhere('one.personCode IN (:...own)', { own: codes });
}

/** @throws Problem FORBIDDEN unless it is the agency that the application was filed with. */
export function requireDistrictAgency({ role, office }: Account, district: string): void {
  if (role !== 'DISTRICT_AGENCY' || office !== district)
    throw new Problem('FORBIDDEN', '由受理申请的区经办机构办理。');
}

/** @throws Problem FORBIDDEN unless it is one of the two agencies that review it. */
export function requireReviewer({ role, office }: Account, { district }: Filed): void {
  if (role === 'MUNICIPAL_AGENCY' || (role === 'DISTRICT_AGENCY' && office === district)) return;
  throw new Problem('FORBIDDEN', '由初审或复审的经办机构办理（PQ2025:30）。');
}

/** Whoever filed it may take it back or complete it: the institution, the person, or the agency at the counter. */
export function requireFiler(account: Account, filed: Filed): void {
  if (account.role === 'DISTRICT_AGENCY' || account.role === 'INSTITUTION_CLERK') return;
  if (account.role === 'PERSON' && filed.institution === null) return;
  throw new Problem('FORBIDDEN', '由申请人、所在机构或者受理的区经办机构办理。');
}
