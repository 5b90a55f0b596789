import type { Cell, CellValue, Workbook, Worksheet, XlsxReadOptions } from 'exceljs';
import { UnreadableFile } from './unreadable-file.js';
import { unzip } from './unzip.js';

/** A cell that holds something. */
export interface SheetCell {
  /** `B7`. */
  readonly address: string;
  /** From 1. */
  readonly column: number;
  readonly content: CellContent;
}

/** A value, dates as `YYYY-MM-DD`; or why there is none that could be taken, in Chinese. */
export type CellContent =
  { readonly value: string | number | boolean } | { readonly value: null; readonly refused: string };

export interface Sheet {
  readonly name: string;
  /** The rows that hold something, in order. */
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** From 1. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

/** How far a sheet may reach. */
export interface SheetLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const UNPACKED = { maxEntries: 200, maxBytes: 20 * 1024 * 1024 };
/** XML elements in all parts together, opening and closing tags: what the reader's work grows with. */
const MAX_TAGS = 400_000;
/** What a spreadsheet program itself allows in a cell. */
const MAX_TEXT = 32_767;

const MILLISECONDS_A_DAY = 86_400_000;

/** Parts of a sheet that hold no values; some would be unfolded cell by cell. */
const IGNORED_PARTS = [
  'autoFilter',
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'headerFooter',
  'hyperlinks',
  'mergeCells',
  'pageSetup',
  'picture',
  'rowBreaks',
  'sheetProtection',
  'tableParts',
];

/**
 * Reads the values of an xlsx file that is not to be trusted.
 * @throws UnreadableFile naming why: no xlsx, packed too tightly, too many rows or columns.
 */
export async function readWorkbook(bytes: Buffer, limits: SheetLimits): Promise<readonly Sheet[]> {
  refuseExcess(unzip(bytes, UNPACKED));
  const workbook = await load(bytes, limits);
  return workbook.worksheets.map((sheet) => sheetOf(sheet, limits));
}

function refuseExcess(parts: readonly Buffer[]): void {
  const tags = parts.reduce((sum, part) => sum + occurrences(part, '<'), 0);
  if (tags > MAX_TAGS) throw new UnreadableFile('表格内容过多，请只保留需要导入的工作表、行和列');
  // The reader keeps sheets in a list at the place of their number.
  if (parts.some((part) => /sheetId\s*=\s*(["'])(?!\d{1,5}\1)/.test(part.toString('latin1')))) {
    throw new UnreadableFile('工作表编号无效，请用电子表格软件重新保存后再试');
  }
}

function occurrences(part: Buffer, text: string): number {
  let count = 0;
  for (let at = part.indexOf(text); at >= 0; at = part.indexOf(text, at + 1)) count += 1;
  return count;
}

async function load(bytes: Buffer, { maxRows, maxColumns }: SheetLimits): Promise<Workbook> {
  const workbook = await newWorkbook();
  // Names are of no use here, and one for a whole sheet would be unfolded cell by cell.
  Object.defineProperty(workbook.definedNames, 'model', { set: () => undefined });
  const options: Partial<XlsxReadOptions> & { readonly maxRows: number; readonly maxCols: number } = {
    ignoreNodes: IGNORED_PARTS,
    maxRows,
    maxCols: maxColumns,
  };
  try {
    return await workbook.xlsx.load(new Uint8Array(bytes).buffer, options);
  } catch (error) {
    throw new UnreadableFile(reasonOf(error, { maxRows, maxColumns }));
  }
}

/** An empty workbook. The library is loaded on first use: a third of a second that most runs do without. */
export async function newWorkbook(): Promise<Workbook> {
  const { default: ExcelJS } = await import('exceljs');
  return new ExcelJS.Workbook();
}

function reasonOf(error: unknown, limits: SheetLimits): string {
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('Max row count')) return tooManyRows(limits);
  if (message.startsWith('Max column count')) return tooManyColumns(limits);
  return '文件不是有效的 xlsx 表格，请用电子表格软件重新保存后再试';
}

const tooManyRows = ({ maxRows }: SheetLimits): string =>
  `工作表超过 ${maxRows} 行的上限，请删去多余的行（包括只有格式的空行）`;
const tooManyColumns = ({ maxColumns }: SheetLimits): string =>
  `工作表超过 ${maxColumns} 列的上限，请删去多余的列（包括只有格式的空列）`;

function sheetOf(sheet: Worksheet, limits: SheetLimits): Sheet {
  if (sheet.rowCount > limits.maxRows) throw new UnreadableFile(tooManyRows(limits));
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    const cells: SheetCell[] = [];
    row.eachCell((cell, column) => {
      if (column > limits.maxColumns) throw new UnreadableFile(tooManyColumns(limits));
      const content = contentOf(cell);
      if (content !== null) cells.push({ address: cell.address, column, content });
    });
    if (cells.length > 0) rows.push({ number, cells });
  });
  return { name: sheet.name, rows };
}

function contentOf({ value }: Cell): CellContent | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return { value };
  if (value instanceof Date) return dateOf(value);
  const text = textOf(value);
  if (typeof text !== 'string') return text;
  if (text.length > MAX_TEXT) return refused(`文字超过 ${MAX_TEXT} 个字符`);
  return text.trim() === '' ? null : { value: text.trim() };
}

const refused = (reason: string): CellContent => ({ value: null, refused: reason });

function dateOf(day: Date): CellContent {
  const wholeDay = day.getTime() % MILLISECONDS_A_DAY === 0;
  return wholeDay ? { value: day.toISOString().slice(0, 10) } : refused('日期须为整日，不带时刻');
}

function textOf(value: string | Exclude<CellValue & object, Date>): string | CellContent {
  if (typeof value === 'string') return value;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return value.text;
  if ('error' in value) return refused(`是错误值 ${value.error}`);
  return refused('是公式；请改为公式算出的值（复制后“选择性粘贴为数值”）');
}
