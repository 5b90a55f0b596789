import type { Counted, Indicators } from '../../domain/duties/indicators.js';
import type { Share } from '../../domain/duties/share.js';
import { date } from '../../domain/shared/calendar-date.js';
import { numberColumn, textColumn, type Paper, type TableCell } from '../../platform/files/table.js';
import type { IndicatorsAnswer } from '../indicators/indicators.dto.js';
import { periodWords } from './words.js';

const NAME_WIDTH = 24;
const SHARE_WIDTH = 12;
const KIND_WORDS: Readonly<Record<string, string>> = { HOSPITAL: '医疗机构', PHARMACY: '零售药店' };

const counted = (what: string): ReturnType<typeof textColumn>[] => [
  numberColumn(`${what}人数`),
  textColumn(`${what}人数占比`, SHARE_WIDTH),
  numberColumn(`${what}人次`),
  textColumn(`${what}人次占比`, SHARE_WIDTH),
  numberColumn(`${what}人次中因本机构行为`, SHARE_WIDTH),
];

const COLUMNS = [
  textColumn('机构代码'),
  textColumn('机构名称', NAME_WIDTH),
  textColumn('类别', SHARE_WIDTH),
  numberColumn('登记备案人数', SHARE_WIDTH),
  ...counted('记分'),
  numberColumn('记分分值'),
  ...counted('暂停'),
  ...counted('终止'),
];

const percent = ({ percent: shown }: Share): string => (shown === null ? '—' : `${shown}%`);

const countedCells = ({
  people,
  times,
  shareOfPeople,
  shareOfTimes,
  overOwnConduct,
}: Counted): TableCell[] => [
  people,
  percent(shareOfPeople),
  times,
  percent(shareOfTimes),
  overOwnConduct.times,
];

const figureCells = ({ registered, scored, suspended, terminated }: Indicators): TableCell[] => [
  registered,
  ...countedCells(scored),
  scored.points,
  ...countedCells(suspended),
  ...countedCells(terminated),
];

/** The indicators as a table (PQ2025:9). */
export function indicatorsPaper(answer: IndicatorsAnswer): Paper {
  const { from, to, asOf, citation, denominator, institutions, total } = answer;
  const { scored, suspended, terminated } = total.formerPeople;
  const rows: TableCell[][] = institutions.map((each) => [
    each.institution,
    each.name,
    KIND_WORDS[each.kind] ?? each.kind,
    ...figureCells(each),
  ]);
  return {
    title: '定点医药机构相关人员医保支付资格管理指标',
    lines: [periodWords({ from: date(from), to: date(to) }), `制表日：${asOf}`],
    tables: [{ caption: '指标', columns: COLUMNS, rows: [...rows, ['合计', '', '', ...figureCells(total)]] }],
    notes: [
      `依据：${citation}。`,
      `占比的分母：${denominator}；合计中一人在多家机构登记备案的只计一人。百分比取两位小数，四舍五入。`,
      '记分按记分时点、暂停与终止按首日计入期内；不增加分值的通知书不计人次；已撤销的记分与自始无效的措施不计。',
      '在该机构登记备案期间发生的，或者因在该机构的行为而作出的，计入该机构。',
      `因所列机构的行为作出、而本人期内已不在册的，不计入占比：记分 ${scored.people} 人 ${scored.times} 人次，` +
        `暂停 ${suspended.people} 人 ${suspended.times} 人次，终止 ${terminated.people} 人 ${terminated.times} 人次。`,
    ],
    closing: [],
  };
}
