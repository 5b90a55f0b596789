import type { Account } from '../identity/identity.module.js';
import { RuleViolation } from '../platform/http/problem.js';

/**
 * What an applicant asked for, an agency does not take back: it enters a withdrawal that the applicant made in writing, and not
 * by the account that reviews.
 * @param reviewers usernames of those who gave an opinion on it.
 * @throws RuleViolation WRITTEN_WITHDRAWAL_REQUIRED, SECOND_PERSON_REQUIRED.
 */
export function requireOwnWithdrawal(
  { role, username }: Account,
  { documentNo }: { readonly documentNo?: string | undefined },
  reviewers: readonly string[],
  citation: string,
): void {
  if (role !== 'DISTRICT_AGENCY') return;
  const faults = [];
  if (documentNo === undefined) {
    const detail = '经办机构不代申请人撤回；录入撤回，须有申请人的书面撤回，写明编号（documentNo）。';
    faults.push({ pointer: '/documentNo', code: 'WRITTEN_WITHDRAWAL_REQUIRED', detail, citation });
  }
  if (reviewers.includes(username)) {
    const detail = '此申请由您审核，撤回请由其他人员录入。';
    faults.push({ pointer: '', code: 'SECOND_PERSON_REQUIRED', detail, citation });
  }
  if (faults.length > 0) throw new RuleViolation(faults);
}
