import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { Workbook, Worksheet } from 'exceljs';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { BYTE_ORDER_MARK, csvLine } from '../platform/files/plain-table.js';
import { printedFooter } from '../platform/files/printed-footer.js';

type Pages = AsyncIterable<readonly StoredEntry[]>;

interface Column {
  readonly heading: string;
  readonly width: number;
  readonly text: (entry: StoredEntry) => string;
}

const COLUMNS: readonly Column[] = [
  { heading: '序号', width: 10, text: ({ sequence }) => String(sequence) },
  { heading: '时刻', width: 26, text: ({ at }) => at },
  { heading: '操作者', width: 18, text: ({ actor }) => actor },
  { heading: '单位', width: 16, text: ({ office }) => office },
  { heading: '操作', width: 26, text: ({ action }) => action },
  { heading: '对象', width: 40, text: ({ subject }) => subject },
  { heading: '之前', width: 40, text: ({ before }) => before ?? '' },
  { heading: '之后', width: 40, text: ({ after }) => after ?? '' },
  { heading: '回执', width: 40, text: ({ receipt }) => receipt ?? '' },
];

const HEADINGS = COLUMNS.map(({ heading }) => heading);

/** The entries as .csv: UTF-8 with byte-order mark, Chinese headings, lines ended as RFC 4180 has it. */
export async function* csvOf(pages: Pages): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEADINGS);
  for await (const page of pages) {
    yield page.map((entry) => csvLine(COLUMNS.map(({ text }) => text(entry)))).join('');
  }
}

/** One row less than a sheet can have, for the headings. */
const ROWS_A_SHEET = 1_048_575;
const MOST_IN_A_CELL = 32_767;
const AS_TEXT = '@';

/** A cell of a sheet; what is longer than a cell can be is cut, and says so. */
export function xlsxCell(text: string): string {
  if (text.length <= MOST_IN_A_CELL) return text;
  const note = `……（共 ${text.length} 个字符，此处不全；全文见 jsonl 或 bundle 导出）`;
  return text.slice(0, MOST_IN_A_CELL - note.length) + note;
}

/**
 * The entries as .xlsx: every cell a text, hence no formula; headings in Chinese, frozen; a footer for printing.
 * No page more is read once the stream is destroyed.
 */
export function xlsxOf(pages: Pages, footer: string): Readable {
  const output = new PassThrough();
  writeWorkbook(pages, output, footer).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return output;
}

/** Waits until the output takes more, or until nobody reads it any more. */
async function drained(output: PassThrough): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([once(output, 'drain', { signal }), once(output, 'close', { signal })]);
  } finally {
    settled.abort();
  }
}

async function writeWorkbook(pages: Pages, output: PassThrough, footer: string): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  let [sheet, rows, sheets] = [addSheet(workbook, 1, footer), 0, 1];
  for await (const page of pages) {
    if (output.destroyed) return;
    for (const entry of page) {
      if (rows === ROWS_A_SHEET) {
        sheet.commit();
        [sheet, rows, sheets] = [addSheet(workbook, sheets + 1, footer), 0, sheets + 1];
      }
      sheet.addRow(COLUMNS.map(({ text }) => xlsxCell(text(entry)))).commit();
      rows += 1;
    }
    if (output.writableNeedDrain) await drained(output);
  }
  if (output.destroyed) return;
  sheet.commit();
  await workbook.commit();
}

function addSheet(workbook: Pick<Workbook, 'addWorksheet'>, number: number, footer: string): Worksheet {
  const views = [{ state: 'frozen' as const, ySplit: 1 }];
  const sheet = workbook.addWorksheet(`记录${number}`, { views, ...printedFooter(footer) });
  const style = { numFmt: AS_TEXT };
  sheet.columns = COLUMNS.map(({ heading, width }) => ({ header: heading, width, style }));
  return sheet;
}
