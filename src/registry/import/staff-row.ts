import { comparableCode } from '../../domain/registry/codes.js';
import type { Fault } from '../../domain/shared/result.js';
import { dayWord, flagWord } from '../../platform/files/cell-words.js';
import { textsOf, type HeadedRow } from '../../platform/files/headed-table.js';
import { checkForm } from '../../platform/http/check-form.js';
import { PersonForm } from '../people/person.dto.js';
import { KIND_OF_WORD, memberAt, STAFF_HEADINGS, wordOf, type StaffMember } from './staff-columns.js';

/** The institution that a staff list is of. */
export interface ListedInstitution {
  readonly code: string;
  readonly name: string;
  readonly district: string;
}

/** A row that cannot be taken, as it was sent, with every reason. */
export interface FaultyRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly problems: readonly string[];
}

/** A row sound in form. */
export interface StaffRow {
  readonly row: HeadedRow<StaffMember>;
  readonly form: PersonForm;
  /** Whether this institution is said to be the primary site; null: nothing is said. */
  readonly primary: boolean | null;
}

const SEPARATORS = /[\s、，,；;]+/u;

/** A fault in the words of the list: its column, the reason, the article. */
export function problemOf({ pointer, detail, citation }: Fault): string {
  const member = memberAt(pointer);
  const words = member === null ? detail : `${wordOf(member)}：${detail}`;
  return citation === undefined ? words : `${words}（${citation}）`;
}

export const faultyRow = (row: HeadedRow<StaffMember>, problems: readonly string[]): FaultyRow => ({
  row: row.number,
  cells: textsOf(STAFF_HEADINGS, row),
  problems,
});

/** Reads the cells of one row as a person's form, and gathers what is wrong with them. */
class RowReading {
  readonly problems: string[] = [];
  private readonly faulty = new Set<StaffMember>();

  constructor(private readonly row: HeadedRow<StaffMember>) {
    for (const [member, content] of row.cells) if (content.value === null) this.add(member, content.refused);
  }

  text(member: StaffMember): string | undefined {
    const value = this.row.cells.get(member)?.value;
    return value === undefined || value === null ? undefined : String(value);
  }

  day(member: StaffMember): string | undefined {
    const text = this.text(member);
    return text === undefined ? undefined : dayWord(text);
  }

  flag(member: StaffMember): boolean | undefined {
    const value = this.row.cells.get(member)?.value;
    if (value === undefined || value === null) return undefined;
    const flag = flagWord(value);
    if (typeof flag === 'boolean') return flag;
    this.add(member, '须填“是”或“否”');
    return undefined;
  }

  kind(): string | undefined {
    const word = this.text('kind');
    if (word === undefined) return undefined;
    const kind = KIND_OF_WORD[word];
    if (kind === undefined) this.add('kind', `须为${Object.keys(KIND_OF_WORD).join('、')}之一（PQ2025:10）`);
    return kind;
  }

  /** What a cell must say if it says anything. */
  expect(member: StaffMember, expected: readonly string[], detail: string): void {
    const text = this.text(member);
    if (text !== undefined && !expected.includes(text)) this.add(member, detail);
  }

  /** Faults of the form, but for cells of which it is said already what is wrong. */
  addFaults(faults: readonly Fault[]): void {
    for (const fault of faults) {
      const member = memberAt(fault.pointer);
      if (member === null || !this.faulty.has(member)) this.problems.push(problemOf(fault));
    }
  }

  has(...members: readonly StaffMember[]): boolean {
    return members.some((member) => this.row.cells.has(member));
  }

  private add(member: StaffMember, detail: string): void {
    this.faulty.add(member);
    this.problems.push(`${wordOf(member)}：${detail}`);
  }
}

/** A member is left out where nothing is said. */
const given = (members: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const commitmentOf = (reading: RowReading, institutionCode: string): object =>
  given({
    institutionCode,
    signedOn: reading.day('signedOn'),
    from: reading.day('commitmentFrom'),
    to: reading.day('commitmentTo'),
    electronic: reading.flag('electronic'),
    archiveNo: reading.text('archiveNo'),
  });

const registrationOf = (reading: RowReading, institutionCode: string): object =>
  given({
    institutionCode,
    departmentCode: reading.text('departmentCode'),
    kind: reading.kind(),
    practiceType: reading.text('practiceType'),
    practiceCategory: reading.text('practiceCategory'),
    practiceScope: reading.text('practiceScope'),
    professionalTitle: reading.text('professionalTitle'),
    from: reading.day('from'),
    multiSiteApproval: reading.text('multiSiteApproval'),
  });

function expectInstitution(reading: RowReading, { code, name, district }: ListedInstitution): void {
  reading.expect('institutionCode', [code], `须为 ${code}：一份名单只录入一家机构的人员`);
  reading.expect('institutionName', [name], `与登记的机构名称“${name}”不一致`);
  reading.expect('district', [district], `须为该机构所在的 ${district}`);
  reading.expect('status', ['正常'], '只可填“正常”：暂停、终止由记分处理产生，不能录入（PQ2025:15）');
}

/** Reads a row of the list, or tells everything that is wrong with its form. */
export function readStaffRow(
  row: HeadedRow<StaffMember>,
  institution: ListedInstitution,
): StaffRow | FaultyRow {
  const reading = new RowReading(row);
  expectInstitution(reading, institution);
  const committed = reading.has('signedOn', 'commitmentFrom', 'commitmentTo', 'electronic', 'archiveNo');
  const data = given({
    codes: reading.text('codes')?.split(SEPARATORS).filter(Boolean),
    name: reading.text('name'),
    identityNumber: reading.text('identityNumber'),
    commitment: committed ? commitmentOf(reading, institution.code) : undefined,
    registration: registrationOf(reading, institution.code),
  });
  const primary = reading.flag('primary') ?? null;
  const checked = checkForm(PersonForm, data);
  if (!checked.ok) reading.addFaults(checked.faults);
  if (!checked.ok || reading.problems.length > 0) return faultyRow(row, reading.problems);
  return { row, form: checked.value, primary };
}

/** What a row shares with an earlier one, by the row's number: nobody stands twice in one list. */
export function repeatedRows(rows: readonly HeadedRow<StaffMember>[]): ReadonlyMap<number, string[]> {
  const seen = new Map<string, number>();
  const repeated = new Map<number, string[]>();
  const look = ({ number }: HeadedRow<StaffMember>, member: StaffMember, text: string): void => {
    const key = `${member} ${comparableCode(text)}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, number);
    else repeated.set(number, [...(repeated.get(number) ?? []), `${wordOf(member)}：与第 ${first} 行重复`]);
  };
  for (const row of rows) {
    const text = (member: StaffMember): string => String(row.cells.get(member)?.value ?? '');
    for (const code of new Set(text('codes').split(SEPARATORS).filter(Boolean))) look(row, 'codes', code);
    if (text('identityNumber') !== '') look(row, 'identityNumber', text('identityNumber'));
  }
  return repeated;
}
