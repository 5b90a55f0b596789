import type { Sheet, SheetCell, SheetRow } from '../platform/files/workbook.js';
import type { FormFault } from '../platform/http/form-shape.js';
import {
  CONFIRMATIONS_SHEET,
  type Heading,
  headingNamed,
  isNameOf,
  ROWS_SHEET,
  SCHEDULE_SHEET,
  SHEET_PLANS,
  type SheetPlan,
} from './schedule-headings.js';

/** A member of the form with the cell that names it. */
export interface Named {
  readonly cell: SheetCell;
  readonly heading: Heading;
}

export const placeOfCell = ({ name }: Sheet, address: string): string => `工作表 ${name} 的单元格 ${address}`;

export const sheetOf = (plan: SheetPlan, sheets: readonly Sheet[]): Sheet | undefined =>
  sheets.find(({ name }) => isNameOf(plan, name));

/** The cells that name a member of the form. */
export const namedIn = (plan: SheetPlan, cells: readonly SheetCell[]): readonly Named[] =>
  cells.flatMap((cell) => {
    const heading = headingIn(plan, cell);
    return heading === undefined ? [] : [{ cell, heading }];
  });

const headingIn = (plan: SheetPlan, { content }: SheetCell): Heading | undefined =>
  headingNamed(plan, String(content.value ?? ''));

/** Every way in which sheets, names and headings are not those of a schedule, so that the rest cannot be read. */
export function layoutFaults(sheets: readonly Sheet[]): readonly FormFault[] {
  const confirmations = sheetOf(CONFIRMATIONS_SHEET, sheets);
  return [
    ...sheetFaults(sheets),
    ...keyFaults(sheetOf(SCHEDULE_SHEET, sheets)),
    ...tableFaults(ROWS_SHEET, sheetOf(ROWS_SHEET, sheets)),
    ...(confirmations === undefined ? [] : tableFaults(CONFIRMATIONS_SHEET, confirmations)),
  ];
}

const unknown = (pointer: string, detail: string): FormFault => ({
  pointer,
  code: 'UNKNOWN_PROPERTY',
  detail,
});

function sheetFaults(sheets: readonly Sheet[]): FormFault[] {
  const known = SHEET_PLANS.map(({ name, word }) => `${name}（${word}）`).join('、');
  return sheets.flatMap(({ name }, index) => {
    const plan = SHEET_PLANS.find((each) => isNameOf(each, name));
    if (plan === undefined) return [unknown('', `没有用到工作表 ${name}，请删除；可用的有：${known}`)];
    if (sheets.findIndex((each) => isNameOf(plan, each.name)) === index) return [];
    return [unknown('', `工作表 ${name} 与另一张都是“${plan.word}”，只能有一张`)];
  });
}

const missing = (pointer: string, { name, word }: SheetPlan): FormFault[] => [
  { pointer, code: 'REQUIRED', detail: `缺少工作表 ${name}（${word}），或其中没有内容` },
];

const NAME_AND_VALUE = 2;

/** A sheet with a name and a value a row. */
function keyFaults(sheet: Sheet | undefined): FormFault[] {
  if (sheet === undefined) return missing('', SCHEDULE_SHEET);
  const names = sheet.rows.flatMap(({ cells }) => cells.slice(0, 1));
  const beyond = sheet.rows.flatMap(({ cells }) => cells.filter(({ column }) => column > NAME_AND_VALUE));
  return [
    ...nameFaults(SCHEDULE_SHEET, sheet, names, ''),
    ...beyond.map(({ address }) => unknown('', `${placeOfCell(sheet, address)} 多余：只有名称、值两列`)),
  ];
}

/** A sheet with headings in its first row. */
function tableFaults(plan: SheetPlan, sheet: Sheet | undefined): FormFault[] {
  const [top, ...rows] = sheet?.rows ?? [];
  if (sheet === undefined || top === undefined) return missing(`/${plan.name}`, plan);
  const at = `/${plan.name}/0`;
  const members = namedIn(plan, top.cells).map(({ heading }) => heading.member);
  const absent = plan.headings.filter(({ member }) => !members.includes(member));
  return [
    ...nameFaults(plan, sheet, top.cells, at),
    ...absent.map(({ member, words }): FormFault => {
      const detail = `工作表 ${sheet.name} 的首行缺少列 ${member}（${words[0]}）`;
      return { pointer: `${at}/${member}`, code: 'REQUIRED', detail };
    }),
    ...strayFaults(sheet, top, rows),
  ];
}

/** Names that are none, and names that stand twice. */
function nameFaults(plan: SheetPlan, sheet: Sheet, cells: readonly SheetCell[], at: string): FormFault[] {
  const known = plan.headings.map(({ member, words }) => `${member}（${words[0]}）`).join('、');
  const seen = new Set<string>();
  return cells.flatMap((cell): FormFault[] => {
    const place = placeOfCell(sheet, cell.address);
    const heading = headingIn(plan, cell);
    if (heading === undefined) {
      const { content } = cell;
      const said = content.value === null ? content.refused : `没有名为“${content.value}”的项`;
      return [unknown(at, `${place}：${said}；可用的有：${known}`)];
    }
    if (!seen.has(heading.member)) {
      seen.add(heading.member);
      return [];
    }
    const detail = `${place}：${heading.member} 重复，只能出现一次`;
    return [{ pointer: `${at}/${heading.member}`, code: 'INVALID_VALUE', detail }];
  });
}

/** Cells below no heading. */
function strayFaults(sheet: Sheet, top: SheetRow, rows: readonly SheetRow[]): FormFault[] {
  const headed = new Set(top.cells.map(({ column }) => column));
  return rows
    .flatMap(({ cells }) => cells.filter(({ column }) => !headed.has(column)))
    .map(({ address }) => unknown('', `${placeOfCell(sheet, address)} 所在的列没有列名`));
}
