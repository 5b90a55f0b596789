import { CITY } from '../city.js';
import { comparableCode } from '../../domain/registry/codes.js';
import type { FormFault } from '../../platform/http/form-shape.js';

const BUREAUS: readonly unknown[] = ['MUNICIPAL_BUREAU', 'DISTRICT_BUREAU'];
const AGENCIES: readonly unknown[] = ['MUNICIPAL_AGENCY', 'DISTRICT_AGENCY'];
const DISTRICT_ROLES: readonly unknown[] = ['DISTRICT_BUREAU', 'DISTRICT_AGENCY'];
const OF_INSTITUTIONS: readonly unknown[] = ['INSTITUTION_CLERK', 'PERSON'];

const DISTRICT = /^11\d{4}$/u;
const SIX_DIGITS = /^\d{6}$/u;

type Members = Readonly<Partial<Record<'role' | 'office' | 'post' | 'personCode', unknown>>>;

/** What of a grant does not go together with its role. */
export function grantFaults({ role, office, post, personCode }: Members): FormFault[] {
  const faults: FormFault[] = [];
  const fault = (pointer: string, code: FormFault['code'], detail: string): number =>
    faults.push({ pointer, code, detail });
  if (typeof office === 'string' && !isOfficeOf(role, comparableCode(office)))
    fault(
      '/office',
      'INVALID_VALUE',
      '单位与角色不符：市级与管理员为 110000，区级为本区代码，机构与个人为定点医药机构代码',
    );
  const hasPost = BUREAUS.includes(role) || AGENCIES.includes(role);
  if (hasPost && post === undefined) fault('/post', 'REQUIRED', '行政部门与经办机构的账号须填写岗位');
  if (!hasPost && post !== undefined) fault('/post', 'INVALID_VALUE', '只有行政部门与经办机构的账号填写岗位');
  if (post === 'SETTLEMENT' && BUREAUS.includes(role))
    fault('/post', 'INVALID_VALUE', '审核结算岗只设于经办机构');
  if (role === 'PERSON' && personCode === undefined)
    fault('/personCode', 'REQUIRED', '个人账号须填写本人的医保相关人员代码');
  if (role !== 'PERSON' && personCode !== undefined)
    fault('/personCode', 'INVALID_VALUE', '只有个人账号填写医保相关人员代码');
  return faults;
}

function isOfficeOf(role: unknown, office: string): boolean {
  if (DISTRICT_ROLES.includes(role)) return DISTRICT.test(office) && office !== CITY;
  if (OF_INSTITUTIONS.includes(role)) return !SIX_DIGITS.test(office);
  return office === CITY;
}
