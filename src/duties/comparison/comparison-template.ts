import { HEADINGS } from './list-reading.js';
import { newWorkbook } from '../../platform/files/workbook.js';

const AS_TEXT = '@';
const WIDTH = 20;

/** An empty list of what an institution maintains, as an xlsx file. */
export async function comparisonTemplate(): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet('名单', { views: [{ state: 'frozen', ySplit: 1 }] });
  const headings = Object.values(HEADINGS).map(([heading]) => heading);
  sheet.columns = headings.map(() => ({ width: WIDTH, style: { numFmt: AS_TEXT } }));
  sheet.addRow(headings).font = { bold: true };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
