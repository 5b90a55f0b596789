import { PROBLEM_HEADING } from '../../platform/files/headed-table.js';
import { maskedCell, maskedNumberCell } from '../../platform/files/masked-cell.js';
import { newWorkbook } from '../../platform/files/workbook.js';
import type { PlainTable } from '../../platform/files/plain-table.js';
import { MAX_STAFF, STAFF_HEADINGS } from './staff-columns.js';
import type { FaultyRow } from './staff-row.js';

const AS_TEXT = '@';
const WIDTH = 18;
const NOTE_WIDTH = 60;

const WORDS = STAFF_HEADINGS.map(({ words }) => words[0]);

const NUMBER_AT = STAFF_HEADINGS.findIndex(({ member }) => member === 'identityNumber');

/** The faulty rows of a list with what is wrong, identity numbers masked: to be mended, filled in, and sent again. */
export const faultyTable = (rows: readonly FaultyRow[]): PlainTable => ({
  caption: '有误的行',
  headings: [...WORDS, PROBLEM_HEADING],
  rows: rows.map(({ row, cells, problems }) => [
    ...cells.map((text, at) => (at === NUMBER_AT ? maskedNumberCell(text) : maskedCell(text))),
    maskedCell(`第 ${row} 行：${problems.join('；')}`),
  ]),
});

/** An empty staff list as xlsx: headings, and a second sheet that explains each column with an example. */
export async function staffTemplate(): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const list = workbook.addWorksheet('人员名单', { views: [{ state: 'frozen', ySplit: 1 }] });
  list.columns = WORDS.map(() => ({ width: WIDTH, style: { numFmt: AS_TEXT } }));
  list.addRow(WORDS).font = { bold: true };
  const notes = workbook.addWorksheet('填写说明');
  notes.columns = [{ width: WIDTH }, { width: NOTE_WIDTH }, { width: WIDTH, style: { numFmt: AS_TEXT } }];
  notes.addRow(['列', '说明', '示例（虚构）']).font = { bold: true };
  for (const { words, note, example } of STAFF_HEADINGS) notes.addRow([words[0], note, example]);
  notes.addRow([]);
  notes.addRow(['行数', `一份名单至多 ${MAX_STAFF} 人；已录入且无变化的行不会重复录入`]);
  notes.addRow([
    '问题',
    '有误的行会连同“问题”一列退回，身份证号遮去；改正并重新填写身份证号后可上传，“问题”一列不读取',
  ]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
