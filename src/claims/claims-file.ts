import { readBigTable } from '../platform/files/big-table.js';
import { tableUnder } from '../platform/files/headed-table.js';
import { UnreadableFile } from '../platform/files/unreadable-file.js';
import { XLSX_TYPE, type CellContent } from '../platform/files/workbook.js';
import { InvalidRequest, Problem } from '../platform/http/problem.js';
import { Upload } from '../platform/http/upload.js';
import { CLAIM_HEADINGS, CLAIM_MEMBERS, MAX_LINES, type ClaimMember } from './claim-columns.js';
import type { ClaimRow } from './claim-reading.js';

const LIMITS = { maxRows: MAX_LINES + 1, maxColumns: 50 };
const KINDS: readonly string[] = [XLSX_TYPE, 'text/csv'];

const invalid = (detail: string): InvalidRequest =>
  new InvalidRequest([{ pointer: '', code: 'INVALID_VALUE', detail }]);

/**
 * The rows of a file of claim lines: csv, xlsx, or a JSON object a line.
 * @throws InvalidRequest where the file as a whole cannot be taken; Problem UNSUPPORTED_MEDIA_TYPE for no file.
 */
export async function claimRowsOf(body: unknown): Promise<readonly ClaimRow[]> {
  if (!(body instanceof Upload))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', '请上传 .xlsx、.csv 或 JSONL 文件。');
  const rows = KINDS.includes(body.type) ? await tableRows(body) : jsonRows(body.bytes);
  if (rows.length === 0) throw invalid('文件中没有明细');
  return rows;
}

async function tableRows({ bytes, type }: Upload): Promise<readonly ClaimRow[]> {
  try {
    const table = tableUnder(CLAIM_HEADINGS, await readBigTable(bytes, type, LIMITS));
    if (table.ok) return table.rows;
    throw new InvalidRequest(table.faults);
  } catch (error) {
    if (error instanceof UnreadableFile) throw invalid(error.message);
    throw error;
  }
}

function jsonRows(bytes: Buffer): ClaimRow[] {
  const lines = textIn(bytes).split('\n');
  const rows = lines.flatMap((line, at) => (line.trim() === '' ? [] : [jsonRow(line, at + 1)]));
  if (rows.length > MAX_LINES) throw invalid(`明细超过 ${MAX_LINES} 行的上限，请拆分后分次提交`);
  return rows;
}

function textIn(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('文件的编码不是 UTF-8，请另存为 UTF-8 后再试');
  }
}

function jsonRow(line: string, number: number): ClaimRow {
  const members = objectIn(line);
  if (members === null) return { number, cells: new Map(), problems: ['此行不是有效的 JSON 对象'] };
  const known: readonly string[] = CLAIM_MEMBERS;
  const problems = Object.keys(members)
    .filter((name) => !known.includes(name))
    .map((name) => `没有 ${name} 一项，可用的有：${CLAIM_MEMBERS.join('、')}`);
  const cells = CLAIM_MEMBERS.flatMap((member): [ClaimMember, CellContent][] => {
    const content = contentOf(members[member]);
    return content === null ? [] : [[member, content]];
  });
  return { number, cells: new Map(cells), problems };
}

function objectIn(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return value as Record<string, unknown>;
  } catch {
    return null;
  }
}

function contentOf(value: unknown): CellContent | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : { value: value.trim() };
  if (typeof value === 'number' || typeof value === 'boolean') return { value };
  return { value: null, refused: '须为文字、数字或布尔值' };
}
