import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { printedFooter } from './printed-footer.js';
import { writable } from './table.js';

/** A table of nothing but texts under one row of headings: to be read by programs, or mended and sent again. */
export interface PlainTable {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const AS_TEXT = '@';
const WIDTH = 18;
const ROWS_A_TURN = 500;

export const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet program takes for the beginning of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
/** What it takes for a number too long to keep its digits. */
const LONG_NUMBER = /^\d{12}/u;

/**
 * The table as xlsx; every cell is a text, hence none a formula, and none loses digits.
 * @param footer stands at the foot of every printed page, not among the rows; null for none.
 */
export async function plainXlsx(
  { caption, headings, rows }: PlainTable,
  footer: string | null = null,
): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const stream = new PassThrough();
  const written = buffer(stream);
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = workbook.addWorksheet(caption, {
    views: [{ state: 'frozen', ySplit: 1 }],
    ...printedFooter(footer),
  });
  sheet.columns = headings.map((header) => ({ header, width: WIDTH, style: { numFmt: AS_TEXT } }));
  for (const [index, cells] of rows.entries()) {
    sheet.addRow(cells.map((text) => (text === '' ? null : writable(text)))).commit();
    if (index % ROWS_A_TURN === 0) await setImmediate();
  }
  sheet.commit();
  await workbook.commit();
  return new Uint8Array(await written);
}

/** The table as csv: UTF-8 with byte order mark, its cells as {@link csvCell} has them. */
export const plainCsv = ({ headings, rows }: PlainTable): Uint8Array =>
  Buffer.from(BYTE_ORDER_MARK + [headings, ...rows].map(csvLine).join(''));

/** A line of a csv file, ended as RFC 4180 has it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * A cell of a csv file: always quoted; what a spreadsheet program would take for a formula, or for a number of which it
 * keeps 15 digits, is led by an apostrophe, which makes it text.
 */
export function csvCell(text: string): string {
  const led = FORMULA.test(text) || LONG_NUMBER.test(text) ? `'${text}` : text;
  return `"${led.replaceAll('"', '""')}"`;
}
