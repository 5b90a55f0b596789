import type { CaseTrack } from '../domain/procedure/case-states.js';
import { districtWithin, isWithin, type Account, type Role } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';

const TRACK_OF_ROLE: Partial<Readonly<Record<Role, CaseTrack>>> = {
  MUNICIPAL_BUREAU: 'PENALTY',
  DISTRICT_BUREAU: 'PENALTY',
  MUNICIPAL_AGENCY: 'AGREEMENT',
  DISTRICT_AGENCY: 'AGREEMENT',
};

/** The district whose cases alone the account sees; null: all. */
export const districtSeenBy = (account: Account): string | null => districtWithin('case.read', account);

export const maySee = (account: Account, district: string): boolean =>
  isWithin('case.read', account, { district });

/**
 * Refuses work on a case by an office whose business it is not.
 * @throws Problem FORBIDDEN
 */
export function requireWriter(account: Account, track: CaseTrack, district: string): void {
  if (TRACK_OF_ROLE[account.role] !== track) {
    const who = track === 'PENALTY' ? '医疗保障行政部门' : '医疗保障经办机构';
    throw new Problem('FORBIDDEN', `此类事项由${who}办理，当前账号的角色无权办理。`);
  }
  if (!maySee(account, district)) throw new Problem('FORBIDDEN', '只能办理本区的事项。');
}

/**
 * P25: penalty decisions are made by the municipal bureau only (DB2025:4).
 * @throws Problem FORBIDDEN
 */
export function requireDecider(account: Account, track: CaseTrack, district: string): void {
  requireWriter(account, track, district);
  if (track === 'PENALTY' && !isWithin('case.decide-penalty', account, { district })) {
    throw new Problem('FORBIDDEN', '处罚决定只能由市医疗保障局作出（DB2025:4）。');
  }
}
