import type { DifferenceKind } from '../../domain/duties/comparison.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import {
  dateColumn,
  numberColumn,
  textColumn,
  type Paper,
  type TableCell,
} from '../../platform/files/table.js';
import type { ComparisonFigures, DifferenceAnswer } from '../comparison/comparison.dto.js';
import { agencyWords, DIFFERENCE_WORDS, STATUS_WORDS } from './words.js';

export interface ComparisonHead {
  readonly number: string | null;
  readonly office: string;
  readonly on: CalendarDate;
}

const WIDE = 30;

const COLUMNS = [
  textColumn('人员代码', 20),
  textColumn('差异', WIDE),
  textColumn('应当状态'),
  dateColumn('应当自'),
  textColumn('所维护状态'),
  dateColumn('所维护自'),
  numberColumn('不符天数'),
  numberColumn('其中应关闭而未关闭', 14),
  textColumn('由机构承担的损失（元）', 18),
  textColumn('整改'),
];

const lossWords = ({ loss: { amount, reason } }: DifferenceAnswer): string =>
  amount ?? (reason === 'AMOUNT_NOT_STATED' ? '未填金额，待核' : '无');

const cells = (each: DifferenceAnswer): TableCell[] => [
  each.personCode,
  DIFFERENCE_WORDS[each.kind as DifferenceKind],
  STATUS_WORDS[each.required],
  each.requiredSince,
  each.maintained === null ? '名单中没有' : STATUS_WORDS[each.maintained],
  each.maintainedSince,
  each.daysWrong,
  each.daysOpen,
  lossWords(each),
  each.toMend ? '责令立即整改' : '',
];

/** What an institution has to mend at once (PQ2025:39.2); null where there is nothing. */
export function orderOf(institution: string, differences: readonly DifferenceAnswer[]): string | null {
  const items = differences
    .filter(({ toMend }) => toMend)
    .map(({ personCode, required, requiredSince }) => {
      const since = requiredSince === null ? '' : `（自 ${requiredSince} 起）`;
      return `${personCode} 改为${STATUS_WORDS[required]}${since}`;
    });
  return items.length === 0 ? null : `责令 ${institution} 立即整改到位：${items.join('；')}。`;
}

/** The comparison of an institution's upkeep with what is required (PQ2025:39). */
export function comparisonPaper(figures: ComparisonFigures, { number, office, on }: ComparisonHead): Paper {
  const { institution, institutionName, differences, totals, order, citation } = figures;
  return {
    title: '登记备案状态维护核查表',
    lines: [
      `机构：${institutionName}（${institution}）`,
      `核查之日：${figures.on}`,
      ...(number === null ? [] : [`文号：${number}`]),
      `名单 ${totals.listed} 人，应登记备案 ${totals.required} 人，差异 ${totals.differences} 人，须立即整改 ${totals.toMend} 人。`,
      order ?? '没有须整改的。',
    ],
    tables: [{ caption: '差异', columns: COLUMNS, rows: differences.map(cells) }],
    notes: [
      `依据：${citation}。`,
      '不符天数计至核查之日（含）；名单未说明起始日之前的状态，只计名单足以表明不符的日子。',
      `因未及时维护而由机构承担的损失（PQ2025:39，S33），按名单所填金额合计 ${totals.loss} 元；` +
        `另有 ${totals.lossNotStated} 人未填金额，待核。`,
    ],
    closing: [agencyWords(office), on],
  };
}
