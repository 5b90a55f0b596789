import { comparableCode } from '../domain/registry/codes.js';
import { identityNumberOf } from '../domain/registry/identity-number.js';
import { parseDate, type CalendarDate } from '../domain/shared/calendar-date.js';
import { parseMoney, type Fen } from '../domain/shared/money.js';
import { dayWord, flagWord } from '../platform/files/cell-words.js';
import { textsOf, type HeadedRow } from '../platform/files/headed-table.js';
import type { CellContent } from '../platform/files/workbook.js';
import { CLAIM_HEADINGS, wordOf, type ClaimMember } from './claim-columns.js';

/** A line of a claim, sound in form. */
export interface ClaimLine {
  /** Place in the file, from 1. */
  readonly row: number;
  /** As the institution numbers it. */
  readonly lineNo: string;
  /** Comparable. */
  readonly personCode: string;
  readonly serviceDay: CalendarDate;
  readonly amount: Fen;
  readonly paid: boolean;
  readonly emergency: boolean;
  readonly department: string | null;
}

/** A line that cannot be judged, as it was sent, with every reason. */
export interface FaultyLine {
  readonly row: number;
  readonly cells: readonly string[];
  readonly problems: readonly string[];
}

export interface ReadClaims {
  readonly lines: readonly ClaimLine[];
  readonly faulty: readonly FaultyLine[];
}

/** A row before its values are looked at. */
export interface ClaimRow extends HeadedRow<ClaimMember> {
  /** What is wrong with the row as a whole. */
  readonly problems?: readonly string[];
}

/** The days between which services can be judged. */
export interface ClaimSpan {
  /** First day of the scheme (PQ2025:50). */
  readonly from: CalendarDate;
  readonly today: CalendarDate;
}

const MAX_TEXT = 40;
/** With it an identity number need not be looked for in every text. */
const LIKE_A_NUMBER = /^\d{17}[\dXx]$/;

const REQUIRED = '不能为空';

/** Reads the cells of one row, and gathers what is wrong with them. */
class RowReading {
  readonly problems: string[];

  constructor(
    private readonly cells: ReadonlyMap<ClaimMember, CellContent>,
    private readonly span: ClaimSpan,
    problems: readonly string[],
  ) {
    this.problems = [...problems];
  }

  text(member: ClaimMember): string {
    const text = this.required(member) ?? '';
    this.checkText(member, text);
    return text;
  }

  optionalText(member: ClaimMember): string | null {
    return this.cells.has(member) ? this.text(member) : null;
  }

  amount(member: ClaimMember): Fen | null {
    const text = this.required(member);
    const amount = text === null ? null : parseMoney(text);
    if (text !== null && amount === null)
      this.add(member, '须为以元计的非负数，整数至多 13 位、小数至多 2 位，例如 57227.40');
    return amount;
  }

  flag(member: ClaimMember): boolean {
    const text = this.required(member);
    const flag = text === null ? null : flagWord(text);
    if (typeof flag === 'boolean') return flag;
    if (text !== null) this.add(member, '须填“是”或“否”');
    return false;
  }

  day(member: ClaimMember): CalendarDate | null {
    const text = this.required(member);
    if (text === null) return null;
    const day = parseDate(dayWord(text));
    if (day === null) this.add(member, '须为真实存在的日期，例如 2025-07-01');
    else if (day > this.span.today) this.add(member, `${day} 晚于今日 ${this.span.today}`);
    else if (day < this.span.from)
      this.add(member, `${day} 早于制度施行日 ${this.span.from}，不在核查之列（PQ2025:50）`);
    return day;
  }

  private required(member: ClaimMember): string | null {
    const content = this.cells.get(member);
    if (content === undefined) this.add(member, REQUIRED);
    else if (content.value === null) this.add(member, content.refused);
    else return String(content.value);
    return null;
  }

  private checkText(member: ClaimMember, text: string): void {
    if (Array.from(text).length > MAX_TEXT) this.add(member, `须为至多 ${MAX_TEXT} 个字符的文字`);
    if (/\0|\p{Surrogate}/u.test(text)) this.add(member, '含有不能保存的字符');
    if (LIKE_A_NUMBER.test(text) && identityNumberOf(text, this.span.today, '').ok)
      this.add(member, '填的是居民身份证号；请改填代码或编号，不要在明细中填写身份证号');
  }

  private add(member: ClaimMember, detail: string): void {
    this.problems.push(`${wordOf(member)}：${detail}`);
  }
}

function readRow(row: ClaimRow, span: ClaimSpan): ClaimLine | FaultyLine {
  const reading = new RowReading(row.cells, span, row.problems ?? []);
  const lineNo = reading.text('lineNo');
  const personCode = comparableCode(reading.text('personCode'));
  const serviceDay = reading.day('serviceDay');
  const amount = reading.amount('amount');
  const paid = reading.flag('paid');
  const emergency = reading.flag('emergency');
  const department = reading.optionalText('department');
  if (reading.problems.length > 0 || serviceDay === null || amount === null)
    return faultyLine(row, reading.problems);
  return { row: row.number, lineNo, personCode, serviceDay, amount, paid, emergency, department };
}

const faultyLine = (row: ClaimRow, problems: readonly string[]): FaultyLine => ({
  row: row.number,
  cells: textsOf(CLAIM_HEADINGS, row),
  problems,
});

/** Reads the rows of a file; what cannot be judged is told with every reason, the rest is taken. */
export function readClaimRows(rows: readonly ClaimRow[], span: ClaimSpan): ReadClaims {
  const lines: ClaimLine[] = [];
  const faulty: FaultyLine[] = [];
  const rowOf = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(row, span);
    if ('problems' in read) {
      faulty.push(read);
      continue;
    }
    const first = rowOf.get(read.lineNo);
    if (first === undefined) {
      rowOf.set(read.lineNo, row.number);
      lines.push(read);
    } else faulty.push(faultyLine(row, [`${wordOf('lineNo')}：与第 ${first} 行的行号重复`]));
  }
  return { lines, faulty };
}
