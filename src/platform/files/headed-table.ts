import type { Fault } from '../../domain/shared/result.js';
import type { Tables, TableRow } from './big-table.js';
import type { CellContent } from './workbook.js';

/** A column as a table names it. */
export interface Heading<M extends string> {
  readonly member: M;
  /** The first stands in templates. */
  readonly words: readonly [string, ...string[]];
  /** Whether the table must have the column; its cells may be blank all the same. */
  readonly required: boolean;
}

/** A row by the members of its columns; blank cells are absent. */
export interface HeadedRow<M extends string> {
  readonly number: number;
  readonly cells: ReadonlyMap<M, CellContent>;
}

export type HeadedTable<M extends string> =
  | { readonly ok: true; readonly rows: readonly HeadedRow<M>[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Heading of the column that tells what is wrong with a row; a table may come back with it. */
export const PROBLEM_HEADING = '问题';

const fault = (detail: string): Fault => ({ pointer: '', code: 'INVALID_VALUE', detail });

const wordIn = (cell: CellContent | null | undefined): string =>
  cell === null || cell === undefined ? '' : String(cell.value ?? '').replaceAll(/\s/gu, '');

const named = <M extends string>(headings: readonly Heading<M>[], word: string): Heading<M> | undefined =>
  headings.find(({ words }) => words.includes(word));

/** Takes the one sheet whose first row has the headings, and its rows below, or tells every reason why there is none. */
export function tableUnder<M extends string>(
  headings: readonly Heading<M>[],
  tables: Tables,
): HeadedTable<M> {
  const filled = tables.filter((rows) => rows.length > 0);
  const [only] = filled;
  if (only === undefined) return { ok: false, faults: [fault('文件中没有内容')] };
  const meant =
    filled.length === 1
      ? filled
      : filled.filter(([head]) => head?.cells.some((cell) => named(headings, wordIn(cell))));
  const [table, other] = meant;
  if (table === undefined || other !== undefined) {
    const words =
      table === undefined ? '没有工作表的第 1 行是所需的列名' : '有几个工作表的第 1 行都是列名，请只保留一个';
    return { ok: false, faults: [fault(words)] };
  }
  return underHead(headings, table);
}

function underHead<M extends string>(
  headings: readonly Heading<M>[],
  [head, ...rows]: readonly TableRow[],
): HeadedTable<M> {
  const cells = head?.cells ?? [];
  const columns = cells.map((cell) => named(headings, wordIn(cell))?.member ?? null);
  const faults = [
    ...cells.flatMap((cell, at) => strangeHeading(cell, columns, at)),
    ...headings
      .filter(({ member, required }) => required && !columns.includes(member))
      .map(({ words }) => fault(`第 1 行须为列名，缺少“${words[0]}”`)),
    ...cellsBeside(rows, cells.length),
  ];
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, rows: rows.flatMap((row) => headedRow(row, columns)) };
}

function strangeHeading(cell: CellContent | null, columns: readonly (string | null)[], at: number): Fault[] {
  const word = wordIn(cell);
  const member = columns[at] ?? null;
  if (member !== null) return columns.indexOf(member) < at ? [fault(`列“${word}”重复`)] : [];
  if (word === PROBLEM_HEADING) return [];
  return [fault(word === '' ? `第 ${at + 1} 列没有列名` : `第 1 行的“${word}”不是所需的列名`)];
}

function cellsBeside(rows: readonly TableRow[], columns: number): Fault[] {
  const row = rows.find(
    ({ cells }) => cells.length > columns && cells.slice(columns).some((cell) => cell !== null),
  );
  return row === undefined ? [] : [fault(`第 ${row.number} 行在没有列名的列中有内容`)];
}

function headedRow<M extends string>(
  { number, cells }: TableRow,
  columns: readonly (M | null)[],
): HeadedRow<M>[] {
  const found = new Map<M, CellContent>();
  for (const [at, member] of columns.entries()) {
    const content = cells[at];
    if (member !== null && content !== null && content !== undefined) found.set(member, content);
  }
  return found.size === 0 ? [] : [{ number, cells: found }];
}

/** The cells of a row as they were sent, in the order of the headings; a refused one blank. */
export const textsOf = <M extends string>(
  headings: readonly Heading<M>[],
  { cells }: HeadedRow<M>,
): string[] =>
  headings.map(({ member }) => {
    const value = cells.get(member)?.value;
    if (typeof value === 'boolean') return value ? '是' : '否';
    return value === null || value === undefined ? '' : String(value);
  });
