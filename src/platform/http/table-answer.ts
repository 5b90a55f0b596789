import { applyDecorators, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { plainCsv, plainXlsx, type PlainTable } from '../files/plain-table.js';
import { XLSX_TYPE } from '../files/workbook.js';
import { GivenFile } from './file-answer.js';
import { recordFooter } from './record-footer.js';

export const CSV_TYPE = 'text/csv; charset=utf-8';

/** For the API reference: a route that answers with a file. */
export const AnswersFile = (type: string): MethodDecorator =>
  applyDecorators(ApiProduces(type), ApiOkResponse({ schema: { type: 'string', format: 'binary' } }));

/** A table as a file for download. @param name of the file, with its ending, which says what it is written as. */
export async function tableFile(
  name: `${string}.xlsx` | `${string}.csv`,
  table: PlainTable,
): Promise<StreamableFile> {
  const rows = table.rows.length;
  return name.endsWith('.xlsx')
    ? new GivenFile(await plainXlsx(table, await recordFooter()), { type: XLSX_TYPE, name, rows })
    : new GivenFile(plainCsv(table), { type: CSV_TYPE, name, rows });
}
