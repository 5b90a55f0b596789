import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openForReading } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { rowFault } from '../../src/platform/database/row-check.js';
import { replay } from '../../src/replay/replay.js';
import { schema } from '../../src/schema.js';
import { agreementMatter } from '../support/cases.js';
import { expectProblem } from '../support/problem.js';
import { personBody } from '../support/registry.js';
import { DOCTOR, numbered, ScoringBureau } from '../support/scoring.js';

const CODE = 'D110105000731';
const MERGED = 'D110105000732';
const NAME = '欧阳试消踪';
const BECAUSE = { reason: '保存期限届满，本人书面申请删除', basis: '个人信息保护法第四十七条' };
const PATH = `/persons/${CODE}/erasure`;
const PAPER = 'paper-731';
const HASH = 'ab'.repeat(32);
const LINE = {
  actor: 'test',
  office: '110000',
  action: 'TESTED',
  subject: 'test/1',
  before: null,
  after: null,
  receipt: null,
};

interface Told {
  readonly id: string;
}

let bureau: ScoringBureau;
let withCode: string;
let withoutCode: string;
let listId: string;
let mergeId: string;

const matter = (offender: object): object => ({
  ...agreementMatter,
  inspectionNo: numbered('协'),
  offender: { kind: 'INDIVIDUAL', name: NAME, ...offender },
  breaches: agreementMatter.breaches.map((each) => ({ ...each, facts: `${NAME}超出登记的诊疗科目收治` })),
});

const decide = (id: string, madeOn: string, reasons: string) =>
  bureau.ask('district-agency', 'POST', `/cases/${id}/decision/agreement`, {
    number: numbered('协'),
    madeOn,
    effectiveOn: madeOn,
    measures: ['RECOVERY'],
    reasons,
  });

const query = <T>(sql: string, ...values: string[]): Promise<T[]> =>
  bureau.app.app.get(Database).read.query<T[]>(sql, values);

const writing = (sql: string, ...values: string[]): Promise<unknown> =>
  bureau.app.app
    .get(Database)
    .write(async (tx) => ({ result: await tx.query<unknown>(sql, values), record: LINE }));

/** A letter that names the person, and a namesake of another code. */
async function keepLetter(): Promise<void> {
  const named = (personCode: string): object => ({ personCode, personName: NAME });
  const figures = { people: 2, rows: [named(CODE), named(DOCTOR)], earlier: [] };
  const columns = [{ heading: '姓名', kind: 'TEXT', width: 10 }];
  const table = {
    caption: '本期出具',
    columns,
    rows: [
      [CODE, NAME],
      [DOCTOR, NAME],
    ],
  };
  const paper = { title: '函', lines: [], tables: [table], notes: [], closing: [] };
  await writing(
    `INSERT INTO "sent_paper" ("id", "kind", "number", "office", "addressee", "from_day", "to_day", "figures", "paper",
       "hash", "rulebook_hash", "recorded_at", "actor")
     VALUES (?, 'LETTER', '函731', '110105', 'HEALTH/110105', '2025-06-01', '2025-06-30', ?, ?, ?, 'r',
       '2056-06-01T01:00:00.000Z', 'district-agency')`,
    PAPER,
    JSON.stringify(figures),
    JSON.stringify(paper),
    HASH,
  );
}

beforeAll(async () => {
  bureau = await ScoringBureau.open('2025-07-20');
  await bureau.told('city-agency', 'POST', '/persons', { ...personBody(CODE, 731), name: NAME });
  await bureau.told('city-agency', 'POST', '/persons', personBody(MERGED, 732));
  const merge = { into: CODE, other: MERGED, on: '2025-07-20', reason: '核实为同一人' };
  mergeId = (await bureau.told<Told>('city-agency', 'POST', '/persons/merges', merge)).id;
  withCode = (await bureau.told<Told>('district-agency', 'POST', '/cases', matter({ code: CODE }))).id;
  withoutCode = (await bureau.told<Told>('district-agency', 'POST', '/cases', matter({}))).id;
  const row = { name: NAME, licenceNo: '证731', decisionNo: '卫罚731', decidedOn: '2025-07-01' };
  const list = { documentNo: '卫函731', authority: '市卫生健康委', receivedOn: '2025-07-20', rows: [row] };
  listId = (await bureau.told<Told>('district-bureau', 'POST', '/scoring/revoked-licences', list)).id;
  await writing(
    `UPDATE "account" SET "person_code" = ?, "display_name" = ?, "disabled_at" = '2025-07-20T00:00:00.000Z'
      WHERE "username" = 'pharmacy'`,
    CODE,
    NAME,
  );
});

afterAll(() => bureau.close());

describe('a case against a natural person', () => {
  it('is on the record by code, never by name', async () => {
    const lines = await query<{ after: string }>(
      `SELECT "after" FROM "record_entry" WHERE "action" = 'CASE_OPENED' ORDER BY "sequence"`,
    );
    expect(lines.map(({ after }) => (JSON.parse(after) as { offender: object }).offender)).toEqual([
      { kind: 'INDIVIDUAL', name: '［当事人］', code: CODE },
      { kind: 'INDIVIDUAL', name: '［当事人］' },
    ]);
    const all = await query<{ n: number }>(
      `SELECT COUNT(*) AS "n" FROM "record_entry" WHERE instr("before", ?) + instr("after", ?) > 0`,
      NAME,
      NAME,
    );
    expect(all).toEqual([{ n: 0 }]);
    const shown = await bureau.told('district-agency', 'GET', `/cases/${withCode}`);
    expect(JSON.stringify(shown)).toContain(`${NAME}超出登记`);
  });

  it('forbids erasing the person while it is open, found by code or by name', async () => {
    bureau.today('2056-01-03');
    const answer = await bureau.ask('city-agency', 'POST', PATH, BECAUSE);
    const { errors } = expectProblem(answer, 422, 'RULE_VIOLATION') as unknown as {
      errors: { code: string; detail: string }[];
    };
    expect(errors.map(({ code }) => code)).toEqual(['MATTER_OPEN']);
    for (const id of [withCode, withoutCode]) expect(errors[0]?.detail).toContain(`case/${id}`);
  });

  it('takes no name into a decision, whose text stays on the record', async () => {
    expectProblem(await decide(withCode, '2056-01-03', `${NAME}的责任较轻`), 422, 'RULE_VIOLATION');
    for (const id of [withCode, withoutCode])
      expect((await decide(id, '2056-01-03', '当事人的责任较轻')).status).toBe(200);
  });
});

describe('a paper that was sent, and a case that is closed', () => {
  it('start the retention anew', async () => {
    expect(await bureau.refused('city-agency', PATH, BECAUSE)).toEqual([' RETENTION_RUNNING -']);
    await keepLetter();
    bureau.today('2086-05-31');
    expect(await bureau.refused('city-agency', PATH, BECAUSE)).toEqual([' RETENTION_RUNNING -']);
  });
});

describe('erasing', () => {
  it('leaves the name nowhere, and waits for nobody who reads', async () => {
    bureau.today('2087-01-01');
    const { id } = await bureau.told<Told>('city-agency', 'POST', PATH, BECAUSE);
    const reader = await openForReading(bureau.app.folder, schema);
    await reader.query('BEGIN');
    await reader.query('SELECT COUNT(*) FROM "person"');
    const done = await bureau.told('city-agency-2', 'POST', `${PATH}/${id}/confirm`, {});
    expect(done).toMatchObject({ state: 'ERASED', journalEmptied: false });
    await reader.query('COMMIT');
    await reader.destroy();
    await writing('SELECT 1');
    await writing('SELECT 1');
    expect(await bureau.told('city-agency', 'GET', PATH)).toMatchObject([{ id, journalEmptied: true }]);
    const line = await query<{ after: string }>(
      `SELECT "after" FROM "record_entry" WHERE "action" = 'PERSON_ERASED'`,
    );
    expect(JSON.parse(line[0]?.after ?? '')).toMatchObject({
      people: 2,
      licenceRows: 1,
      cases: 2,
      papers: 1,
      accounts: 1,
    });
  });

  it('blanks cases to what the record has of them', async () => {
    for (const id of [withCode, withoutCode]) {
      const shown = await bureau.told<{ offender?: object }>('district-agency', 'GET', `/cases/${id}`);
      expect(JSON.stringify(shown)).not.toContain(NAME);
      const [row] = await query<{ content: string }>(
        'SELECT "content" FROM "case_revision" WHERE "case_id" = ?',
        id,
      );
      const [told] = await query<{ after: string }>(
        `SELECT "after" FROM "record_entry" WHERE "subject" = ? AND "action" = 'CASE_OPENED'`,
        `case/${id}`,
      );
      const { rowHashes: _hashes, ...facts } = JSON.parse(told?.after ?? '{}') as Record<string, unknown>;
      expect(JSON.parse(row?.content ?? '')).toEqual(facts);
    }
    const search = `/cases?text=${encodeURIComponent(NAME)}`;
    expect(await bureau.told('district-agency', 'GET', search)).toMatchObject({ total: 0 });
  });

  it('leaves everything as the record has it', async () => {
    const report = await replay(bureau.app.app.get(Database).read);
    expect([report.firstUnheld, report.firstDiffering]).toEqual([null, null]);
    const [last] = await query<{ size: number }>('SELECT MAX("sequence") AS "size" FROM "record_entry"');
    expect(await rowFault(bureau.app.app.get(Database).read, last?.size ?? 0)).toBeNull();
  });

  it('blanks licences without a code, the disabled account, and the row of a letter, whose hash stays', async () => {
    expect(
      JSON.stringify(await bureau.told('district-bureau', 'GET', `/scoring/revoked-licences/${listId}`)),
    ).not.toContain(NAME);
    expect(
      await query('SELECT "display_name" AS "name" FROM "account" WHERE "person_code" = ?', CODE),
    ).toEqual([{ name: '已删除个人信息' }]);
    const letter = await bureau.told('district-agency', 'GET', `/duties/letters/${PAPER}`);
    expect(letter).toMatchObject({
      hash: HASH,
      figures: {
        rows: [
          { personCode: CODE, personName: '已删除个人信息' },
          { personCode: DOCTOR, personName: NAME },
        ],
      },
    });
  });

  it('leaves a file that is neither merged nor parted any more', async () => {
    const merge = (into: string, other: string) =>
      bureau.ask('city-agency', 'POST', '/persons/merges', {
        into,
        other,
        on: '2087-01-01',
        reason: '同一人',
      });
    expectProblem(await merge(CODE, DOCTOR), 409, 'CONFLICT');
    expectProblem(await merge(DOCTOR, CODE), 409, 'CONFLICT');
    const undo = { on: '2087-01-01', reason: '并非同一人' };
    expectProblem(
      await bureau.ask('city-agency', 'POST', `/persons/merges/${mergeId}/undo`, undo),
      409,
      'CONFLICT',
    );
    expect(await bureau.told('city-agency', 'GET', `/persons/${DOCTOR}`)).not.toMatchObject({
      name: '已删除个人信息',
    });
  });

  it('keeps the code from whoever is entered by it', async () => {
    const again = { ...personBody(CODE, 733), name: '别的姓名' };
    expect(await bureau.refused('city-agency', '/persons', again)).toEqual(['/codes/0 ERASED_CODE -']);
    expect(await bureau.refused('city-agency', `/persons/${DOCTOR}/codes`, { code: CODE })).toEqual([
      '/code ERASED_CODE -',
    ]);
  });

  it('leaves the name in no file of the database but where a namesake has it', async () => {
    await writing(`DELETE FROM "clock" WHERE 0`);
    const wal = await readFile(join(bureau.app.folder, 'bureau.sqlite-wal'), 'latin1');
    const bytes = (await readFile(join(bureau.app.folder, 'bureau.sqlite'), 'latin1')) + wal;
    // Twice in the letter, about the namesake.
    expect(bytes.split(Buffer.from(NAME).toString('latin1')).length - 1).toBe(2);
  });
});
