/** Two roles that one person should not hold in one matter. */
export interface RolePair {
  readonly code: string;
  readonly words: string;
  readonly first: readonly string[];
  readonly second: readonly string[];
  /** How what is done is brought into one matter. */
  readonly matter: 'SUBJECT' | 'NOTICE' | 'CLAIMS' | 'TRAINING';
  /** Member that both entries must have in common, where a thing has several matters of the kind. */
  readonly same?: string;
  /** Two doings of the same kind count only from the second on. */
  readonly again?: true;
  readonly citation: string | null;
}

export const ROLE_PAIRS: readonly RolePair[] = [
  {
    code: 'PROPOSER_DECIDER',
    words: '拟定处理意见与记录决定',
    first: ['CASE_PROPOSED'],
    second: ['CASE_DECIDED'],
    matter: 'SUBJECT',
    citation: 'DB2025:21',
  },
  {
    code: 'DETERMINER_REVIEWER',
    words: '认定责任与复核该认定',
    first: ['RESPONSIBILITY_DETERMINED'],
    second: ['DETERMINATION_REVIEWED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:37',
  },
  {
    code: 'REVIEW_OPENER_REVIEWER',
    words: '启动责任认定的复核与复核该认定',
    first: ['DETERMINATION_REVIEW_OPENED'],
    second: ['DETERMINATION_REVIEWED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:42',
  },
  {
    code: 'DETERMINER_OBJECTION',
    words: '认定责任与审查、处理由此而来的申诉',
    first: ['RESPONSIBILITY_DETERMINED'],
    second: ['OBJECTION_FIRST_REVIEWED', 'OBJECTION_DECIDED'],
    matter: 'NOTICE',
    citation: 'PQ2025:35',
  },
  {
    code: 'SCORER_OBJECTION',
    words: '出具记分处理通知书与审查、处理对其的申诉',
    first: ['SCORE_NOTICE_ISSUED'],
    second: ['OBJECTION_FIRST_REVIEWED', 'OBJECTION_DECIDED'],
    matter: 'NOTICE',
    citation: 'PQ2025:35',
  },
  {
    code: 'OBJECTION_REVIEWERS',
    words: '申诉的初审与处理',
    first: ['OBJECTION_FIRST_REVIEWED'],
    second: ['OBJECTION_DECIDED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:35',
  },
  {
    code: 'DETERMINER_SPEAKER_REVIEWER',
    words: '代表责任认定部门陈述意见与审查、处理该申诉',
    first: ['OBJECTION_DETERMINER_HEARD'],
    second: ['OBJECTION_FIRST_REVIEWED', 'OBJECTION_DECIDED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:34',
  },
  {
    code: 'FIRST_REVIEWER_DETERMINER_SPEAKER',
    words: '初审申诉与代表责任认定部门陈述意见',
    first: ['OBJECTION_FIRST_REVIEWED'],
    second: ['OBJECTION_DETERMINER_HEARD'],
    matter: 'SUBJECT',
    citation: 'PQ2025:34',
  },
  {
    code: 'RESTORATION_REVIEWERS',
    words: '恢复的初审与复审',
    first: ['RESTORATION_FIRST_REVIEWED'],
    second: ['RESTORATION_SECOND_REVIEWED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:30',
  },
  {
    code: 'SCORER_RESTORER',
    words: '认定责任、出具通知书与复审由此而来的恢复',
    first: ['RESPONSIBILITY_DETERMINED', 'SCORE_NOTICE_ISSUED'],
    second: ['RESTORED'],
    matter: 'NOTICE',
    citation: 'PQ2025:30',
  },
  {
    code: 'SCORER_SETTLER',
    words: '对人员认定责任、记分与结算其费用明细',
    first: ['RESPONSIBILITY_DETERMINED', 'SCORE_NOTICE_ISSUED'],
    second: ['CLAIMS_SETTLED'],
    matter: 'CLAIMS',
    citation: 'PQ2025:42',
  },
  {
    code: 'SERVER_CORRECTOR',
    words: '记录送达与更正该记录',
    first: ['SCORE_NOTICE_SERVED'],
    second: ['SCORE_NOTICE_SERVED'],
    matter: 'SUBJECT',
    again: true,
    citation: 'PQ2025:34',
  },
  {
    code: 'REPAIR_FILER_ASSESSOR',
    words: '提出修复与评定修复',
    first: ['REPAIR_FILED'],
    second: ['REPAIR_ASSESSED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:32',
  },
  {
    code: 'TRAINING_RECORDER_PAYER',
    words: '记录培训、更正签到与按该培训统一减分',
    first: ['TRAINING_RECORDED', 'ATTENDANCE_CORRECTED'],
    second: ['TRAINING_PAID_OUT'],
    matter: 'SUBJECT',
    citation: 'PQ2025:31',
  },
  {
    code: 'TRAINING_RECORDER_ASSESSOR',
    words: '记录培训、更正签到与评定据此提出的修复',
    first: ['TRAINING_RECORDED', 'ATTENDANCE_CORRECTED'],
    second: ['REPAIR_ASSESSED'],
    matter: 'TRAINING',
    citation: 'PQ2025:31',
  },
  {
    code: 'REPAIR_GRANTER_REVOKER',
    words: '准予修复与撤销该修复',
    first: ['REPAIR_ASSESSED'],
    second: ['REPAIR_REVOKED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:31',
  },
  {
    code: 'OBJECTION_FILER_REVIEWER',
    words: '代为收件申诉与审查、处理该申诉',
    first: ['OBJECTION_FILED', 'OBJECTION_JOINED'],
    second: ['OBJECTION_FIRST_REVIEWED', 'OBJECTION_DECIDED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:35',
  },
  {
    code: 'RESTORATION_FILER_REVIEWER',
    words: '代为收件恢复申请与审查该申请',
    first: ['RESTORATION_FILED'],
    second: ['RESTORATION_FIRST_REVIEWED', 'RESTORATION_SECOND_REVIEWED'],
    matter: 'SUBJECT',
    citation: 'PQ2025:30',
  },
  {
    code: 'CREATOR_GRANTER',
    words: '建立账号与授予角色',
    first: ['ACCOUNT_CREATED'],
    second: ['ROLE_GRANTED', 'GRANT_CONFIRMED'],
    matter: 'SUBJECT',
    citation: null,
  },
  {
    code: 'GRANTER_CONFIRMER',
    words: '授予角色与确认授权',
    first: ['ROLE_GRANTED', 'GRANT_WITHDRAWN'],
    second: ['GRANT_CONFIRMED'],
    matter: 'SUBJECT',
    citation: null,
  },
  {
    code: 'ACCOUNT_REQUESTER_CONFIRMER',
    words: '申请与确认对账号的操作',
    first: ['ACCOUNT_REQUEST_MADE'],
    second: ['ACCOUNT_REQUEST_CONFIRMED'],
    matter: 'SUBJECT',
    same: 'request',
    citation: null,
  },
  {
    code: 'KEY_REQUESTER_CONFIRMER',
    words: '申请与建立机器密钥',
    first: ['MACHINE_KEY_ASKED'],
    second: ['MACHINE_KEY_CREATED'],
    matter: 'SUBJECT',
    citation: null,
  },
  {
    code: 'ERASURE_PROPOSER_CONFIRMER',
    words: '提议与执行删除个人信息',
    first: ['PERSON_ERASURE_PROPOSED'],
    second: ['PERSON_ERASED'],
    matter: 'SUBJECT',
    citation: null,
  },
];
