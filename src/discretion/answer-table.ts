import Table from 'cli-table3';
import { DIRECTION_WORDS } from '../domain/discretion/wording.js';
import type { Direction } from '../domain/discretion/facts.js';
import type { DirectionAnswer, EvaluationAnswer, TraceAnswer, ViolationAnswer } from './answer.dto.js';

const OUTCOMES: Readonly<Record<string, string>> = {
  PENALISE: '应予处罚',
  NO_FINE: '不罚款',
  NO_PENALTY: '依法不予处罚',
  WAIVER_PERMITTED: '可以不予处罚',
};

const UNITS: Readonly<Record<string, string>> = { MULTIPLE: '倍', FIXED: '元' };

const NO_LINES_BETWEEN = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
): string {
  const drawn = new Table({
    head: [...head],
    style: { head: [], border: [] },
    ...(widths
      ? { chars: NO_LINES_BETWEEN, colWidths: [...widths], wordWrap: true, wrapOnWordBoundary: false }
      : {}),
  });
  for (const row of rows) drawn.push([...row]);
  return drawn.toString();
}

const bounds = (open: DirectionAnswer): string =>
  `${open.minInclusive ? '[' : '('}${open.min}, ${open.max}${open.maxInclusive ? ']' : ')'}`;

function directions({ directions: open, fineBasis }: ViolationAnswer): string[] {
  if (open.length === 0) return [];
  const unit = UNITS[fineBasis] ?? '';
  const rows = open.map((each) => [
    `${DIRECTION_WORDS[each.direction as Direction]} ${each.direction}`,
    bounds(each),
    `${each.fineMin} – ${each.fineMax}`,
  ]);
  return [table(['方向', `幅度（${unit}）`, '罚款（元）'], rows)];
}

const months = (name: string, range: { minMonths: number; maxMonths: number } | null): string[] =>
  range === null ? [] : [`${name}：${range.minMonths}–${range.maxMonths} 个月`];

function facts(violation: ViolationAnswer): string[] {
  const { circumstances: counted, statutoryRange, gradeRange, midpoint, fineBasis } = violation;
  const unit = UNITS[fineBasis] ?? '';
  return [
    `违法行为 ${violation.id} · 依据 ${violation.basis} · ${OUTCOMES[violation.outcome] ?? ''}（${violation.outcome}）`,
    ...(statutoryRange && gradeRange
      ? [
          `法定幅度 ${statutoryRange.min}–${statutoryRange.max} ${unit}，中间值 ${midpoint ?? ''} ${unit}，` +
            `阶次 ${gradeRange.min}–${gradeRange.max} ${unit}`,
        ]
      : []),
    `计入情形：第十三条 ${counted.shallMitigate} 项，第十四条 ${counted.mayMitigate} 项，第十八条 ${counted.aggravate} 项`,
    `责令退回：${violation.refund} 元`,
    ...months('暂停责任部门', violation.departmentSuspension),
    ...months('暂停联网结算', violation.settlementSuspension),
  ];
}

const RULE_WIDTHS = [16, 6, 78] as const;

function trace(entries: readonly TraceAnswer[], all: boolean): string[] {
  const fired = entries.filter((entry) => entry.fired);
  const idle = entries.length - fired.length;
  const shown = all ? entries : fired;
  const rows = shown.map((entry) => [
    `${all && !entry.fired ? '· ' : ''}${entry.rule}`,
    entry.reading ?? '',
    entry.detail,
  ]);
  const rest = all ? '（· 为未触发）' : `（另有 ${idle} 条未触发，加 --all 列出）`;
  return [`依据与理由${rest}：`, table(['条款', '理解', '内容'], rows, RULE_WIDTHS)];
}

const violationLines = (violation: ViolationAnswer, all: boolean): string[] => [
  ...facts(violation),
  ...directions(violation),
  ...violation.needsOfficer.map(
    ({ code, citation, detail }) => `须由办案人员判断 ${code}（${citation}）：${detail}`,
  ),
  ...trace(violation.trace, all),
  '',
];

function totals({ totals: { fineMin, fineMax, refund } }: EvaluationAnswer): string {
  const fine =
    fineMin === null || fineMax === null ? '待定（有违法行为没有可选的方向）' : `${fineMin} – ${fineMax} 元`;
  return `合计罚款 ${fine}；合计退回 ${refund} 元（两笔账，不相加）`;
}

function proposal(answer: EvaluationAnswer, asked: number): string[] {
  if (asked === 0) return [];
  if (answer.proposalFindings.length === 0) return ['拟处罚款：均在依法可选的幅度之内。'];
  return answer.proposalFindings.map(
    ({ violationId, code, citation, detail }) =>
      `拟处罚款 ${violationId} 不成立 ${code}（${citation}）：${detail}`,
  );
}

/**
 * The answer as a person reads it in a terminal.
 * @param proposals how many fines were proposed.
 * @param all whether to list the rules that did not fire, too.
 */
export function answerTable(answer: EvaluationAnswer, proposals: number, all: boolean): string {
  const { receipt } = answer;
  return [
    ...(answer.transferToJudicialOrgan ? ['涉嫌犯罪：应当移送司法机关，不得以罚代刑（DB2025:5）。', ''] : []),
    ...answer.violations.flatMap((violation) => violationLines(violation, all)),
    totals(answer),
    ...proposal(answer, proposals),
    `回执：规则库 ${receipt.rulebookHash.slice(0, 16)}… 引擎 ${receipt.engineVersion} 输入 ${receipt.inputHash.slice(0, 16)}… 输出 ${receipt.outputHash.slice(0, 16)}…`,
  ].join('\n');
}
