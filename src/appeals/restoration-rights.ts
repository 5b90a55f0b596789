import type { EntityManager, SelectQueryBuilder, ObjectLiteral } from 'typeorm';
import type { Account, Role } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';

/** District code of the municipal agency. */
export const CITY = '110000';

/** Who may read applications for restoration and repair, each as far as it concerns them. */
export const COMEBACK_READERS = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
  'PERSON',
  'AUDITOR',
] as const satisfies readonly Role[];

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

/** Whether an account may read an application. @param codes as {@link ownCodes} gives them. */
export function mayRead(account: Account, filed: Filed, codes: readonly string[]): boolean {
  switch (account.role) {
    case 'MUNICIPAL_BUREAU':
    case 'MUNICIPAL_AGENCY':
    case 'AUDITOR':
      return true;
    case 'DISTRICT_BUREAU':
    case 'DISTRICT_AGENCY':
      return filed.district === account.office;
    case 'INSTITUTION_CLERK':
      return filed.institution === account.office;
    case 'PERSON':
      return codes.includes(filed.personCode);
    case 'SYSTEM_ADMINISTRATOR':
    case 'SECURITY_ADMINISTRATOR':
      return false;
  }
}

/** Keeps a query (`one`) to what an account may read. */
export function onlyReadable<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { role, office }: Account,
  codes: readonly string[],
): void {
  if (role === 'DISTRICT_BUREAU' || role === 'DISTRICT_AGENCY')
    query.andWhere('one.district = :own', { own: office });
  if (role === 'INSTITUTION_CLERK') query.andWhere('one.institution = :own', { own: office });
  if (role === 'PERSON') {
    if (codes.length === 0) query.andWhere('1 = 0');
    else query.andWhere('one.personCode IN (:...own)', { own: codes });
  }
}

/** @throws Problem FORBIDDEN unless it is the agency that the application was filed with. */
export function requireDistrictAgency({ role, office }: Account, district: string): void {
  if (role !== 'DISTRICT_AGENCY' || office !== district)
    throw new Problem('FORBIDDEN', '由受理申请的区经办机构办理。');
}

/** Whoever filed it may take it back or complete it: the institution, the person, or the agency at the counter. */
export function requireFiler(account: Account, filed: Filed): void {
  if (account.role === 'DISTRICT_AGENCY' || account.role === 'INSTITUTION_CLERK') return;
  if (account.role === 'PERSON' && filed.institution === null) return;
  throw new Problem('FORBIDDEN', '由申请人、所在机构或者受理的区经办机构办理。');
}
