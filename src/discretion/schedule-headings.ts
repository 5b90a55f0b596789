/** How the value of a cell is taken: as text, a whole number, yes or no, or words one after another. */
export type CellReading = 'TEXT' | 'COUNT' | 'FLAG' | 'LIST';

/** A member of the schedule form as a sheet names it. */
export interface Heading {
  readonly member: string;
  /** In Chinese; the first one stands in the template. */
  readonly words: readonly [string, ...string[]];
  readonly reading: CellReading;
}

/** One sheet of a schedule as a spreadsheet. */
export interface SheetPlan {
  readonly name: string;
  readonly word: string;
  readonly headings: readonly Heading[];
}

const heading = (
  member: string,
  reading: CellReading,
  ...words: readonly [string, ...string[]]
): Heading => ({ member, words, reading });

/** What is said once of the schedule: a name and a value a row. */
export const SCHEDULE_SHEET: SheetPlan = {
  name: 'schedule',
  word: '细则',
  headings: [
    heading('id', 'TEXT', '细则编号', '编号'),
    heading('title', 'TEXT', '名称', '标题'),
    heading('documentNo', 'TEXT', '文号'),
    heading('validFrom', 'TEXT', '生效日', '生效日期'),
    heading('validTo', 'TEXT', '失效日', '失效日期'),
    heading('sample', 'FLAG', '示例', '是否示例'),
    heading('supersedes', 'TEXT', '取代', '取代的细则'),
  ],
};

/** A grade a row, below a row of headings. */
export const ROWS_SHEET: SheetPlan = {
  name: 'rows',
  word: '阶次',
  headings: [
    heading('id', 'TEXT', '阶次编号', '编号'),
    heading('bases', 'LIST', '处罚依据', '依据'),
    heading('tier', 'TEXT', '档次'),
    heading('ordinal', 'COUNT', '序号', '阶次'),
    heading('criterion', 'TEXT', '适用情形', '情形'),
    heading('min', 'TEXT', '下限'),
    heading('max', 'TEXT', '上限'),
  ],
};

/** A confirmation a row, below a row of headings; may be missing. */
export const CONFIRMATIONS_SHEET: SheetPlan = {
  name: 'confirmations',
  word: '确认',
  headings: [heading('key', 'TEXT', '确认项'), heading('reason', 'TEXT', '说明', '理由')],
};

export const SHEET_PLANS = [SCHEDULE_SHEET, ROWS_SHEET, CONFIRMATIONS_SHEET] as const;

const same = (text: string, name: string): boolean => text.trim().toLowerCase() === name.toLowerCase();

export const isNameOf = ({ name, word }: SheetPlan, text: string): boolean =>
  same(text, name) || same(text, word);

/** The heading that a text names, in English or Chinese. */
export const headingNamed = ({ headings }: SheetPlan, text: string): Heading | undefined =>
  headings.find(({ member, words }) => same(text, member) || words.some((word) => same(text, word)));
