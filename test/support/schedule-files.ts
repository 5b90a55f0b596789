import { newWorkbook } from '../../src/platform/files/workbook.js';

/** A cell of a sheet under test. */
export type Value =
  string | number | boolean | Date | null | { readonly formula: string; readonly result: number };
export type Grid = readonly (readonly Value[])[];

/** An xlsx file with these sheets. */
export async function workbookOf(sheets: Readonly<Record<string, Grid>>): Promise<Buffer> {
  const workbook = await newWorkbook();
  for (const [name, rows] of Object.entries(sheets)) {
    workbook.addWorksheet(name).addRows(rows.map((row) => [...row]));
  }
  return Buffer.from(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** A schedule as JSON states it. */
export interface ScheduleJson {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly sample?: boolean;
  readonly supersedes?: string;
  readonly rows: readonly RowJson[];
  readonly confirmations?: readonly { readonly key: string; readonly reason: string }[];
}

export interface RowJson {
  readonly id: string;
  readonly bases: readonly string[];
  readonly tier: string;
  readonly ordinal: number;
  readonly criterion: string;
  readonly min: string;
  readonly max: string;
}

const ROW_HEADINGS = ['id', 'bases', 'tier', 'ordinal', 'criterion', 'min', 'max'];

/** The sheets of a schedule, figures as numbers, as a person would type them. */
export const sheetsOf = ({ rows, confirmations, ...members }: ScheduleJson): Record<string, Grid> => ({
  schedule: Object.entries(members),
  rows: [
    ROW_HEADINGS,
    ...rows.map(({ id, bases, tier, ordinal, criterion, min, max }) => [
      id,
      bases.join('、'),
      tier,
      ordinal,
      criterion,
      Number(min),
      Number(max),
    ]),
  ],
  ...(confirmations && {
    confirmations: [['key', 'reason'], ...confirmations.map(({ key, reason }) => [key, reason])],
  }),
});
