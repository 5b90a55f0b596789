import { setImmediate } from 'node:timers/promises';
import { readCsv } from './csv.js';
import { DIGITS_LOST } from './sheet-cell.js';
import {
  countsFrom1904,
  dayStyles,
  rootOf,
  rowsOfSheet,
  sharedStrings,
  textOfPart,
  tooManyColumns,
  type TableRow,
} from './sheet-xml.js';
import { UnreadableFile } from './unreadable-file.js';
import { unzip } from './unzip.js';
import { XLSX_TYPE, type CellContent, type SheetLimits } from './workbook.js';

export type { TableRow } from './sheet-xml.js';

/** Sheets of a workbook, or the one table of a csv file, row by row. */
export type Tables = readonly (readonly TableRow[])[];

const UNPACKED = { maxEntries: 200, maxBytes: 96 * 1024 * 1024 };
/** After so many rows others get their turn. */
const ROWS_A_TURN = 2000;

const LED = /^'(?=[=+\-@\t\r\n＝＋－＠]|\d{12})/u;
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d{2}$/i;

/**
 * Reads the rows of a large table that is not to be trusted, whether xlsx or csv. Formulas, times of day and numbers
 * that lost digits come as refused cells; only what the file is refused as a whole for is thrown.
 * @param type media type of the file: xlsx, or csv for anything else.
 * @throws UnreadableFile naming why: no such file, packed too tightly, too many rows or columns.
 */
export async function readBigTable(bytes: Buffer, type: string, limits: SheetLimits): Promise<Tables> {
  return type === XLSX_TYPE ? readSheets(bytes, limits) : [csvRows(bytes, limits)];
}

async function readSheets(bytes: Buffer, { maxRows, maxColumns }: SheetLimits): Promise<Tables> {
  const parts = unzip(bytes, UNPACKED);
  const texts = (root: ReturnType<typeof rootOf>): string[] =>
    parts.filter((part) => rootOf(part) === root).map(textOfPart);
  const sheets = texts('worksheet');
  if (sheets.length === 0) throw new UnreadableFile('文件不是 xlsx 表格：没有工作表');
  const setting = {
    strings: texts('sst').flatMap(sharedStrings),
    dayStyles: new Set(texts('styleSheet').flatMap((xml) => [...dayStyles(xml)])),
    from1904: texts('workbook').some(countsFrom1904),
  };
  const tables: TableRow[][] = [];
  for (const xml of sheets) {
    const rows: TableRow[] = [];
    for (const row of rowsOfSheet(xml, setting, maxColumns)) {
      rows.push(row);
      if (rows.length > maxRows) throw new UnreadableFile(`表格超过 ${maxRows} 行的上限，请拆分后分次提交`);
      if (rows.length % ROWS_A_TURN === 0) await setImmediate();
    }
    tables.push(rows);
  }
  return tables;
}

function csvRows(bytes: Buffer, limits: SheetLimits): TableRow[] {
  const { maxColumns } = limits;
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    throw new UnreadableFile('文件是压缩包或 xlsx，不是 csv；请按其实际格式上传');
  return readCsv(bytes, limits).map(({ number, fields }) => {
    if (fields.length > maxColumns) throw new UnreadableFile(tooManyColumns(maxColumns));
    return { number, cells: fields.map(csvContent) };
  });
}

function csvContent(field: string): CellContent | null {
  if (field === '') return null;
  if (SCIENTIFIC.test(field)) return { value: null, refused: DIGITS_LOST };
  return { value: field.replace(LED, '') };
}
