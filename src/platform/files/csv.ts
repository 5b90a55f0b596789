import { UnreadableFile } from './unreadable-file.js';

/** A line of a table; a field in quotes may run over several lines of the file. */
export interface CsvRow {
  /** Line of the file on which it begins, from 1. */
  readonly number: number;
  readonly fields: readonly string[];
}

export interface CsvLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
}

const ENCODINGS = ['utf-8', 'gb18030'] as const;
const QUOTE = '"';

/**
 * Reads comma-separated values (RFC 4180), in UTF-8 with or without a byte order mark, or in GB 18030. Rows without any
 * text are left out, fields trimmed.
 * @throws UnreadableFile naming why.
 */
export function readCsv(bytes: Buffer, { maxRows, maxColumns }: CsvLimits): readonly CsvRow[] {
  const rows = rowsOf(textOf(bytes)).filter(({ fields }) => fields.some((field) => field !== ''));
  if (rows.length > maxRows) throw new UnreadableFile(`表格超过 ${maxRows} 行的上限，请拆分后分次提交`);
  if (rows.some(({ fields }) => fields.length > maxColumns))
    throw new UnreadableFile(`表格超过 ${maxColumns} 列的上限，请删去多余的列`);
  return rows;
}

function textOf(bytes: Buffer): string {
  if (bytes.includes(0)) throw new UnreadableFile('文件不是文字的 csv，请用电子表格软件另存为 CSV 后再试');
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new UnreadableFile('文件的文字编码不是 UTF-8，也不是 GB 18030');
}

function rowsOf(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let begins = 1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\n') line += 1;
    if (quoted) {
      if (sign !== QUOTE) field += sign;
      else if (text.charAt(at + 1) === QUOTE) {
        field += QUOTE;
        at += 1;
      } else quoted = false;
    } else if (sign === QUOTE && field.trim() === '') {
      quoted = true;
      field = '';
    } else if (sign === ',') {
      fields.push(field.trim());
      field = '';
    } else if (sign === '\n') {
      rows.push({ number: begins, fields: [...fields, field.trim()] });
      [fields, field, begins] = [[], '', line];
    } else field += sign;
  }
  if (quoted) throw new UnreadableFile(`第 ${begins} 行的引号没有结束`);
  rows.push({ number: begins, fields: [...fields, field.trim()] });
  return rows;
}
