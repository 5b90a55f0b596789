import { date } from '../../src/domain/shared/calendar-date.js';
import type { Account } from '../../src/identity/identity.module.js';
import { type LedgerService } from '../../src/ledger/ledger.module.js';
import { StandingEntity } from '../../src/ledger/standing.entity.js';
import type { Database } from '../../src/platform/database/database.js';

/** Day of every service asked about. */
export const SERVICE_DAY = '2025-11-20';
const STAFF = 500;
/** One in so many has points and a measure. */
const MEASURED = 20;
const DIGITS = 7;

const OFFICER: Account = {
  id: 'bench',
  username: 'bench',
  displayName: '测试',
  role: 'MUNICIPAL_AGENCY',
  office: '110000',
  post: 'OFFICER',
  personCode: null,
};
const RECORD = {
  actor: 'bench',
  office: '110000',
  action: 'BENCH_SEEDED',
  subject: 'bench',
  before: null,
  after: null,
  receipt: null,
};

const numbered = (start: string, number: number): string => start + String(number).padStart(DIGITS, '0');
export const personCode = (number: number): string => numbered('DB', number);
export const institutionCode = (number: number): string => numbered('HB', Math.floor(number / STAFF));

const AT = '2025-05-01T00:00:00.000Z';
/** The same names in SQL; \`i\` is the number of the person, \`s\` of the institution. */
const CODE = `printf('DB%0${DIGITS}d', i)`;
const PERSON = `printf('person-of-the-bench-%0${DIGITS}d', i)`;
const SITE = `printf('HB%0${DIGITS}d', i / ${STAFF})`;

const upTo = (count: number, insert: string): string =>
  insert.replace(
    'SELECT',
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}) SELECT`,
  );

/** What goes into a table: its columns, each with the SQL of its value. */
type Values = Readonly<Record<string, string>>;

const insertInto = (table: string, values: Values): string =>
  `INSERT INTO ${table} (${Object.keys(values).join(', ')}) SELECT ${Object.values(values).join(', ')} FROM n`;

const RECORDED: Values = { recorded_at: `'${AT}'`, actor: "'bench'" };
const ON_FILE: Values = { person_id: PERSON, institution_code: SITE, from_day: "'2025-04-15'", ...RECORDED };

const PEOPLE = [
  insertInto('person', {
    id: PERSON,
    name: "'某某'",
    ...RECORDED,
  }),
  insertInto('person_file', { person_id: PERSON, file_id: PERSON }),
  insertInto('person_code', { code: CODE, person_id: PERSON, ...RECORDED }),
  insertInto('commitment', {
    id: CODE,
    person_code: CODE,
    signed_on: "'2025-04-15'",
    electronic: '0',
    archive_no: "'A'",
    ...ON_FILE,
  }),
  insertInto('registration', {
    id: CODE,
    person_code: CODE,
    department_code: "'D1'",
    kind: "'MEDICAL'",
    practice_type: "'执业医师'",
    practice_category: "'临床'",
    practice_scope: "'内科'",
    professional_title: "'主任医师'",
    ...ON_FILE,
  }),
];

const SITE_CODE = `printf('HB%0${DIGITS}d', i)`;
const SITES = [
  insertInto('institution', {
    code: SITE_CODE,
    name: "'医院'",
    kind: "'HOSPITAL'",
    is_public: '1',
    district: "'110105'",
    ...RECORDED,
  }),
  insertInto('institution_fact', {
    id: SITE_CODE,
    institution_code: SITE_CODE,
    sequence: '1',
    type: "'SIGNED'",
    from_day: "'2025-01-01'",
    document_no: "'协'",
    ...RECORDED,
  }),
];

const MEASURES = [
  insertInto('standing', { person_id: PERSON, file_id: PERSON, content: '$1' }),
  insertInto('restriction', {
    person_id: PERSON,
    cause: "'n'",
    kind: "'SUSPENSION'",
    from_day: "'2025-11-04'",
    to_day: "'2026-01-03'",
  }),
];

/** The stored history of somebody suspended, as the ledger itself judges and stores it. */
async function measuredHistory(database: Database, ledger: LedgerService): Promise<string> {
  await database.write(async (tx, at) => {
    const finding = {
      conductId: 'c',
      circumstance: 'PQ2025:22(1)',
      degree: 'PRINCIPAL',
      adjustment: 'NONE',
      points: 9,
      basis: null,
    } as const;
    const score = { type: 'SCORE', id: 'n', effectiveOn: date('2025-10-20'), months: 2 } as const;
    const received = { type: 'RECEIVED', scoreId: 'n', on: date('2025-10-27') } as const;
    const facts = [{ ...score, findings: [finding], noticeReceivedOn: null }, received];
    await ledger.append(tx, 'measured', facts, OFFICER, at);
    return { result: undefined, record: RECORD };
  });
  return (await database.read.findOneByOrFail(StandingEntity, { personId: 'measured' })).content;
}

/** Fills the tables of a new database with so many people, straight by SQL: one in twenty is suspended. */
export async function populate(database: Database, ledger: LedgerService, people: number): Promise<void> {
  const history = await measuredHistory(database, ledger);
  await database.write(async (tx) => {
    for (const insert of SITES) await tx.query(upTo(Math.ceil(people / STAFF), insert));
    for (const insert of PEOPLE) await tx.query(upTo(people, insert));
    const [standing = '', restriction = ''] = MEASURES.map((each) => `${each} WHERE i % ${MEASURED} = 0`);
    await tx.query(upTo(people, standing), [history]);
    await tx.query(upTo(people, restriction));
    return { result: undefined, record: RECORD };
  });
}
