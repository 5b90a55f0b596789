/** A figure, a text, a day `YYYY-MM-DD`; null for an empty cell. */
export type TableCell = string | number | null;

/** What the cells of a column hold; a text in a column of numbers or days stays the text it is. */
export type ColumnKind = 'TEXT' | 'NUMBER' | 'DATE';

export interface TableColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  /** In characters. */
  readonly width: number;
}

/** Rows under a row of headings; every row has a cell for every column. */
export interface Table {
  /** Name of its sheet. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** A paper of one or several tables, whatever format it is written in. */
export interface Paper {
  readonly title: string;
  /** Lines between the title and the tables: office, number, period, text. */
  readonly lines: readonly string[];
  readonly tables: readonly [Table, ...Table[]];
  /** What the figures mean, and the provisions they rest on. */
  readonly notes: readonly string[];
  /** Who signs, and when. */
  readonly closing: readonly string[];
}

const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text as XML can hold it: what it cannot is replaced by `\uFFFD`, so that its place is seen. */
export const writable = (text: string): string => text.replace(UNWRITABLE, '\uFFFD');

const DAY_WIDTH = 12;
const FIGURE_WIDTH = 10;
const TEXT_WIDTH = 16;

export const textColumn = (heading: string, width = TEXT_WIDTH): TableColumn => ({
  heading,
  kind: 'TEXT',
  width,
});
export const numberColumn = (heading: string, width = FIGURE_WIDTH): TableColumn => ({
  heading,
  kind: 'NUMBER',
  width,
});
export const dateColumn = (heading: string, width = DAY_WIDTH): TableColumn => ({
  heading,
  kind: 'DATE',
  width,
});

/** The cell of a row under a column. @throws Error for a row that is shorter than its headings. */
export function cellAt(row: readonly TableCell[], column: number): TableCell {
  const cell = row[column];
  if (cell === undefined) throw new Error(`row of ${row.length} cells has none at ${column}`);
  return cell;
}
