import { Temporal } from 'temporal-polyfill';
import { UnreadableFile } from './unreadable-file.js';
import type { CellContent } from './workbook.js';

/** What the cells of every sheet of a workbook refer to. */
export interface SheetSetting {
  /** Shared strings by their index. */
  readonly strings: readonly string[];
  /** Styles, by their index, that show a number as a day. */
  readonly dayStyles: ReadonlySet<number>;
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
}

export const BROKEN = '文件不是有效的 xlsx 表格，请用电子表格软件重新保存后再试';
const FORMULA = '是公式；请改为公式算出的值（复制后“选择性粘贴为数值”）';
const NOT_WHOLE_DAY = '日期须为整日，不带时刻';
export const DIGITS_LOST = '是数字而非文字，位数过多，末尾的数字已经丢失；请将单元格设为文本格式后重新填写';

/** What a spreadsheet program itself allows in a cell. */
const MAX_TEXT = 32_767;
/** A number of more digits is no longer what was typed. */
const DIGITS_KEPT = 1e15;

const DAY_ZERO = Temporal.PlainDate.from('1899-12-30');
const DAYS_TO_1904 = 1462;
/** Before it, spreadsheets count a 29 February 1900 that never was. */
const FIRST_SOUND_DAY = 61;
const LAST_DAY = 109_000;

/** A cell as its tags state it. */
export interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | null;
  inline: string;
  formula: boolean;
}

const refused = (reason: string): CellContent => ({ value: null, refused: reason });

function textContent(text: string): CellContent | null {
  if (text.length > MAX_TEXT) return refused(`文字超过 ${MAX_TEXT} 个字符`);
  return text.trim() === '' ? null : { value: text.trim() };
}

function numberContent(text: string, style: number, setting: SheetSetting): CellContent {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new UnreadableFile(BROKEN);
  if (!setting.dayStyles.has(style)) return Math.abs(value) < DIGITS_KEPT ? { value } : refused(DIGITS_LOST);
  const serial = value + (setting.from1904 ? DAYS_TO_1904 : 0);
  if (!Number.isInteger(serial)) return refused(NOT_WHOLE_DAY);
  if (serial < FIRST_SOUND_DAY || serial > LAST_DAY) return refused('不是 1900 至 2199 年间的日期');
  return { value: DAY_ZERO.add({ days: serial }).toString() };
}

function dayContent(text: string): CellContent {
  const [day = '', time = ''] = text.split('T');
  return /^[0:.Z]*$/.test(time) ? { value: day } : refused(NOT_WHOLE_DAY);
}

/**
 * What a cell holds; null for nothing.
 * @throws UnreadableFile for one that states what cannot be.
 */
export function contentOf(cell: OpenCell, setting: SheetSetting): CellContent | null {
  if (cell.formula) return refused(FORMULA);
  if (cell.type === 'inlineStr') return textContent(cell.inline);
  const value = cell.value?.trim() ?? '';
  if (value === '') return null;
  switch (cell.type) {
    case 's': {
      const text = setting.strings[Number(value)];
      if (text === undefined) throw new UnreadableFile(BROKEN);
      return textContent(text);
    }
    case 'str':
      return textContent(value);
    case 'b':
      return { value: value === '1' || value === 'true' };
    case 'e':
      return refused(`是错误值 ${value}`);
    case 'd':
      return dayContent(value);
    default:
      return numberContent(value, cell.style, setting);
  }
}
