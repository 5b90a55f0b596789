import type { Heading } from '../platform/files/headed-table.js';

export const CLAIM_MEMBERS = [
  'lineNo',
  'personCode',
  'serviceDay',
  'amount',
  'paid',
  'emergency',
  'department',
] as const;
export type ClaimMember = (typeof CLAIM_MEMBERS)[number];

const heading = (
  member: ClaimMember,
  required: boolean,
  ...words: readonly [string, ...string[]]
): Heading<ClaimMember> => ({ member, words, required });

/** The columns of a file of claim lines, in the order in which they are written. */
export const CLAIM_HEADINGS: readonly Heading<ClaimMember>[] = [
  heading('lineNo', true, '行号', '明细号', 'lineNo'),
  heading('personCode', true, '人员代码', '医保相关人员代码', 'personCode'),
  heading('serviceDay', true, '服务日期', 'serviceDay'),
  heading('amount', true, '金额（元）', '金额(元)', '金额', 'amount'),
  heading('paid', true, '是否已支付', '已支付', 'paid'),
  heading('emergency', true, '是否急诊抢救', '急诊抢救', 'emergency'),
  heading('department', false, '科室代码', '科室', 'department'),
];

export const wordOf = (member: ClaimMember): string =>
  CLAIM_HEADINGS.find((each) => each.member === member)?.words[0] ?? member;

export const MAX_LINES = 50_000;
