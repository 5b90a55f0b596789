import type { Cell, Worksheet } from 'exceljs';
import { Temporal } from 'temporal-polyfill';
import { parseDate } from '../../domain/shared/calendar-date.js';
import { cellAt, writable, type ColumnKind, type Paper, type Table, type TableCell } from './table.js';
import { printedFooter } from './printed-footer.js';
import { newWorkbook } from './workbook.js';

/** Marks a cell as text, so that editing it never makes a formula of it. */
const AS_TEXT = '@';
const AS_DAY = 'yyyy-mm-dd';
const TITLE_SIZE = 14;
/** The day before the first that a spreadsheet counts, as it counts from 1900-03-01 on. */
const DAY_ZERO = '1899-12-30';
const FORBIDDEN_IN_NAMES = /[[\]:*?/\\]/g;
const LONGEST_NAME = 31;

/**
 * A paper as an xlsx file, a sheet for each table, its headings frozen. Texts are cells of text whatever they begin
 * with; nothing is a formula.
 * @param footer stands at the foot of every printed page; null for none.
 */
export async function xlsxOf(paper: Paper, footer: string | null = null): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  for (const table of paper.tables) {
    const name = writable(table.caption).replace(FORBIDDEN_IN_NAMES, ' ').slice(0, LONGEST_NAME);
    const headings = paper.lines.length + 2;
    const sheet = workbook.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: headings }],
      ...printedFooter(footer),
    });
    write(sheet, paper, table);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function write(sheet: Worksheet, { title, lines, notes, closing }: Paper, table: Table): void {
  sheet.columns = table.columns.map(({ width }) => ({ width }));
  words(sheet, title).font = { bold: true, size: TITLE_SIZE };
  for (const line of lines) words(sheet, line);
  const headings = sheet.addRow(table.columns.map(({ heading }) => writable(heading)));
  headings.font = { bold: true };
  headings.eachCell((cell) => (cell.numFmt = AS_TEXT));
  for (const cells of table.rows) {
    const row = sheet.addRow([]);
    table.columns.forEach(({ kind }, column) => put(row.getCell(column + 1), cellAt(cells, column), kind));
  }
  if (notes.length + closing.length > 0) sheet.addRow([]);
  for (const line of [...notes, ...closing]) words(sheet, line);
}

/** A line of text that may run over the columns beside it. */
function words(sheet: Worksheet, text: string): Cell {
  const cell = sheet.addRow([writable(text)]).getCell(1);
  cell.numFmt = AS_TEXT;
  return cell;
}

function put(cell: Cell, value: TableCell, kind: ColumnKind): void {
  if (value === null) return;
  if (typeof value === 'number') {
    cell.value = value;
    return;
  }
  const day = kind === 'DATE' ? parseDate(value) : null;
  cell.value = day === null ? writable(value) : serialOf(day);
  cell.numFmt = day === null ? AS_TEXT : AS_DAY;
}

/** A day as the number by which a spreadsheet knows it. */
const serialOf = (day: string): number => Temporal.PlainDate.from(DAY_ZERO).until(day).days;
