import type { Json } from '../platform/database/record-entry.js';

/** A line of the record as far as it is held against its row. */
export interface HeldLine {
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly after: string | null;
  readonly receipt: string | null;
}

export type Members = Readonly<Record<string, Json | undefined>>;

/** Every row has its instant and whoever wrote it. */
export interface HeldRow extends Readonly<Record<string, string | number | null>> {
  readonly place: number;
  readonly at: string;
  readonly actor: string;
}

/** How the lines of some actions are held against the rows that they name. */
export interface HeldKind {
  readonly name: string;
  readonly words: string;
  readonly actions: readonly string[];
  /** Subject of the lines: `case` of `case/ID`. */
  readonly of: string;
  /** What stands after FROM, the table being called `row`. */
  readonly source: string;
  readonly select: string;
  /** Column with the ID of the subject. */
  readonly owner: string;
  /** Column of the instant. */
  readonly recorded: string;
  /** The row keeps an instant of its own, taken within the change. */
  readonly ownInstant?: true;
  /** Rows that one line tells of, each by its members; absent: one, by all of them. A line of none is not of this kind. */
  readonly parts?: (after: Members, line: HeldLine) => readonly Members[];
  /** What tells the row of one line from that of another line on the same subject; equal names are taken in their order. */
  readonly nameOfLine: (line: HeldLine, after: Members) => string;
  readonly nameOfRow: (row: HeldRow) => string;
  /** What the line has to say of the row; what the row does not know is taken from the line. */
  readonly says: (row: HeldRow, after: Members, action: string) => Members;
  /** The receipt that the line has to carry; absent: not looked at. */
  readonly receiptOf?: (row: HeldRow) => string | null;
}
