import { readBigTable } from '../../platform/files/big-table.js';
import { tableUnder, type HeadedRow } from '../../platform/files/headed-table.js';
import { UnreadableFile } from '../../platform/files/unreadable-file.js';
import { InvalidRequest, Problem } from '../../platform/http/problem.js';
import { Upload } from '../../platform/http/upload.js';
import { MAX_STAFF, STAFF_HEADINGS, type StaffMember } from './staff-columns.js';

const LIMITS = { maxRows: MAX_STAFF + 1, maxColumns: 50 };

const invalid = (detail: string): InvalidRequest =>
  new InvalidRequest([{ pointer: '', code: 'INVALID_VALUE', detail }]);

/**
 * The rows of a staff list, xlsx or csv.
 * @throws InvalidRequest where the file as a whole cannot be taken; Problem UNSUPPORTED_MEDIA_TYPE for no file.
 */
export async function staffRowsOf(body: unknown): Promise<readonly HeadedRow<StaffMember>[]> {
  if (!(body instanceof Upload)) throw new Problem('UNSUPPORTED_MEDIA_TYPE', '请上传 .xlsx 或 .csv 文件。');
  try {
    const table = tableUnder(STAFF_HEADINGS, await readBigTable(body.bytes, body.type, LIMITS));
    if (!table.ok) throw new InvalidRequest(table.faults);
    if (table.rows.length === 0) throw invalid('文件中没有人员');
    return table.rows;
  } catch (error) {
    if (error instanceof UnreadableFile) throw invalid(error.message);
    throw error;
  }
}
