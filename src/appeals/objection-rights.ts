import type { EntityManager } from 'typeorm';
import type { ObjectionRoute } from '../domain/procedure/objection-states.js';
import { isWithin, reach, type Account, CITY } from '../identity/identity.module.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';
import { officeKindOf, type ScoredNotice } from '../scoring/scoring.module.js';
import type { ObjectionEntity, Side } from './objection.entity.js';

/** What an objection or its notice tells about whose business it is. */
type Concerned = Pick<ObjectionEntity, 'institution' | 'district' | 'personId'>;

/** As whom an account hands in: one of the two sides, or the counter of the district agency. */
export type Standing = Side | 'COUNTER';

/** The file of a person's own account; null for every other account. */
export async function ownFileOf(
  registry: RegistryService,
  manager: EntityManager,
  { role, personCode }: Account,
): Promise<string | null> {
  if (role !== 'PERSON' || personCode === null) return null;
  return (await registry.personByCode(manager, personCode))?.id ?? null;
}

async function isOwn(
  registry: RegistryService,
  manager: EntityManager,
  account: Account,
  personId: string,
): Promise<boolean> {
  const own = await ownFileOf(registry, manager, account);
  return own !== null && own === (await registry.personById(manager, personId))?.id;
}

/** As whom the account may hand something in about a notice; null: it has no business with it. */
export async function standingOf(
  registry: RegistryService,
  manager: EntityManager,
  account: Account,
  { institution, district, personId }: Concerned,
): Promise<Standing | null> {
  switch (account.role) {
    case 'INSTITUTION_CLERK':
      return account.office === institution ? 'INSTITUTION' : null;
    case 'PERSON':
      return (await isOwn(registry, manager, account, personId)) ? 'PERSON' : null;
    case 'DISTRICT_AGENCY':
      return account.office === district ? 'COUNTER' : null;
    default:
      return null;
  }
}

/** Whether the account may see an objection: the two sides, the district, the municipal offices, the auditor. */
export async function seesObjection(
  registry: RegistryService,
  manager: EntityManager,
  account: Account,
  concerned: Concerned,
): Promise<boolean> {
  if (reach('objection.read', account) === 'OWN_FILE')
    return isOwn(registry, manager, account, concerned.personId);
  return isWithin('objection.read', account, concerned);
}

const isAgencyOf = ({ role, office }: Account, of: string): boolean =>
  office === of && role === (of === CITY ? 'MUNICIPAL_AGENCY' : 'DISTRICT_AGENCY');

/** @throws Problem FORBIDDEN unless the account is of the district agency with which it was filed (PQ2025:34). */
export function requireDistrictAgency(account: Account, { district }: Concerned): void {
  if (!isAgencyOf(account, district))
    throw new Problem('FORBIDDEN', '由机构所在区的经办机构办理（PQ2025:34）。');
}

/** District code of the agency that decides: the district's own, or the municipal one. */
export const decidingAgency = ({ route, district }: { route: ObjectionRoute; district: string }): string =>
  route === 'MUNICIPAL' ? CITY : district;

/** @throws Problem FORBIDDEN unless the account is of the agency that decides (PQ2025:34.2). */
export function requireDecidingAgency(account: Account, objection: ObjectionEntity): void {
  const office = decidingAgency(objection);
  if (isAgencyOf(account, office)) return;
  const level = office === CITY ? '市' : '区';
  throw new Problem('FORBIDDEN', `由作出记分处理的${level}经办机构办理（PQ2025:34）。`);
}

/** @throws Problem FORBIDDEN unless the account is of the bureau of the same level (PQ2025:35). */
export function requireBureau(account: Account, objection: ObjectionEntity): void {
  const office = decidingAgency(objection);
  const role = office === CITY ? 'MUNICIPAL_BUREAU' : 'DISTRICT_BUREAU';
  if (account.role === role && account.office === office) return;
  throw new Problem('FORBIDDEN', '仍有异议的，由同级医疗保障行政部门处理（PQ2025:35）。');
}

/** @throws Problem FORBIDDEN unless the account is of the office that determined (PQ2025:34.2). */
export function requireDeterminer(account: Account, { determination }: ScoredNotice): void {
  const { office, officeKind } = determination;
  if (account.office === office && officeKindOf(account) === officeKind) return;
  throw new Problem('FORBIDDEN', '责任认定部门的意见由作出认定的单位提出（PQ2025:34）。');
}

/**
 * Whoever determined, scored, chose the months, or spoke for those who determined does not review.
 * @throws RuleViolation REVIEWER_CONFLICT
 */
export function requireOtherReviewer(
  { username }: Account,
  { handledBy }: ScoredNotice,
  spoke: ReadonlySet<string>,
): void {
  if (!handledBy.has(username) && !spoke.has(username)) return;
  const detail = '办理申诉的人员不得是作出认定或记分、或代表认定部门陈述意见的人员，请由他人办理。';
  throw new RuleViolation([{ pointer: '', code: 'REVIEWER_CONFLICT', detail, citation: 'PQ2025:42' }]);
}
