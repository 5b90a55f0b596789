import type { Sheet, SheetRow } from '../platform/files/workbook.js';
import type { FormFault } from '../platform/http/form-shape.js';
import { valueAs } from './schedule-cells.js';
import {
  CONFIRMATIONS_SHEET,
  type Heading,
  ROWS_SHEET,
  SCHEDULE_SHEET,
  type SheetPlan,
} from './schedule-headings.js';
import { layoutFaults, namedIn, placeOfCell, sheetOf } from './schedule-layout.js';

/** A schedule as plain data, with where in its file each member stands. */
export interface PlacedData {
  readonly data: unknown;
  /** Cells whose value cannot be taken; their members are left out of the data. */
  readonly faults: readonly FormFault[];
  /** JSON Pointer → `工作表 rows 的单元格 F5`. */
  readonly places: ReadonlyMap<string, string>;
}

export type WorkbookRead =
  | { readonly ok: true; readonly value: PlacedData }
  /** Sheets or headings are not those of a schedule. */
  | { readonly ok: false; readonly faults: readonly FormFault[] };

/** A member of the data, where it stands, and its fault if its cell cannot be taken. */
interface Member {
  readonly name: string;
  readonly pointer: string;
  readonly place: string;
  /** Undefined for a blank cell. */
  readonly value: unknown;
  readonly faults: readonly FormFault[];
}

interface Part {
  readonly data: object;
  readonly faults: readonly FormFault[];
  readonly places: readonly (readonly [pointer: string, place: string])[];
}

/** Reads the sheets of a workbook as the data of a schedule. */
export function scheduleInSheets(all: readonly Sheet[]): WorkbookRead {
  const sheets = all.filter(({ rows }) => rows.length > 0);
  const layout = layoutFaults(sheets);
  if (layout.length > 0) return { ok: false, faults: layout };
  const parts = [
    namesAndValues(sheetOf(SCHEDULE_SHEET, sheets)),
    list(ROWS_SHEET, sheetOf(ROWS_SHEET, sheets)),
    list(CONFIRMATIONS_SHEET, sheetOf(CONFIRMATIONS_SHEET, sheets)),
  ];
  return {
    ok: true,
    value: {
      data: Object.assign({}, ...parts.map(({ data }) => data)) as unknown,
      faults: parts.flatMap(({ faults }) => faults),
      places: new Map(parts.flatMap(({ places }) => places)),
    },
  };
}

const NOTHING: Part = { data: {}, faults: [], places: [] };

/** A name in the first column and its value in the second. */
function namesAndValues(sheet: Sheet | undefined): Part {
  if (sheet === undefined) return NOTHING;
  const members = sheet.rows.flatMap((row) =>
    namedIn(SCHEDULE_SHEET, row.cells.slice(0, 1)).map(({ heading }) =>
      memberAt(sheet, '', heading, row, 'B'),
    ),
  );
  return {
    data: dataOf(members),
    faults: faultsOf(members),
    places: [['', `工作表 ${sheet.name}`], ...placesOf(members)],
  };
}

/** Headings in the first row and an element of the list in every other. */
function list(plan: SheetPlan, sheet: Sheet | undefined): Part {
  const [top, ...rows] = sheet?.rows ?? [];
  if (sheet === undefined || top === undefined) return NOTHING;
  const parent = `/${plan.name}`;
  const columns = namedIn(plan, top.cells);
  const elements = rows.map((row, index) =>
    columns.map(({ heading, cell }) =>
      memberAt(sheet, `${parent}/${index}`, heading, row, cell.address.replace(/\d+$/, '')),
    ),
  );
  return {
    data: { [plan.name]: elements.map(dataOf) },
    faults: faultsOf(elements.flat()),
    places: [
      [parent, `工作表 ${sheet.name}`],
      ...rows.map((row, at) => [`${parent}/${at}`, `工作表 ${sheet.name} 第 ${row.number} 行`] as const),
      ...placesOf(elements.flat()),
    ],
  };
}

function memberAt(sheet: Sheet, parent: string, heading: Heading, row: SheetRow, column: string): Member {
  const address = `${column}${row.number}`;
  const content = row.cells.find((cell) => cell.address === address)?.content;
  const place = placeOfCell(sheet, address);
  const pointer = `${parent}/${heading.member}`;
  const member = { name: heading.member, pointer, place, value: undefined, faults: [] };
  if (content === undefined) return member;
  if (content.value !== null) return { ...member, value: valueAs(heading.reading, content.value) };
  return { ...member, faults: [{ pointer, code: 'INVALID_VALUE', detail: `${place}：${content.refused}` }] };
}

const dataOf = (members: readonly Member[]): object =>
  Object.fromEntries(
    members.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );

const faultsOf = (members: readonly Member[]): FormFault[] => members.flatMap(({ faults }) => faults);

const placesOf = (members: readonly Member[]): Part['places'] =>
  members.map(({ pointer, place }) => [pointer, place]);
