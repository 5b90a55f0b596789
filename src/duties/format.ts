import { applyDecorators, type StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { DOCX_TYPE, docxOf } from '../platform/files/table-docx.js';
import { xlsxOf } from '../platform/files/table-xlsx.js';
import type { Paper } from '../platform/files/table.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { ChoiceField } from '../platform/http/fields.js';
import { GivenFile } from '../platform/http/file-answer.js';
import { recordFooter } from '../platform/http/record-footer.js';

export const FORMATS = ['json', 'xlsx', 'docx'] as const;
export type Format = (typeof FORMATS)[number];

/** In what form an answer is wanted. */
export class FormatQuery {
  @ChoiceField(FORMATS, { description: '输出格式', default: 'json' })
  format!: Format;
}

/** For the API reference: a route that also gives its table as a file. */
export const AlsoAsFile = (): MethodDecorator =>
  applyDecorators(ApiProduces('application/json', XLSX_TYPE, DOCX_TYPE));

/** The answer as JSON, or its paper as a file with the newest checkpoint of the record at its foot. @param name of the file, without its ending. */
export async function inFormat<T extends object>(
  format: Format,
  name: string,
  answer: T,
  paper: Paper,
): Promise<T | StreamableFile> {
  if (format === 'json') return answer;
  const footer = await recordFooter();
  const [bytes, type] =
    format === 'xlsx' ? [await xlsxOf(paper, footer), XLSX_TYPE] : [await docxOf(paper, footer), DOCX_TYPE];
  const rows = paper.tables.reduce((sum, table) => sum + table.rows.length, 0);
  return new GivenFile(bytes, { type, name: `${name}.${format}`, rows });
}
