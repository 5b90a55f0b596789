import { readCsv } from '../../platform/files/csv.js';
import { UnreadableFile } from '../../platform/files/unreadable-file.js';
import { readWorkbook, XLSX_TYPE, type CellContent } from '../../platform/files/workbook.js';
import { checkForm } from '../../platform/http/check-form.js';
import type { FormFault } from '../../platform/http/form-shape.js';
import { InvalidRequest } from '../../platform/http/problem.js';
import { Upload } from '../../platform/http/upload.js';
import { MAX_ROWS, MaintainedList } from './comparison.dto.js';

type Member = 'personCode' | 'status' | 'since' | 'paid';

interface GridRow {
  readonly number: number;
  /** By column, from 1. */
  readonly cells: ReadonlyMap<number, CellContent>;
}

const LIMITS = { maxRows: MAX_ROWS + 1, maxColumns: 20 };

/** The headings by which a column is known, the first being the one of the template. */
export const HEADINGS: Readonly<Record<Member, readonly [string, ...string[]]>> = {
  personCode: ['人员代码', '医保相关人员代码'],
  status: ['维护状态', '登记备案状态', '状态'],
  since: ['自何日起', '状态起始日', '起始日'],
  paid: ['期间已支付金额（元）', '期间已支付金额', '期间已支付金额(元)'],
};
const MEMBERS = ['personCode', 'status', 'since', 'paid'] as const;
const OPTIONAL: readonly Member[] = ['paid'];

const STATUS_OF_WORD: Readonly<Record<string, string>> = {
  正常: 'NORMAL',
  暂停: 'SUSPENDED',
  终止: 'TERMINATED',
  未登记备案: 'NOT_REGISTERED',
  未登记: 'NOT_REGISTERED',
};

/**
 * Reads what an institution maintains: JSON, or a table as xlsx or csv.
 * @throws InvalidRequest with every fault; of a file each names its row.
 */
export async function readMaintained(body: unknown): Promise<MaintainedList> {
  if (!(body instanceof Upload)) return listOf(body, []);
  const [head, ...rows] = await gridOf(body);
  if (head === undefined) throw invalid('/rows', '文件中没有内容');
  const columns = columnsOf(head);
  const read = rows.map((row) => readRow(row, columns));
  return listOf({ rows: read.map(({ values }) => values) }, read);
}

async function gridOf(upload: Upload): Promise<readonly GridRow[]> {
  try {
    return upload.type === XLSX_TYPE ? await sheetGrid(upload.bytes) : csvGrid(upload.bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) throw invalid('', error.message);
    throw error;
  }
}

async function sheetGrid(bytes: Buffer): Promise<GridRow[]> {
  const [sheet] = (await readWorkbook(bytes, LIMITS)).filter(({ rows }) => rows.length > 0);
  return (sheet?.rows ?? []).map(({ number, cells }) => ({
    number,
    cells: new Map(cells.map(({ column, content }) => [column, content])),
  }));
}

const csvGrid = (bytes: Buffer): GridRow[] =>
  readCsv(bytes, LIMITS).map(({ number, fields }) => ({
    number,
    cells: new Map(fields.flatMap((value, at) => (value === '' ? [] : [[at + 1, { value }] as const]))),
  }));

function columnsOf({ cells }: GridRow): ReadonlyMap<Member, number> {
  const found = new Map<Member, number>();
  for (const [column, { value }] of cells) {
    const member = MEMBERS.find((each) => HEADINGS[each].includes(String(value)));
    if (member === undefined) throw invalid('/rows', `第 1 行的“${String(value)}”不是所需的列名`);
    if (found.has(member)) throw invalid('/rows', `列“${HEADINGS[member][0]}”有两列`);
    found.set(member, column);
  }
  const missing = MEMBERS.filter((member) => !found.has(member) && !OPTIONAL.includes(member));
  if (missing.length > 0) {
    throw invalid(
      '/rows',
      `第 1 行须为列名，缺少：${missing.map((member) => HEADINGS[member][0]).join('、')}`,
    );
  }
  return found;
}

interface ReadRow {
  readonly number: number;
  /** The members of the JSON form. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Why a cell could not be taken, by member. */
  readonly refused: ReadonlyMap<string, string>;
}

function readRow({ number, cells }: GridRow, columns: ReadonlyMap<Member, number>): ReadRow {
  const values: Record<string, unknown> = {};
  const refused = new Map<string, string>();
  for (const [member, column] of columns) {
    const content = cells.get(column);
    if (content === undefined) continue;
    values[member] = 'refused' in content ? null : valueOf(member, content.value);
    if ('refused' in content) refused.set(member, `单元格${content.refused}`);
  }
  return { number, values, refused };
}

function valueOf(member: Member, value: string | number | boolean): unknown {
  if (member === 'status') return STATUS_OF_WORD[String(value)] ?? value;
  return String(value);
}

function listOf(data: unknown, rows: readonly ReadRow[]): MaintainedList {
  const checked = checkForm(MaintainedList, data);
  if (checked.ok) return checked.value;
  throw new InvalidRequest(
    checked.faults.map((fault) => {
      const [, , place, member = ''] = fault.pointer.split('/');
      const row = place === undefined ? undefined : rows[Number(place)];
      if (row === undefined) return fault;
      return { ...fault, detail: `第 ${row.number} 行：${row.refused.get(member) ?? fault.detail}` };
    }),
  );
}

const invalid = (pointer: string, detail: string): InvalidRequest =>
  new InvalidRequest([{ pointer, code: 'INVALID_VALUE', detail } satisfies FormFault]);
