import type { EntityManager } from 'typeorm';
import type { Database } from '../platform/database/database.js';
import type { CommitmentFact } from '../domain/registry/commitment.js';
import type { InstitutionFact, InstitutionFactType } from '../domain/registry/institution-state.js';
import type { PersonnelKind } from '../domain/registry/personnel-kind.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Position, SiteFacts, SiteRegistration } from './check-facts.js';
import { statementOfCodes, statementOfFiles, type Part, type Row } from './check-statement.js';

/** A code and the file that holds its person; or a person and the file that holds them. */
export type Pair = readonly [key: string, fileId: string];

/** What one statement tells, hence all of it as at one place in the record. */
export interface CheckRows {
  readonly position: Position;
  /** Sequence of the last import of the rulebook; 0 without any. */
  readonly imports: number;
  /** File by code. */
  readonly files: ReadonlyMap<string, string>;
  /** Stored history by file, JSON; absent where there is none. */
  readonly standings: ReadonlyMap<string, string>;
  /** By file. */
  readonly registrations: ReadonlyMap<string, readonly SiteRegistration[]>;
  readonly commitments: ReadonlyMap<string, readonly CommitmentFact[]>;
  /** By code of the institution. */
  readonly sites: ReadonlyMap<string, SiteFacts>;
}

/** Of a single question, which is asked the most. */
const SINGLE = statementOfCodes(1, 1, false);
const SINGLE_BOUNDED = statementOfCodes(1, 1, true);

/**
 * Reads what is known now of the people with some codes, by index, in one statement.
 * @param within an institution: of nobody who was never registered there; null: of everybody.
 */
export async function readCheckRows(
  database: Database,
  codes: readonly string[],
  institutions: readonly string[],
  within: string | null,
): Promise<CheckRows> {
  const bounded = within !== null;
  const values = [...codes, ...(bounded ? [within] : []), ...institutions];
  if (codes.length === 1 && institutions.length === 1)
    return collect(await database.readPrepared<Row>(bounded ? SINGLE_BOUNDED : SINGLE, values));
  const sql = statementOfCodes(codes.length, institutions.length, bounded);
  return collect(await database.read.query<Row[]>(sql, values));
}

/** Reads all that was ever recorded of given files with given members. */
export async function readRowsOfFiles(
  manager: EntityManager,
  files: readonly Pair[],
  members: readonly Pair[],
  institutions: readonly string[],
): Promise<CheckRows> {
  const sql = statementOfFiles(files.length, members.length, institutions.length);
  return collect(await manager.query<Row[]>(sql, [...files.flat(), ...members.flat(), ...institutions]));
}

const day = (text: string | null): CalendarDate => (text ?? '') as CalendarDate;
const dayOrNull = (text: string | null): CalendarDate | null => text as CalendarDate | null;

const registrationOf = ({ a, b, c, d, e, f, g }: Row): SiteRegistration => ({
  institutionCode: a ?? '',
  departmentCode: b,
  kind: c as PersonnelKind,
  from: day(d),
  recordedAt: e ?? '',
  cancelledOn: dayOrNull(f),
  cancelRecordedAt: g,
});

const commitmentOf = ({ a, b, c, d, e, f }: Row): CommitmentFact => ({
  institutionCode: a ?? '',
  from: day(b),
  to: dayOrNull(c),
  recordedAt: d ?? '',
  endedOn: dayOrNull(e),
  endRecordedAt: f,
});

/** Without its document, which the check does not tell. */
const siteFactOf = ({ b, c, d, e, f, g, h }: Row): InstitutionFact => ({
  id: b ?? '',
  departmentCode: c,
  type: d as InstitutionFactType,
  from: day(e),
  to: dayOrNull(f),
  documentNo: '',
  withdraws: g,
  recordedAt: h ?? '',
});

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.key);
    if (group === undefined) groups.set(row.key, [row]);
    else group.push(row);
  }
  return groups;
}

const mapped = <T>(
  groups: ReadonlyMap<string, readonly Row[]>,
  of: (rows: readonly Row[]) => T,
): Map<string, T> => new Map([...groups].map(([key, rows]) => [key, of(rows)]));

/** An institution with its facts in the order of recording; one without any has a row all the same. */
function siteOf(rows: readonly Row[]): SiteFacts {
  const facts = rows.filter(({ i }) => i !== null).sort((one, other) => Number(one.i) - Number(other.i));
  return { district: rows[0]?.a ?? null, facts: facts.map(siteFactOf) };
}

/** Sorts the rows of a statement by what they tell. */
function collect(rows: readonly Row[]): CheckRows {
  const parts: Record<Part, Row[]> = { POSITION: [], CODE: [], REGISTRATION: [], COMMITMENT: [], SITE: [] };
  for (const row of rows) parts[row.part].push(row);
  const [last] = parts.POSITION;
  return {
    position: { sequence: Number(last?.key ?? 0), at: last?.a ?? '' },
    imports: Number(last?.b ?? 0),
    files: new Map(parts.CODE.map(({ key, a }) => [key, a ?? ''])),
    standings: new Map(parts.CODE.flatMap(({ a, b }) => (a === null || b === null ? [] : [[a, b]]))),
    registrations: mapped(grouped(parts.REGISTRATION), (those) => those.map(registrationOf)),
    commitments: mapped(grouped(parts.COMMITMENT), (those) => those.map(commitmentOf)),
    sites: mapped(grouped(parts.SITE), siteOf),
  };
}
