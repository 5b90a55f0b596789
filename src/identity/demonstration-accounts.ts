import { CITY } from './city.js';
import type { Account } from './account.js';

const DISTRICT = '110105';
const HOSPITAL = 'H11010500001';
const PHARMACY = 'P11010500001';
const DOCTOR = 'D110105000001';

export type DemonstrationAccount = Readonly<
  Omit<Account, 'id' | 'personCode'> & Partial<Pick<Account, 'personCode'>>
>;

/** The three that run the program, none of which may be another. */
export const FIRST_ADMINISTRATORS: readonly [DemonstrationAccount, ...DemonstrationAccount[]] = [
  { username: 'auditor', displayName: '审计人员', role: 'AUDITOR', office: CITY, post: null },
  {
    username: 'sysadmin',
    displayName: '系统管理员',
    role: 'SYSTEM_ADMINISTRATOR',
    office: CITY,
    post: null,
  },
  {
    username: 'secadmin',
    displayName: '安全管理员',
    role: 'SECURITY_ADMINISTRATOR',
    office: CITY,
    post: null,
  },
];

/** The accounts of the demonstration bureau. */
export const DEMONSTRATION_ACCOUNTS: readonly [DemonstrationAccount, ...DemonstrationAccount[]] = [
  {
    username: 'city-bureau',
    displayName: '市医保局执法人员甲',
    role: 'MUNICIPAL_BUREAU',
    office: CITY,
    post: 'OFFICER',
  },
  {
    username: 'city-bureau-2',
    displayName: '市医保局执法人员乙',
    role: 'MUNICIPAL_BUREAU',
    office: CITY,
    post: 'OFFICER',
  },
  {
    username: 'city-bureau-head',
    displayName: '市医保局负责人',
    role: 'MUNICIPAL_BUREAU',
    office: CITY,
    post: 'HEAD',
  },
  {
    username: 'city-legal',
    displayName: '市医保局法制审核人员',
    role: 'MUNICIPAL_BUREAU',
    office: CITY,
    post: 'LEGAL_REVIEWER',
  },
  {
    username: 'city-agency',
    displayName: '市医保经办机构经办人员甲',
    role: 'MUNICIPAL_AGENCY',
    office: CITY,
    post: 'OFFICER',
  },
  {
    username: 'city-agency-2',
    displayName: '市医保经办机构经办人员乙',
    role: 'MUNICIPAL_AGENCY',
    office: CITY,
    post: 'OFFICER',
  },
  {
    username: 'district-bureau',
    displayName: '朝阳区医保局执法人员',
    role: 'DISTRICT_BUREAU',
    office: DISTRICT,
    post: 'OFFICER',
  },
  {
    username: 'district-agency',
    displayName: '朝阳区医保经办机构经办人员甲',
    role: 'DISTRICT_AGENCY',
    office: DISTRICT,
    post: 'OFFICER',
  },
  {
    username: 'district-agency-2',
    displayName: '朝阳区医保经办机构经办人员乙',
    role: 'DISTRICT_AGENCY',
    office: DISTRICT,
    post: 'OFFICER',
  },
  {
    username: 'district-settlement',
    displayName: '朝阳区医保经办机构审核结算人员',
    role: 'DISTRICT_AGENCY',
    office: DISTRICT,
    post: 'SETTLEMENT',
  },
  {
    username: 'hospital',
    displayName: '示范医院医保办人员',
    role: 'INSTITUTION_CLERK',
    office: HOSPITAL,
    post: null,
  },
  {
    username: 'pharmacy',
    displayName: '示范药店医保专员',
    role: 'INSTITUTION_CLERK',
    office: PHARMACY,
    post: null,
  },
  {
    username: 'person',
    displayName: '示范医院医师',
    role: 'PERSON',
    office: HOSPITAL,
    post: null,
    personCode: DOCTOR,
  },
  ...FIRST_ADMINISTRATORS,
];
