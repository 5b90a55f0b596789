import type { History } from './history.js';
import type { JudgedRepair, JudgedRestoration, JudgedScore, NoticeMeasure } from './standing.js';

/** One rule of the points system looked at, fired or not, with its operands in words. */
export interface HistoryTraceEntry {
  readonly rule: string;
  readonly reading: string | null;
  readonly fired: boolean;
  readonly detail: string;
}

const entry = (rule: string, reading: string | null, fired: boolean, detail: string): HistoryTraceEntry => ({
  rule,
  reading,
  fired,
  detail,
});

const KIND_WORDS = { SUSPENSION: '暂停', TERMINATION: '终止' } as const;

function lengthInWords(measure: NoticeMeasure): string {
  if (measure.kind === 'TERMINATION') return `终止 ${measure.years} 年`;
  const { min, max } = measure.allowedMonths;
  return `暂停 ${min} 至 ${max} 个月，${measure.months === null ? '月数未定' : `取 ${measure.months} 个月`}`;
}

function datesOf({ id, objectionDeadline, provisional, measure }: JudgedScore): HistoryTraceEntry[] {
  if (objectionDeadline === null) {
    return [entry('PQ2025:24', 'S16', false, `${id}：通知书尚未收到，期限和措施没有日期`)];
  }
  const deadline = entry(
    'PQ2025:34',
    'S16',
    true,
    `${id}：申诉截止 ${objectionDeadline}${provisional ? '（所涉年份尚无工作日安排，暂定，S34）' : ''}`,
  );
  if (measure === null) return [deadline];
  const span = `${KIND_WORDS[measure.kind]}自 ${measure.from ?? '未定'} 至 ${measure.to ?? '未定'}，期满不自动恢复（S19）`;
  return [deadline, entry('PQ2025:24', 'S18', true, `${id}：${span}`)];
}

/** The paragraph by which a total leads to a measure, or to none. */
function ruleOf(measure: NoticeMeasure | null): string {
  if (measure === null) return 'PQ2025:26.1';
  return measure.kind === 'TERMINATION' ? 'PQ2025:26.3' : 'PQ2025:26.2';
}

function ofScore(score: JudgedScore, { measureWhenHandled }: History): HistoryTraceEntry[] {
  const { id, points, pointsAlone, yearTotalAfter, measure } = score;
  const fellAway = measure === null && measureWhenHandled.has(id);
  return [
    entry(
      'PQ2025:18',
      'S6',
      points < pointsAlone,
      `${id}：各行为取最高合计 ${pointsAlone} 分，减去此前已记的，增加 ${points} 分`,
    ),
    entry(
      ruleOf(measure),
      'S11',
      measure !== null,
      `${id}：${score.effectiveOn.slice(0, 4)} 年累计 ${yearTotalAfter} 分${measure === null ? '，没有措施' : ` → ${lengthInWords(measure)}`}`,
    ),
    ...(fellAway ? [entry('PQ2025:37', 'S31', true, `${id}：更正或撤销之后不再达到，措施自始无效`)] : []),
    ...datesOf(score),
  ];
}

const REPAIR_WORDS = {
  TERMINATED: '终止期间不予修复',
  CAP_REACHED: '本年度该途径已达上限',
  NOTHING_TO_REPAIR: '当年没有可减的分',
} as const;

const ofRepair = ({ on, deducted, code }: JudgedRepair): HistoryTraceEntry =>
  code === null
    ? entry('PQ2025:32', 'S22', true, `${on} 修复：减 ${deducted} 分；已决定的措施不变（S23）`)
    : entry(
        code === 'TERMINATED' ? 'PQ2025:31' : 'PQ2025:32',
        'S23',
        false,
        `${on} 修复：${REPAIR_WORDS[code]}`,
      );

const RESTORATION_WORDS = {
  TOO_EARLY: '早于可以提出恢复申请的首日，或期满日未定',
  NOT_RESTRICTED: '当日没有需要恢复的暂停或终止',
} as const;

const ofRestoration = ({ approvedOn, effectiveOn, code }: JudgedRestoration): HistoryTraceEntry =>
  code === null
    ? entry('PQ2025:30', 'S19', true, `${approvedOn} 批准恢复：自 ${effectiveOn ?? ''} 起正常`)
    : entry('PQ2025:30', 'S20', false, `${approvedOn} 恢复不成立：${RESTORATION_WORDS[code]}`);

/** Why a history stands as it does: score by score, then repairs, then restorations. */
export function historyTrace(history: History): HistoryTraceEntry[] {
  const { scores, repairs, restorations } = history.standing;
  return [
    ...scores.flatMap((score) => ofScore(score, history)),
    ...repairs.map(ofRepair),
    ...restorations.map(ofRestoration),
  ];
}
