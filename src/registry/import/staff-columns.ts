import type { PersonnelKind } from '../../domain/registry/personnel-kind.js';
import type { Heading } from '../../platform/files/headed-table.js';

export type StaffMember =
  | 'codes'
  | 'name'
  | 'identityNumber'
  | 'institutionName'
  | 'institutionCode'
  | 'district'
  | 'kind'
  | 'practiceType'
  | 'practiceCategory'
  | 'practiceScope'
  | 'professionalTitle'
  | 'status'
  | 'departmentCode'
  | 'from'
  | 'primary'
  | 'multiSiteApproval'
  | 'signedOn'
  | 'commitmentFrom'
  | 'commitmentTo'
  | 'electronic'
  | 'archiveNo';

/** A column of the staff list, with what its cells hold, for the template. */
export interface StaffHeading extends Heading<StaffMember> {
  readonly note: string;
  readonly example: string;
}

const heading = (
  member: StaffMember,
  required: boolean,
  words: readonly [string, ...string[]],
  note: string,
  example: string,
): StaffHeading => ({ member, words, required, note, example });

/** The columns of a staff list: the fields of PQ2025:14, the registration and the commitment (PQ2025:11, 13). */
export const STAFF_HEADINGS: readonly StaffHeading[] = [
  heading('codes', true, ['医保相关人员代码', '人员代码'], '必填；几个代码以顿号隔开', 'D110105000888'),
  heading('name', true, ['姓名'], '必填', '张示例'),
  heading(
    'identityNumber',
    true,
    ['身份证号', '居民身份证号'],
    '必填；18 位，单元格须为文本格式；加密保存',
    '110105190202028886',
  ),
  heading('institutionName', false, ['医药机构名称'], '可不填；填写的须与登记的一致', ''),
  heading('institutionCode', false, ['医药机构代码'], '可不填；填写的须为本机构', ''),
  heading('district', false, ['医保区划'], '可不填；填写的须为本机构所在的六位区划', ''),
  heading(
    'kind',
    true,
    ['人员类别'],
    '必填：医疗、药学、护理、技术、费用审核；药店为药店主要负责人、药店医药服务人员（第十条）',
    '医疗',
  ),
  heading('practiceType', true, ['执业类型'], '必填；没有的填“无”', '执业医师'),
  heading('practiceCategory', true, ['执业类别'], '必填；没有的填“无”', '临床'),
  heading('practiceScope', true, ['执业范围'], '必填；没有的填“无”', '内科专业'),
  heading('professionalTitle', true, ['专业技术职务'], '必填；没有的填“无”', '主治医师'),
  heading('status', false, ['登记备案状态'], '可不填；只可填“正常”：暂停、终止由记分产生', '正常'),
  heading('departmentCode', false, ['科室代码'], '可不填；须已登记', ''),
  heading('from', true, ['登记备案起始日'], '必填；例如 2025-07-01', '2025-07-01'),
  heading('primary', false, ['主执业地'], '可不填；“是”表示本机构为主执业地', '是'),
  heading('multiSiteApproval', false, ['多点执业许可文号'], '医师同时在他处登记的必填（第十三条）', ''),
  heading('signedOn', false, ['承诺书签署日'], '承诺尚未录入的必填（第十一条）', '2025-06-30'),
  heading('commitmentFrom', false, ['承诺书起始日'], '可不填；不填为签署日', ''),
  heading('commitmentTo', false, ['承诺书截止日'], '可不填；无固定期限的不填', ''),
  heading('electronic', false, ['电子承诺书'], '可不填；“是”或“否”', '否'),
  heading('archiveNo', false, ['承诺书存档编号'], '承诺尚未录入的必填', '示例档001'),
];

export const wordOf = (member: StaffMember): string =>
  STAFF_HEADINGS.find((each) => each.member === member)?.words[0] ?? member;

export const KIND_OF_WORD: Readonly<Record<string, PersonnelKind>> = {
  医疗: 'MEDICAL',
  药学: 'PHARMACY',
  护理: 'NURSING',
  技术: 'TECHNICAL',
  费用审核: 'FEE_AUDIT',
  药店主要负责人: 'PHARMACY_PRINCIPAL',
  药店医药服务人员: 'PHARMACY_STAFF',
};

const MEMBER_OF_POINTER: Readonly<Record<string, StaffMember>> = {
  '/codes': 'codes',
  '/name': 'name',
  '/identityNumber': 'identityNumber',
  '/registration/institutionCode': 'institutionCode',
  '/registration/departmentCode': 'departmentCode',
  '/registration/kind': 'kind',
  '/registration/practiceType': 'practiceType',
  '/registration/practiceCategory': 'practiceCategory',
  '/registration/practiceScope': 'practiceScope',
  '/registration/professionalTitle': 'professionalTitle',
  '/registration/from': 'from',
  '/registration/multiSiteApproval': 'multiSiteApproval',
  '/commitment/institutionCode': 'institutionCode',
  '/commitment/signedOn': 'signedOn',
  '/commitment/from': 'commitmentFrom',
  '/commitment/to': 'commitmentTo',
  '/commitment/electronic': 'electronic',
  '/commitment/archiveNo': 'archiveNo',
};

/** The column in which a member of the person's form stands. */
export const memberAt = (pointer: string): StaffMember | null =>
  MEMBER_OF_POINTER[pointer.replace(/\/\d+$/, '')] ?? null;

export const MAX_STAFF = 20_000;
