import type { Fault } from '../../domain/shared/result.js';
import type { AccountEntity } from '../account.entity.js';
import type { Role } from '../role.js';

type Held = Pick<AccountEntity, 'role' | 'office' | 'post'>;

/** Administrators, auditors and persons are not represented: what they may do is theirs alone. */
const REPRESENTED: readonly (Role | null)[] = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
];

/** Whether what an account does it does for its office, so that another may do it. */
export const isRepresented = ({ role }: Pick<Held, 'role'>): boolean => REPRESENTED.includes(role);

/** In what two accounts differ that are to do the same work; PQ2025:42 keeps settlement apart. */
export function differences(one: Held, other: Held): readonly ('ROLE' | 'OFFICE' | 'POST')[] {
  return [
    ...(other.role === one.role ? [] : (['ROLE'] as const)),
    ...(other.office === one.office ? [] : (['OFFICE'] as const)),
    ...((other.post === 'SETTLEMENT') === (one.post === 'SETTLEMENT') ? [] : (['POST'] as const)),
  ];
}

const DIFFERENCE: Readonly<Record<'ROLE' | 'OFFICE' | 'POST', Omit<Fault, 'pointer'>>> = {
  ROLE: { code: 'DEPUTY_ROLE_DIFFERS', detail: '代理人的角色须与被代理人相同。' },
  OFFICE: { code: 'DEPUTY_OFFICE_DIFFERS', detail: '代理人须与被代理人属于同一单位。' },
  POST: {
    code: 'DEPUTY_POST_DIFFERS',
    detail: '审核结算岗与其他岗位分设，不得互相代理。',
    citation: 'PQ2025:42',
  },
};

/** What is against one account's standing in for another: all of it. */
export function deputyFaults(
  principal: AccountEntity,
  deputy: AccountEntity | null,
  pointer: string,
): Fault[] {
  const fault = (code: string, detail: string): Fault => ({ pointer, code, detail });
  if (deputy === null) return [fault('UNKNOWN_REFERENCE', '没有此用户名的账号。')];
  const faults: Fault[] = [];
  if (deputy.username === principal.username)
    faults.push(fault('SECOND_PERSON_REQUIRED', '不得由本人代理本人。'));
  if (principal.role === null) faults.push(fault('ROLE_NOT_REPRESENTED', '被代理人的账号没有授权。'));
  else if (!isRepresented(principal))
    faults.push(fault('ROLE_NOT_REPRESENTED', '管理员、审计人员与个人的账号不得由他人代理。'));
  for (const each of differences(principal, deputy)) faults.push({ pointer, ...DIFFERENCE[each] });
  if (principal.disabledAt !== null || deputy.disabledAt !== null)
    faults.push(fault('ACCOUNT_DISABLED', '被代理人或者代理人的账号已停用。'));
  return faults;
}
