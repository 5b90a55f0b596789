import type { Answer, TestApp } from './test-app.js';

export const CLAIM_HEAD = '行号,人员代码,服务日期,金额（元）,是否已支付,是否急诊抢救,科室代码';

/** A line of a claim file: number, person, day, yuan, 是 or 否 twice, department. */
export type ClaimCells = readonly [
  lineNo: string,
  personCode: string,
  serviceDay: string,
  amount: string,
  paid?: '是' | '否',
  emergency?: '是' | '否',
  department?: string,
];

/** A csv file of claim lines; unpaid and no emergency where nothing is said. */
export const claimsCsv = (lines: readonly ClaimCells[]): string =>
  [
    CLAIM_HEAD,
    ...lines.map(([no, code, day, amount, paid = '否', emergency = '否', department = '']) =>
      [no, code, day, amount, paid, emergency, department].join(','),
    ),
  ].join('\n');

export interface Total {
  readonly verdict: string;
  readonly lines: number;
  readonly amount: string;
}

export interface Batch {
  readonly id: string;
  readonly institution: string;
  readonly repeated: boolean;
  readonly lines: number;
  readonly faulty: number;
  readonly totals: readonly Total[];
  readonly errorsUrl: string | null;
}

export interface Line {
  readonly id: string;
  readonly lineNo: string;
  readonly personCode: string;
  readonly serviceDay: string;
  readonly amount: string;
  readonly paid: boolean;
  readonly emergency: boolean;
  readonly department: string | null;
  readonly verdict: string;
  readonly reasons: readonly { readonly code: string; readonly citation: string }[];
  readonly receipt: string;
}

export interface Day {
  readonly id: string;
  readonly personCode: string;
  readonly serviceDay: string;
  readonly emergency: boolean;
  readonly lines: number;
  readonly amount: string;
  readonly paidThen: string;
}

export interface Part {
  readonly citation: string;
  readonly lineCount: number;
  readonly amount: string;
  readonly lines: readonly Line[];
  readonly days: readonly Day[];
}

export interface Rejudged {
  readonly institution: string;
  readonly forPayment: Part;
  readonly forRecovery: Part;
  readonly recoveryDropped: Part;
}

/** `NOT_PAYABLE 1 200.20` of every verdict. */
export const totalsOf = ({ totals }: Pick<Batch, 'totals'>): string[] =>
  totals.map(({ verdict, lines, amount }) => `${verdict} ${lines} ${amount}`);

/** Sends a file as an account or with a machine key. */
export async function sendFile(
  bureau: TestApp,
  by: { readonly username: string } | { readonly key: string },
  path: string,
  payload: string | Buffer,
  type = 'text/csv',
): Promise<Answer> {
  const token = 'key' in by ? by.key : await bureau.tokenOf(by.username);
  return bureau.request('POST', `/api/v1${path}`, { token, payload, headers: { 'content-type': type } });
}
