import type { SourceKind } from '../domain/scoring/points-day.js';
import { isWithin, type Account, CITY } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';

const isAgency = ({ role }: Account): boolean => role === 'MUNICIPAL_AGENCY' || role === 'DISTRICT_AGENCY';

export const officeKindOf = (account: Account): 'AGENCY' | 'BUREAU' =>
  isAgency(account) ? 'AGENCY' : 'BUREAU';

/**
 * S28: a penalty leads to a determination by the bureau that imposed it, which is always the municipal one; an agreement
 * measure to one by an agency.
 * @throws Problem FORBIDDEN
 */
export function requireSourceOf(account: Account, kind: SourceKind): void {
  if (kind === 'PENALTY_DECISION' && account.role !== 'MUNICIPAL_BUREAU') {
    throw new Problem('FORBIDDEN', '行政处罚后由作出处罚的市医疗保障局认定责任（PQ2025:4、PQ2025:16）。');
  }
  if (kind === 'AGREEMENT_MEASURE' && !isAgency(account)) {
    throw new Problem('FORBIDDEN', '协议处理后由作出处理的经办机构认定责任（PQ2025:4、PQ2025:16）。');
  }
}

/** @throws Problem FORBIDDEN unless the account's office is the one that decided (S28). */
export function requireDecidingOffice(account: Account, office: string): void {
  if (account.office !== office) {
    throw new Problem('FORBIDDEN', '由作出处理的经办机构认定责任，不是本单位（PQ2025:4、PQ2025:16）。');
  }
}

/** @throws Problem FORBIDDEN for a district office and an institution of another district (PQ2025:4). */
export function requireOwnDistrict(account: Account, district: string): void {
  if (!isWithin('determination.write', account, { district })) {
    throw new Problem('FORBIDDEN', '区级单位只认定本区定点医药机构相关人员的责任（PQ2025:4）。');
  }
}

/**
 * S28: the agency of the same level as whoever determined.
 * @throws Problem FORBIDDEN
 */
export function requireAgencyOf(account: Account, office: string): void {
  if (!isAgency(account) || account.office !== office) {
    const level = office === CITY ? '市' : '区';
    throw new Problem('FORBIDDEN', `由与认定部门同级的${level}经办机构办理（PQ2025:24）。`);
  }
}
