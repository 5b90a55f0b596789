import type { ReplayReport } from './replay.js';
import { REPLAY_KINDS, VERDICTS, type Replayed, type ReplayKind, type Verdict } from './replayed.js';

const KIND_WORDS: Readonly<Record<ReplayKind, string>> = {
  EVALUATION: '案件评估',
  PROPOSAL: '处罚建议',
  DECISION: '处罚决定',
  DETERMINATION: '责任认定',
  NOTICE: '记分通知书',
  MONTHS: '选定月数',
  MEASURE_NOTICE: '暂停终止通知书',
  REVERSAL: '记分更正撤销',
  REPAIR: '记分修复',
  RESTORATION: '资格恢复',
  STANDING: '现有状态',
};

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  EQUAL: '一致',
  DIFFERS: '不一致',
  OTHER_ENGINE: '由本程序已没有的规则版本作出，未能重演',
  RULEBOOK_UNKNOWN: '当时的规则库没有保存或已不是原样，未能重演',
};

export const countOf = ({ counts }: ReplayReport, verdict: Verdict): number =>
  REPLAY_KINDS.reduce((sum, kind) => sum + counts[kind][verdict], 0);

const AROUND = 120;

/** The text around the place where two differ first. */
function excerpt(text: string, place: number): string {
  const [from, to] = [Math.max(0, place - AROUND), Math.min(text.length, place + AROUND)];
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

function firstDifference(one: string, other: string): number {
  let place = 0;
  while (place < one.length && one[place] === other[place]) place += 1;
  return place;
}

const named = ({ kind, id, at }: Replayed): string =>
  `${KIND_WORDS[kind]} ${id}${at === null ? '' : `（${at}）`}`;

function differenceLines(each: Replayed): string[] {
  const again = each.again ?? '';
  const place = firstDifference(each.stored, again);
  return [
    `首个不一致：${named(each)}，自第 ${place + 1} 个字符起不同（--json 给出全文）`,
    `  存：${excerpt(each.stored, place)}`,
    `  算：${excerpt(again, place)}`,
  ];
}

/** The report for people. */
export function reportLines(report: ReplayReport): string[] {
  const { counts, rulebooks, firstDiffering, firstUndecided } = report;
  const rows = REPLAY_KINDS.flatMap((kind) =>
    VERDICTS.filter((verdict) => verdict === 'EQUAL' || counts[kind][verdict] > 0).map(
      (verdict) => `${KIND_WORDS[kind]}：${counts[kind][verdict]} 件${VERDICT_WORDS[verdict]}`,
    ),
  );
  return [
    ...rows,
    ...rulebooks.map((hash) => `所依据的规则库 ${hash}`),
    ...(firstDiffering === null ? [] : differenceLines(firstDiffering)),
    ...(firstUndecided === null
      ? []
      : [`首个未能重演：${named(firstUndecided)}，${VERDICT_WORDS[firstUndecided.verdict]}`]),
  ];
}
