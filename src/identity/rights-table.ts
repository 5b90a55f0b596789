import type { MachineScope } from './machine-key-scope.js';
import type { Post, Role } from './role.js';

/** What part of the city a role sees and works on with a right. */
export type Within = 'CITY' | 'DISTRICT' | 'INSTITUTION' | 'OWN_FILE';

/** Who may do a thing. */
export interface RightRow {
  /** What the right lets its holder do, in Chinese. */
  readonly says: string;
  /** The roles that hold it, each with the part of the city it reaches. */
  readonly held: Partial<Readonly<Record<Role, Within>>>;
  /** The posts of bureaus and agencies it is kept to; absent: any post. */
  readonly posts?: readonly Post[];
  /** The scope with which a machine key of an institution holds it too; absent: no key does. */
  readonly machineScope?: MachineScope;
  /** What the same person must not have done before, in Chinese; the service refuses it. */
  readonly fourEyes?: string;
  readonly citation?: string;
}

const BUREAUS = { MUNICIPAL_BUREAU: 'CITY', DISTRICT_BUREAU: 'DISTRICT' } as const;
const AGENCIES = { MUNICIPAL_AGENCY: 'CITY', DISTRICT_AGENCY: 'DISTRICT' } as const;
const OFFICES = { ...BUREAUS, ...AGENCIES } as const;
const INSTITUTION = { INSTITUTION_CLERK: 'INSTITUTION' } as const;
const PERSON = { PERSON: 'OWN_FILE' } as const;
const AUDITOR = { AUDITOR: 'CITY' } as const;

/** PQ2025:42: whoever checks and settles claims neither scores, nor reviews, nor keeps files. */
const NOT_SETTLEMENT = ['OFFICER', 'HEAD', 'LEGAL_REVIEWER'] as const satisfies readonly Post[];

/** Every right, and who holds it. Guards, the API reference and docs/rights.md come from here. */
export const RIGHTS = {
  // accounts
  'machine-key.read': {
    says: '查看机器密钥一览，不含密钥本身',
    held: { SYSTEM_ADMINISTRATOR: 'CITY', SECURITY_ADMINISTRATOR: 'CITY', ...AUDITOR },
  },
  'machine-key.keep': {
    says: '为定点医药机构的系统申请、停用机器密钥',
    held: { SYSTEM_ADMINISTRATOR: 'CITY' },
    fourEyes: '由安全管理员确认后建立',
  },
  'machine-key.confirm': {
    says: '确认机器密钥的机构与可用范围，取得密钥转交机构',
    held: { SECURITY_ADMINISTRATOR: 'CITY' },
    fourEyes: '申请密钥的系统管理员不得确认',
  },

  'account.read': {
    says: '查看账号一览及其代理的历史',
    held: { SYSTEM_ADMINISTRATOR: 'CITY', SECURITY_ADMINISTRATOR: 'CITY', ...AUDITOR },
  },
  'account.keep': {
    says: '建立、停用、启用、解锁账号，重设密码，办理离岗移交；不授予权限',
    held: { SYSTEM_ADMINISTRATOR: 'CITY' },
    fourEyes:
      '不得办理自己的账号；曾被授权的账号重设密码，三类管理员与市医保局负责人的账号停用、启用、解锁，由另一人确认后生效',
  },
  'account.read-requests': {
    says: '查看须两人办理的账号申请，以及账号授权的历史',
    held: {
      SYSTEM_ADMINISTRATOR: 'CITY',
      SECURITY_ADMINISTRATOR: 'CITY',
      ...AUDITOR,
      MUNICIPAL_BUREAU: 'CITY',
    },
    posts: ['HEAD'],
  },
  'account.request': {
    says: '没有另一名系统管理员时，申请重设系统管理员的密码',
    held: { SECURITY_ADMINISTRATOR: 'CITY' },
    fourEyes: '不得办理自己的账号；由另一人确认后生效',
  },
  'account.confirm': {
    says: '确认重设账号的密码并取得一次性密码转交本人，确认停用、启用、解锁三类管理员与市医保局负责人的账号，确认其角色的授予、收回、变更；市医保局负责人只在没有可用的安全管理员时确认',
    held: { SECURITY_ADMINISTRATOR: 'CITY', MUNICIPAL_BUREAU: 'CITY' },
    posts: ['HEAD'],
    fourEyes: '申请、授权的人与账号本人不得确认，代理人不得代为确认',
  },
  'grant.keep': {
    says: '授予、收回角色与岗位，指定代理人；不建立账号',
    held: { SECURITY_ADMINISTRATOR: 'CITY' },
    fourEyes: '不得办理自己的账号；管理员与市医保局负责人角色的授予、收回、变更，由另一人确认后生效',
  },

  // the record
  'record.read': { says: '查看、核验历史记录', held: AUDITOR },
  'record.export': { says: '导出历史记录', held: AUDITOR },
  'history.read': {
    says: '查看案件、人员、机构的时间线；区级单位看到涉及本区的部分，谁查看过身份证号只有审计人员看到',
    held: { ...OFFICES, ...AUDITOR },
  },
  'audit.ask': { says: '抽样、统计裁量权的行使、查找审计疑点', held: AUDITOR },

  // cases
  'case.read': { says: '查看案件、历次评估与决定', held: { ...OFFICES, ...AUDITOR } },
  'case.prepare': {
    says: '立案、修改事实、评估、拟定处理意见；行政部门办理处罚案件，经办机构办理协议处理',
    held: OFFICES,
    posts: NOT_SETTLEMENT,
  },
  'case.decide-penalty': {
    says: '记录行政处罚决定',
    held: { MUNICIPAL_BUREAU: 'CITY' },
    posts: NOT_SETTLEMENT,
    citation: 'DB2025:4',
  },
  'case.decide-agreement': { says: '记录协议处理', held: AGENCIES, posts: NOT_SETTLEMENT },
  'case.follow-decision': {
    says: '记录决定的送达、变更与撤销；处罚决定由市医保局，协议处理由经办机构',
    held: { MUNICIPAL_BUREAU: 'CITY', ...AGENCIES },
    posts: NOT_SETTLEMENT,
    citation: 'DB2025:4',
  },

  // the rulebook
  'schedule.import': { says: '导入裁量细则', held: { MUNICIPAL_BUREAU: 'CITY' }, posts: NOT_SETTLEMENT },
  'calendar.import': {
    says: '导入年度放假调休安排',
    held: { MUNICIPAL_BUREAU: 'CITY' },
    posts: NOT_SETTLEMENT,
  },
  'ruling.record': {
    says: '记录对有疑义条款的正式解释',
    held: { MUNICIPAL_BUREAU: 'CITY' },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:48',
  },

  // the registry
  'institution.read': {
    says: '查看定点医药机构及其协议状态',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
  },
  'institution.keep': {
    says: '登记定点医药机构，变更协议与科室状态',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:7',
  },
  'person.read': { says: '查看登记备案的相关人员', held: { ...OFFICES, ...INSTITUTION, ...AUDITOR } },
  'person.keep': {
    says: '为相关人员登记备案、签署承诺、取消登记；机构只为本机构办理',
    held: { ...AGENCIES, ...INSTITUTION },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:13',
  },
  'person.move': {
    says: '变更主执业地、执业机构',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:13',
  },
  'person.merge': { says: '合并重复的人员档案，或者撤销合并', held: AGENCIES, posts: NOT_SETTLEMENT },

  'identity.reveal': {
    says: '查看完整的居民身份证号；须有理由，载入历史记录；区经办只看在本区登记备案的人员',
    held: { MUNICIPAL_BUREAU: 'CITY', ...AGENCIES },
    posts: ['OFFICER', 'HEAD'],
  },
  'person.read-erasure': {
    says: '查看删除人员个人信息的申请及其办理',
    held: { MUNICIPAL_AGENCY: 'CITY', ...AUDITOR },
  },
  'person.erase': {
    says: '申请、确认、撤回删除人员的个人信息',
    held: { MUNICIPAL_AGENCY: 'CITY' },
    posts: NOT_SETTLEMENT,
    fourEyes: '提出申请的人不得确认',
  },

  // qualification
  'qualification.check': {
    says: '查询某人某日在某机构的服务可否支付；定点机构只得知在本机构登记的人员，个人只得知本人',
    held: { ...OFFICES, ...INSTITUTION, ...PERSON, ...AUDITOR },
    machineScope: 'qualifications:read',
    citation: 'PQ2025:40',
  },
  'qualification.staff': {
    says: '查看某机构全部人员的支付资格',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
    machineScope: 'qualifications:read',
    citation: 'PQ2025:29',
  },
  'qualification.pre-check': {
    says: '登记备案之前查询拟登记人员可否登记',
    held: INSTITUTION,
    citation: 'PQ2025:27',
  },
  'own-file.read': { says: '查看本人的档案、状态与通知', held: PERSON, citation: 'PQ2025:29' },

  // scoring
  'determination.read': {
    says: '查看责任认定书；区级单位看本单位作出的和涉及本区机构的',
    held: { ...OFFICES, ...AUDITOR },
  },
  'determination.write': {
    says: '认定责任；处罚后由市医保局，协议处理后由作出处理的经办机构',
    held: OFFICES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:16',
  },
  'linked-measure.write': {
    says: '机构或科室被中止、解除协议时，一并调整主要责任人的状态',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:27',
  },
  'notice.read': {
    says: '查看记分处理通知书；机构只看已送达本机构的',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
  },
  'notice.issue': {
    says: '出具、送达记分处理通知书与暂停、终止通知书，选定月数',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    fourEyes: '补录的由上一步经办人以外的人员办理，送达记录由原记录人以外的人员更正',
    citation: 'PQ2025:24',
  },
  'correction.read': {
    says: '查看文书更正',
    held: { ...OFFICES, ...INSTITUTION, ...PERSON, ...AUDITOR },
  },
  'correction.write': { says: '更正文书中的笔误', held: AGENCIES, posts: NOT_SETTLEMENT },
  'person-ledger.read': {
    says: '查看相关人员的一医一档与记分台账；记分全市共享可查，机构只看登记在本机构的人员',
    held: { ...OFFICES, DISTRICT_BUREAU: 'CITY', DISTRICT_AGENCY: 'CITY', ...INSTITUTION, ...AUDITOR },
    citation: 'PQ2025:25',
  },
  'person-ledger.preview': {
    says: '预演在册人员再被记分的后果',
    held: { ...OFFICES, DISTRICT_BUREAU: 'CITY', DISTRICT_AGENCY: 'CITY', ...AUDITOR },
    citation: 'PQ2025:25',
  },
  'licence-list.read': { says: '查看执业证书吊销名单的比对结果', held: { ...OFFICES, ...AUDITOR } },
  'licence-list.match': {
    says: '导入执业证书吊销名单并比对',
    held: OFFICES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:43',
  },

  // measures
  'measure.read': { says: '查看暂停、终止与即将期满的人员', held: { ...OFFICES, ...AUDITOR } },
  'site-notice.read': {
    says: '查看对各执业机构的状态变更告知',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
  },
  'site-notice.confirm': { says: '确认已变更登记备案状态', held: INSTITUTION, citation: 'PQ2025:24' },
  'work-list.read': {
    says: '查看待办与期限；区经办机构还看本区机构逾期的事项',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
  },

  // objections
  'objection.read': {
    says: '查看异议申诉',
    held: { ...OFFICES, ...INSTITUTION, ...PERSON, ...AUDITOR },
  },
  'objection.file': {
    says: '提出、补充、撤回异议申诉，对办理结果再次提出异议；区经办机构代收本区的',
    held: { DISTRICT_AGENCY: 'DISTRICT', ...INSTITUTION, ...PERSON },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:34',
  },
  'objection.accept': {
    says: '受理、初审异议申诉',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    fourEyes: '作出认定、记分、选定月数或者代表认定部门陈述意见的人员不得办理',
    citation: 'PQ2025:34',
  },
  'objection.handle': {
    says: '办理异议申诉：认定部门意见、专家评估、作出结论；仍有异议的由同级行政部门处理',
    held: OFFICES,
    posts: NOT_SETTLEMENT,
    fourEyes: '作出认定、记分、选定月数或者代表认定部门陈述意见的人员不得办理',
    citation: 'PQ2025:35',
  },
  'objection.tell-outcome': {
    says: '记录已将异议申诉的办理结果告知机构和本人；由辖区经办机构告知',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:37',
  },
  'reversal.read': { says: '查看处理依据失去效力后的复核', held: { ...OFFICES, ...AUDITOR } },
  'reversal.review': {
    says: '处理依据失去效力后复核责任认定',
    held: OFFICES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:37',
  },

  // restoration and repair
  'restoration.read': {
    says: '查看资格恢复申请',
    held: { ...OFFICES, ...INSTITUTION, ...PERSON, ...AUDITOR },
  },
  'restoration.file': {
    says: '提出、补充、撤回资格恢复申请；无工作单位的由本人或者区经办机构代收',
    held: { DISTRICT_AGENCY: 'DISTRICT', ...INSTITUTION, ...PERSON },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:30',
  },
  'restoration.resume-site': {
    says: '终止自始无效后，恢复因终止取消的登记备案',
    held: { DISTRICT_AGENCY: 'DISTRICT', ...INSTITUTION },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:37',
  },
  'restoration.first-review': {
    says: '初审资格恢复申请',
    held: { DISTRICT_AGENCY: 'DISTRICT' },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:30',
  },
  'restoration.second-review': {
    says: '复审资格恢复申请',
    held: { MUNICIPAL_AGENCY: 'CITY' },
    posts: NOT_SETTLEMENT,
    fourEyes: '初审、认定、记分的人员不得复审',
    citation: 'PQ2025:30',
  },
  'restoration.tell-outcome': {
    says: '记录已将资格恢复申请的结果告知本人，不予恢复的并已将原因告知机构；由作出审核的经办机构告知',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:30',
  },
  'repair.read': { says: '查看记分修复申请', held: { ...OFFICES, ...INSTITUTION, ...PERSON, ...AUDITOR } },
  'repair.file': {
    says: '提出、撤回记分修复申请；区经办机构代收本区的',
    held: { DISTRICT_AGENCY: 'DISTRICT', ...INSTITUTION },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:31',
  },
  'repair.assess': {
    says: '评估记分修复申请，集中评估到场人员',
    held: { DISTRICT_AGENCY: 'DISTRICT' },
    posts: NOT_SETTLEMENT,
    fourEyes: '录入证明材料、登记或者更正到场情况的人员不得评估',
    citation: 'PQ2025:31',
  },
  'training.read': {
    says: '查看培训和活动；机构和本人只见有自己人员到场的',
    held: {
      ...OFFICES,
      DISTRICT_BUREAU: 'CITY',
      DISTRICT_AGENCY: 'CITY',
      ...INSTITUTION,
      ...PERSON,
      ...AUDITOR,
    },
  },
  'training.hold': {
    says: '登记培训和活动及到场人员，更正到场情况',
    held: OFFICES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:32',
  },

  // claims
  'claim.read': {
    says: '查看报送的费用明细及其核对结果',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
    machineScope: 'claims:write',
  },
  'claim.hand-in': {
    says: '报送费用明细；机构只报本机构的',
    held: { ...AGENCIES, ...INSTITUTION },
    machineScope: 'claims:write',
    citation: 'PQ2025:40',
  },
  'claim.read-rejudged': {
    says: '查看重新评判之后应补付、应追回的明细和处理情况',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
    citation: 'PQ2025:40',
  },
  'claim.settle': {
    says: '记录已补付、已追回或不再追回；审核结算岗与记分岗分设',
    held: AGENCIES,
    posts: ['SETTLEMENT'],
    citation: 'PQ2025:42',
  },

  // duties of offices and institutions
  'duty.read': {
    says: '查看谈话提醒、培训、公开标识、核查与指标',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
  },
  'talk.record': {
    says: '记录谈话提醒与学习培训',
    held: { DISTRICT_AGENCY: 'DISTRICT', ...INSTITUTION },
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:28',
  },
  'mark.publish': { says: '公开、撤下相关责任人员的标识名单', held: INSTITUTION, citation: 'PQ2025:29' },
  'comparison.run': {
    says: '核对机构登记备案状态与台账是否一致',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:39',
  },
  'report.read': { says: '查看信息报送', held: { ...OFFICES, ...AUDITOR }, citation: 'PQ2025:33' },
  'report.send': {
    says: '起草、报送记分与处理情况',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:33',
  },
  'letter.read': { says: '查看函告', held: { ...OFFICES, ...AUDITOR }, citation: 'PQ2025:43' },
  'letter.send': {
    says: '起草、发出致卫生健康、药品监管部门的函告',
    held: AGENCIES,
    posts: NOT_SETTLEMENT,
    citation: 'PQ2025:43',
  },

  // the feed
  'feed.read': {
    says: '读取某机构的状态变更',
    held: { ...OFFICES, ...INSTITUTION, ...AUDITOR },
    machineScope: 'feed:read',
    citation: 'PQ2025:45',
  },
  'webhook.read': { says: '查看推送及其送达情况', held: { ...OFFICES, ...INSTITUTION, ...AUDITOR } },
  'webhook.keep': { says: '建立、暂停、恢复、删除本机构的推送', held: INSTITUTION, citation: 'PQ2025:45' },
} as const satisfies Readonly<Record<string, RightRow>>;

export type RightName = keyof typeof RIGHTS;

/** The row of a right. */
export const rightRow = (name: RightName): RightRow => RIGHTS[name];
