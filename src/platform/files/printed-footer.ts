import type { AddWorksheetOptions } from 'exceljs';
import { writable } from './table.js';

/** What a sheet is told so that a line stands at the foot of every printed page, left; nothing for none. */
export const printedFooter = (text: string | null): Partial<Pick<AddWorksheetOptions, 'headerFooter'>> =>
  text === null ? {} : { headerFooter: { oddFooter: `&L${writable(text).replaceAll('&', '&&')}` } };
