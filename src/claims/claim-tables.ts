import { PROBLEM_HEADING } from '../platform/files/headed-table.js';
import { maskedCell } from '../platform/files/masked-cell.js';
import type { PlainTable } from '../platform/files/plain-table.js';
import { CLAIM_HEADINGS } from './claim-columns.js';
import type { ClaimLineEntity } from './claim-line.entity.js';
import type { FaultyLine } from './claim-reading.js';
import { lineAnswer } from './claims.dto.js';

const VERDICT_WORDS = {
  PAYABLE: '可支付',
  NOT_PAYABLE: '不予支付',
  RECOVERABLE: '已支付，应追回',
  EXEMPT: '急诊抢救除外，可支付',
} as const;

const yesNo = (flag: boolean): string => (flag ? '是' : '否');

/** The faulty lines of a batch with what is wrong, to be mended and sent again; identity numbers, which do not belong there, masked. */
export const faultyTable = (lines: readonly FaultyLine[]): PlainTable => ({
  caption: '有误的明细',
  headings: [...CLAIM_HEADINGS.map(({ words }) => words[0]), PROBLEM_HEADING],
  rows: lines.map(({ row, cells, problems }) =>
    [...cells, `第 ${row} 行：${problems.join('；')}`].map(maskedCell),
  ),
});

/** The stored lines of a batch. */
export const linesTable = (lines: readonly ClaimLineEntity[]): PlainTable => ({
  caption: '明细核查结果',
  headings: [
    '行号',
    '机构代码',
    '人员代码',
    '服务日期',
    '金额（元）',
    '核查时已支付',
    '急诊抢救',
    '科室代码',
    '结论',
    '理由',
    '查询时刻',
    '回执',
  ],
  rows: lines.map((line) => {
    const { lineNo, institution, personCode, serviceDay, amount, ...rest } = lineAnswer(line);
    return [
      lineNo,
      institution,
      personCode,
      serviceDay,
      amount,
      yesNo(rest.paid),
      yesNo(rest.emergency),
      rest.department ?? '',
      VERDICT_WORDS[rest.verdict],
      rest.reasons.map(({ code, citation }) => `${code}（${citation}）`).join('；'),
      rest.answeredAt,
      rest.receipt,
    ];
  }),
});
