import type { Period } from '../../domain/duties/period.js';
import type { InstitutionFigures, ReportFigures } from '../../domain/duties/report.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import { numberColumn, textColumn, type Paper, type TableCell } from '../../platform/files/table.js';
import { REPORTED_COLUMNS, reportedCells } from './reported-columns.js';
import { agencyWords, DEGREE_WORDS, levelWords, MEASURE_WORDS, periodWords } from './words.js';

export interface ReportHead {
  readonly period: Period;
  readonly office: string;
  readonly number: string | null;
  /** Institutions by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly on: CalendarDate;
}

const NAME_WIDTH = 24;

const sums = ({
  notices,
  people,
  points,
  suspensions,
  terminations,
  linked,
  recordedLate,
  restored,
  revised,
  revoked,
}: Omit<InstitutionFigures, 'institution'>): TableCell[] => [
  notices,
  people,
  points,
  suspensions,
  terminations,
  linked,
  recordedLate,
  restored,
  revised,
  revoked,
];

const SUM_COLUMNS = [
  textColumn('机构代码'),
  textColumn('机构名称', NAME_WIDTH),
  ...[
    '记分通知书',
    '被记分人数',
    '记分分值',
    '其中暂停',
    '其中终止',
    '随机构处理',
    '前期补录',
    '恢复',
    '更正',
    '撤销',
  ].map((heading) => numberColumn(heading)),
];

const GROUP_COLUMNS = [
  textColumn('机构代码'),
  textColumn('机构名称', NAME_WIDTH),
  textColumn('负面情形'),
  textColumn('责任程度'),
  textColumn('处理'),
  ...['认定项数', '人数', '认定分值'].map((heading) => numberColumn(heading)),
];

const WHO_COLUMNS = [textColumn('机构代码'), textColumn('人员代码')];

/** An agency's report to the bureau of its level (PQ2025:33). */
export function reportPaper(figures: ReportFigures, head: ReportHead): Paper {
  const { period, office, number, names, on } = head;
  const nameOf = (code: string): string => names.get(code) ?? '';
  const listed = (all: ReportFigures['issued']): TableCell[][] =>
    all.map((each) => [each.institution, each.personCode, ...reportedCells(each)]);
  return {
    title: '定点医药机构相关人员记分与处理情况报告',
    lines: [
      `报送：${levelWords(office)}医疗保障行政部门`,
      `文号：${number ?? '（未编号，草稿）'}`,
      periodWords(period),
    ],
    tables: [
      {
        caption: '各机构汇总',
        columns: SUM_COLUMNS,
        rows: [
          ...figures.institutions.map((each) => [each.institution, nameOf(each.institution), ...sums(each)]),
          ['合计', '', ...sums(figures.total)],
        ],
      },
      {
        caption: '按情形与责任程度',
        columns: GROUP_COLUMNS,
        rows: figures.groups.map((each) => [
          each.institution,
          nameOf(each.institution),
          each.circumstance,
          DEGREE_WORDS[each.degree],
          each.measure === null ? '' : MEASURE_WORDS[each.measure],
          each.findings,
          each.people,
          each.points,
        ]),
      },
      { caption: '本期出具', columns: [...WHO_COLUMNS, ...REPORTED_COLUMNS], rows: listed(figures.issued) },
      {
        caption: '前期出具本期补录或改变',
        columns: [...WHO_COLUMNS, ...REPORTED_COLUMNS],
        rows: listed(figures.earlier),
      },
    ],
    notes: [
      '依据：PQ2025:33。',
      '通知书按出具日计入期内，数据为制表时的状态；恢复、更正、撤销按其发生之日、补录按其录入之日计入期内，包括前期出具的。',
      '合计中一人被多次记分的只计一人。认定分值为各项认定本身的分值，本次记分为扣除同一行为已记分值之后实际增加的分值（S6）。',
      '异议申诉的受理情况未列入本表。',
    ],
    closing: [agencyWords(office), on],
  };
}
