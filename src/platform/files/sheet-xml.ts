import { BROKEN, contentOf, type OpenCell, type SheetSetting } from './sheet-cell.js';
import { UnreadableFile } from './unreadable-file.js';
import type { CellContent } from './workbook.js';

/** A row of a table: what its cells hold, by column from 0; null for a cell that holds nothing. */
export interface TableRow {
  /** Line of the file, from 1. */
  readonly number: number;
  readonly cells: readonly (CellContent | null)[];
}

/** Formats of days that have no words of their own (ECMA-376, 18.8.30). */
const BUILT_IN_DAYS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
]);

const TAG = /<(\/?)(?:[\w.-]+:)?(row|c|v|f|t|is|si|rPh|sheetData)((?:\s[^<>]*?)?)(\/?)>/g;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly empty: boolean;
  readonly attributes: string;
  /** Where what follows it begins. */
  readonly end: number;
}

function* tagsIn(xml: string): Generator<Tag> {
  for (const match of xml.matchAll(TAG)) {
    const [whole, slash = '', name = '', attributes = '', empty = ''] = match;
    yield { name, closing: slash !== '', empty: empty !== '', attributes, end: match.index + whole.length };
  }
}

/** The root element of a part, as far as it is one that matters here. */
export function rootOf(part: Buffer): 'worksheet' | 'sst' | 'styleSheet' | 'workbook' | null {
  const start = part.subarray(0, 2000).toString('latin1');
  const root = /^[^<]*(?:<\?[^<>]*>)?\s*<(?:[\w.-]+:)?(worksheet|sst|styleSheet|workbook)[\s>]/.exec(
    start,
  )?.[1];
  return (root as ReturnType<typeof rootOf> | undefined) ?? null;
}

/** @throws UnreadableFile for a part with a document type, a comment or raw text: none belongs in a table. */
export function textOfPart(part: Buffer): string {
  const text = part.toString('utf8');
  if (text.includes('<!')) throw new UnreadableFile(BROKEN);
  return text;
}

const characterOf = (code: number): string => (code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code));

const plain = (text: string): string =>
  text.replace(ENTITY, (_all, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return characterOf(Number(decimal));
    return hex === undefined ? (NAMED[name?.toLowerCase() ?? ''] ?? '') : characterOf(parseInt(hex, 16));
  });

/** The text right behind a tag. */
function textAt(xml: string, { end, empty }: Tag): string {
  if (empty) return '';
  const next = xml.indexOf('<', end);
  return plain(next < 0 ? '' : xml.slice(end, next));
}

const named = (name: string): RegExp => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
const ATTRIBUTES = {
  r: named('r'),
  s: named('s'),
  t: named('t'),
  numFmtId: named('numFmtId'),
  formatCode: named('formatCode'),
};

function attribute(attributes: string, name: keyof typeof ATTRIBUTES): string | null {
  const found = ATTRIBUTES[name].exec(attributes);
  return found === null ? null : (found[1] ?? found[2] ?? null);
}

/** The strings of a workbook, by their index. */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let phonetic = false;
  for (const tag of tagsIn(xml)) {
    if (tag.name === 'si' && !tag.closing) strings.push('');
    else if (tag.name === 'rPh') phonetic = !tag.closing && !tag.empty;
    else if (tag.name === 't' && !tag.closing && !phonetic)
      strings.push((strings.pop() ?? '') + textAt(xml, tag));
  }
  return strings;
}

/** The styles of a workbook that show a number as a day. */
export function dayStyles(xml: string): Set<number> {
  const own = new Set<number>();
  for (const [, attributes = ''] of xml.matchAll(/<(?:[\w.-]+:)?numFmt(\s[^<>]*)>/g)) {
    const format = (attribute(attributes, 'formatCode') ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '');
    if (/[ymdhs]/i.test(plain(format))) own.add(Number(attribute(attributes, 'numFmtId')));
  }
  const styles = /<(?:[\w.-]+:)?cellXfs[\s>]([\s\S]*?)<\/(?:[\w.-]+:)?cellXfs>/.exec(xml)?.[1] ?? '';
  const days = [...styles.matchAll(/<(?:[\w.-]+:)?xf(\s[^<>]*)>/g)].flatMap(([, attributes = ''], index) => {
    const format = Number(attribute(attributes, 'numFmtId'));
    return BUILT_IN_DAYS.has(format) || own.has(format) ? [index] : [];
  });
  return new Set(days);
}

export const countsFrom1904 = (xml: string): boolean =>
  /<(?:[\w.-]+:)?workbookPr\s[^<>]*date1904\s*=\s*["'](?:1|true)["']/.test(xml);

const LETTERS = 26;
const PLACE = /^([A-Z]{1,3})\d{1,7}$/;

function columnOf(place: string | null, next: number): number {
  if (place === null) return next;
  const letters = PLACE.exec(place)?.[1];
  if (letters === undefined) throw new UnreadableFile(BROKEN);
  return Array.from(letters).reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0) - 1;
}

const openCell = (attributes: string, next: number): OpenCell => ({
  column: columnOf(attribute(attributes, 'r'), next),
  type: attribute(attributes, 't') ?? 'n',
  style: Number(attribute(attributes, 's') ?? 0),
  value: null,
  inline: '',
  formula: false,
});

/** One pass over the tags of a sheet. */
class SheetReading {
  private number = 0;
  private next = 0;
  private cells: (CellContent | null)[] = [];
  private cell: OpenCell | null = null;
  private phonetic = false;

  constructor(
    private readonly xml: string,
    private readonly setting: SheetSetting,
    private readonly maxColumns: number,
  ) {}

  /** @returns a row that ends with this tag and holds something. */
  take(tag: Tag): TableRow | null {
    if (tag.name === 'row') return this.row(tag);
    if (tag.name === 'c') this.atCell(tag);
    else if (this.cell !== null) this.within(this.cell, tag);
    return null;
  }

  private row({ closing, attributes }: Tag): TableRow | null {
    if (closing) return this.cells.length === 0 ? null : { number: this.number, cells: this.cells };
    this.number = Number(attribute(attributes, 'r') ?? this.number + 1);
    if (!Number.isSafeInteger(this.number)) throw new UnreadableFile(BROKEN);
    [this.cells, this.next] = [[], 0];
    return null;
  }

  private atCell({ closing, empty, attributes }: Tag): void {
    if (!closing) {
      this.cell = openCell(attributes, this.next);
      this.next = this.cell.column + 1;
    }
    if ((closing || empty) && this.cell !== null) this.put(this.cell);
  }

  private put(cell: OpenCell): void {
    this.cell = null;
    const content = contentOf(cell, this.setting);
    if (content === null) return;
    if (cell.column >= this.maxColumns) throw new UnreadableFile(tooManyColumns(this.maxColumns));
    while (this.cells.length < cell.column) this.cells.push(null);
    this.cells[cell.column] = content;
  }

  private within(cell: OpenCell, tag: Tag): void {
    if (tag.name === 'rPh') this.phonetic = !tag.closing && !tag.empty;
    if (tag.closing) return;
    if (tag.name === 'f') cell.formula = true;
    if (tag.name === 'v') cell.value = textAt(this.xml, tag);
    if (tag.name === 't' && !this.phonetic) cell.inline += textAt(this.xml, tag);
  }
}

export const tooManyColumns = (max: number): string => `表格超过 ${max} 列的上限，请删去多余的列`;

/**
 * The rows of a sheet that hold something, one after another.
 * @throws UnreadableFile for what is no sheet, or has something beyond its last column.
 */
export function* rowsOfSheet(xml: string, setting: SheetSetting, maxColumns: number): Generator<TableRow> {
  const reading = new SheetReading(xml, setting, maxColumns);
  for (const tag of tagsIn(xml)) {
    if (tag.name === 'sheetData' && (tag.closing || tag.empty)) return;
    const row = reading.take(tag);
    if (row !== null) yield row;
  }
}
