import { actionWords } from '../history/history.module.js';
import { HELD_VERDICTS, type HeldVerdict } from './held.js';
import { HELD_KINDS } from './held-kinds.js';
import type { ReplayReport } from './replay.js';
import { REPLAY_KINDS, VERDICTS, type Replayed, type ReplayKind, type Verdict } from './replayed.js';

const KIND_WORDS: Readonly<Record<ReplayKind, string>> = {
  EVALUATION: '案件评估',
  PROPOSAL: '处罚建议',
  DECISION: '处罚决定',
  DETERMINATION: '责任认定',
  LINKED: '随机构的措施',
  NOTICE: '记分通知书',
  MONTHS: '选定月数',
  MEASURE_NOTICE: '暂停终止通知书',
  OBJECTION: '申诉处理',
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

const HELD_WORDS: Readonly<Record<HeldVerdict, string>> = {
  EQUAL: '与历史记录相符',
  DIFFERS: '与历史记录不符',
  MISSING: '历史记录有而库中没有',
  UNRECORDED: '库中有而历史记录没有',
};

/** Lines and rows that do not agree. */
export const unheldCount = ({ held }: ReplayReport): number =>
  Object.values(held).reduce(
    (sum, { DIFFERS, MISSING, UNRECORDED }) => sum + DIFFERS + MISSING + UNRECORDED,
    0,
  );

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

const wordsOf = (kind: string): string => HELD_KINDS.find(({ name }) => name === kind)?.words ?? kind;

function heldLines({ held, firstUnheld }: ReplayReport): string[] {
  const rows = HELD_KINDS.flatMap(({ name, words }) =>
    HELD_VERDICTS.map((verdict) => ({ verdict, count: held[name]?.[verdict] ?? 0 }))
      .filter(({ verdict, count }) => verdict === 'EQUAL' || count > 0)
      .map(({ verdict, count }) => `核对 ${words}：${count} 件${HELD_WORDS[verdict]}`),
  );
  if (firstUnheld === null) return rows;
  const { kind, id, at, verdict, stored, line } = firstUnheld;
  return [
    ...rows,
    `首个不符：${wordsOf(kind)} ${id}（${at}），${HELD_WORDS[verdict]}`,
    ...(stored === null ? [] : [`  库：${excerpt(stored, firstDifference(stored, line ?? ''))}`]),
    ...(line === null ? [] : [`  记：${excerpt(line, firstDifference(line, stored ?? ''))}`]),
  ];
}

/** What nobody should take for proved. */
function restLines({ held, notReplayed }: ReplayReport): string[] {
  const again: readonly string[] = REPLAY_KINDS;
  const only = HELD_KINDS.filter(({ name }) => !again.includes(name)).map(
    ({ name, words }) => `${words} ${held[name]?.EQUAL ?? 0}`,
  );
  const rest = Object.entries(notReplayed).map(([action, count]) => `${actionWords(action)} ${count}`);
  return [
    `只与历史记录核对、不依规则重演：${only.join('、')}`,
    `未核对、未重演（仅由历史记录自身的核验保护）：${rest.length === 0 ? '无' : rest.join('、')}`,
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
    ...heldLines(report),
    ...rows,
    ...restLines(report),
    ...rulebooks.map((hash) => `所依据的规则库 ${hash}`),
    ...(firstDiffering === null ? [] : differenceLines(firstDiffering)),
    ...(firstUndecided === null
      ? []
      : [`首个未能重演：${named(firstUndecided)}，${VERDICT_WORDS[firstUndecided.verdict]}`]),
  ];
}
