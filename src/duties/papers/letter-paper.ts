import type { Authority } from '../../domain/duties/authority.js';
import type { Period } from '../../domain/duties/period.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import { textColumn, type Paper, type TableCell } from '../../platform/files/table.js';
import type { LetterFigures, LetterRow } from '../sent/letter-figures.js';
import { REPORTED_COLUMNS, reportedCells } from './reported-columns.js';
import { agencyWords, AUTHORITY_WORDS, levelWords, periodWords } from './words.js';

export interface LetterHead {
  readonly period: Period;
  readonly office: string;
  readonly number: string | null;
  readonly authority: Authority;
  readonly on: CalendarDate;
}

const NAME_WIDTH = 24;
const SHORT = 10;

const COLUMNS = [
  textColumn('机构代码'),
  textColumn('机构名称', NAME_WIDTH),
  textColumn('人员代码'),
  textColumn('姓名', SHORT),
  ...REPORTED_COLUMNS,
];

const cells = (row: LetterRow): TableCell[] => [
  row.institution,
  row.institutionName,
  row.personCode,
  row.personName,
  ...reportedCells(row),
];

/** A letter with its list to the health or drug authority of the level (PQ2025:43), in a plain layout. */
export function letterPaper({ people, rows, earlier }: LetterFigures, head: LetterHead): Paper {
  const { period, office, number, authority, on } = head;
  const sites = authority === 'HEALTH' ? '定点医疗机构' : '定点零售药店';
  return {
    title: '关于定点医药机构相关人员记分与处理情况的函',
    lines: [
      `文号：${number ?? '（未编号，草稿）'}`,
      `${levelWords(office)}${AUTHORITY_WORDS[authority]}：`,
      `现将${sites}相关人员的记分与处理情况函告如下，涉及 ${people} 人，其中本期出具 ${rows.length} 件，` +
        `前期出具而本期补录、恢复、更正或撤销 ${earlier.length} 件。`,
      periodWords(period),
    ],
    tables: [
      { caption: '本期出具', columns: COLUMNS, rows: rows.map(cells) },
      { caption: '前期出具本期补录或改变', columns: COLUMNS, rows: earlier.map(cells) },
    ],
    notes: ['依据：PQ2025:43。', '本函为通用版式，不是 PQ2025 附件 9 的官方文书样式。'],
    closing: [agencyWords(office), on],
  };
}
