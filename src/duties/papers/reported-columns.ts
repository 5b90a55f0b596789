import type { Reported } from '../../domain/duties/reported.js';
import {
  dateColumn,
  numberColumn,
  textColumn,
  type TableCell,
  type TableColumn,
} from '../../platform/files/table.js';
import { DEGREE_WORDS, MEASURE_WORDS, NOT_KNOWN, STATE_WORDS } from './words.js';

const WIDE = 28;
const SHORT = 10;

/** Notices and linked measures one by one, after columns that say whose they are. */
export const REPORTED_COLUMNS: readonly TableColumn[] = [
  textColumn('通知书或认定书文号', WIDE),
  dateColumn('出具日'),
  dateColumn('记分时点'),
  textColumn('负面情形与责任程度', WIDE),
  numberColumn('本次记分'),
  numberColumn('当年累计'),
  textColumn('处理', SHORT),
  dateColumn('首日'),
  dateColumn('末日'),
  dateColumn('恢复正常之日'),
  textColumn('记分状态', SHORT),
];

/** A day that a measure has or will have; of no measure there is none. */
const dayOf = ({ measure }: Reported, member: 'from' | 'to'): TableCell =>
  measure === null ? null : (measure[member] ?? NOT_KNOWN);

export function reportedCells(each: Reported): TableCell[] {
  const { source, number, issuedOn, pointsDay, findings, points, yearTotalAfter, measure, state } = each;
  const words = findings.map(
    ({ circumstance, degree, points: own }) => `${circumstance} ${DEGREE_WORDS[degree]} ${own} 分`,
  );
  return [
    number,
    issuedOn,
    pointsDay,
    source === 'LINKED' ? '随机构处理一并调整（PQ2025:27）' : words.join('；'),
    points,
    yearTotalAfter,
    measure === null ? '' : MEASURE_WORDS[measure.kind],
    dayOf(each, 'from'),
    dayOf(each, 'to'),
    measure?.restoredOn ?? null,
    STATE_WORDS[state],
  ];
}
