import { newWorkbook } from '../platform/files/workbook.js';
import { CONFIRMATIONS_SHEET, ROWS_SHEET, SCHEDULE_SHEET, type SheetPlan } from './schedule-headings.js';

const NAME_WIDTH = 14;
const VALUE_WIDTH = 40;
/** Figures and dates stay as they are typed. */
const AS_TEXT = '@';

/** An empty schedule as an xlsx file: sheets, names and headings in Chinese, cells as text. */
export async function scheduleTemplate(): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const schedule = workbook.addWorksheet(SCHEDULE_SHEET.name);
  schedule.columns = [{ width: NAME_WIDTH }, { width: VALUE_WIDTH, style: { numFmt: AS_TEXT } }];
  schedule.addRows(wordsOf(SCHEDULE_SHEET).map((word) => [word]));
  for (const plan of [ROWS_SHEET, CONFIRMATIONS_SHEET]) {
    const sheet = workbook.addWorksheet(plan.name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = plan.headings.map(() => ({ width: NAME_WIDTH, style: { numFmt: AS_TEXT } }));
    sheet.addRow(wordsOf(plan)).font = { bold: true };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const wordsOf = ({ headings }: SheetPlan): string[] => headings.map(({ words }) => words[0]);
