import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/platform/database/record-entry.js';
import { Database } from '../../src/platform/database/database.js';
import type { HistoryAnswer, HistoryEntryAnswer } from '../../src/history/history.dto.js';
import type { EntryAnswer } from '../../src/records/records.dto.js';
import { schema } from '../../src/schema.js';
import { filed, servedToday } from '../support/appeals.js';
import { agreementMeasure, penalty } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  NURSE,
  numbered,
  PHARMACY,
  ScoringBureau,
  SECOND_HOSPITAL,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';
import { download } from '../support/record/download.js';
import { tamper } from '../support/record/tamper.js';
import { openTestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let bureau: ScoringBureau;
let agreementCase: string;
let penaltyCase: string;
let determination: string;
let notice: NoticeTold;

const history = (path: string, username = 'auditor'): Promise<HistoryAnswer> =>
  bureau.told(username, 'GET', `/history${path}`);

const actionsOf = ({ items }: HistoryAnswer): string[] => items.map(({ action }) => action);

/** `SCORE_NOTICE_ISSUED: REVOKED by SCORE_REVOKED`, for every mark. */
function marksOf({ items }: HistoryAnswer): string[] {
  const actionOf = new Map(items.map(({ sequence, action }) => [sequence, action]));
  return items.flatMap(({ action, marks }) =>
    marks.map(({ relation, by }) => `${action}: ${relation} by ${actionOf.get(by) ?? '?'}`),
  );
}

function the(action: string, { items }: HistoryAnswer): HistoryEntryAnswer {
  const found = items.filter((each) => each.action === action);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} × ${action}`);
  return only;
}

beforeAll(async () => {
  bureau = await ScoringBureau.open('2025-09-26');
  const days = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };
  agreementCase = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], days);
  const findings = [
    found(DOCTOR, { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' }),
    found(NURSE, { circumstance: 'PQ2025:22(2)' }),
  ];
  const source = { kind: 'AGREEMENT_MEASURE', caseId: agreementCase };
  const body = standAlone('2025-09-26', findings, { source });
  ({ id: determination } = await bureau.told<Told>(
    'district-agency',
    'POST',
    '/scoring/determinations',
    body,
  ));
  const linked = { personCode: DOCTOR, from: '2025-09-26', to: '2026-03-25', reasons: '负主要责任' };
  await bureau.told(
    'district-agency',
    'POST',
    `/scoring/determinations/${determination}/linked-measures`,
    linked,
  );
  notice = await bureau.told<NoticeTold>(
    'district-agency',
    'POST',
    `/scoring/determinations/${determination}/notices`,
    { personCode: DOCTOR, number: numbered('记'), ...forMonths(2) },
  );
  await servedToday(bureau, notice.id, '2025-09-26');
  await filed(bureau, notice.id, '2025-09-26');
  bureau.today('2025-10-15');
  await bureau.told('district-agency', 'POST', `/cases/${agreementCase}/decision/reversal`, {
    kind: 'WITHDRAWN',
    by: 'RECONSIDERATION',
    documentNo: '京政复〔2025〕1号',
    on: '2025-10-14',
    reasons: '事实不清',
  });
  penaltyCase = await penalty(bureau, '40', SECOND_HOSPITAL, '2025-10-15');
});

afterAll(() => bureau.close());

describe('the timeline of a case', () => {
  it('goes from the first facts to the last consequence, oldest first', async () => {
    expect(actionsOf(await history(`/cases/${agreementCase}`))).toEqual([
      'CASE_OPENED',
      'CASE_DECIDED',
      'RESPONSIBILITY_DETERMINED',
      'LINKED_MEASURE_DECIDED',
      'MEASURE_LINKED',
      'SITE_TOLD',
      'SITE_TOLD',
      'SCORE_NOTICE_ISSUED',
      'SCORE_NOTICE_SERVED',
      'SITE_TOLD',
      'SITE_TOLD',
      'OBJECTION_FILED',
      'DECISION_WITHDRAWN',
      'SCORE_REVOKED',
      'MEASURE_UNLINKED',
      'SITE_TOLD',
      'SITE_TOLD',
      'OBJECTION_GROUND_FELL',
    ]);
  });

  it('tells what was withdrawn, revoked and void, and by which entry (PQ2025:37)', async () => {
    const told = await history(`/cases/${agreementCase}`);
    expect(marksOf(told)).toEqual([
      'CASE_DECIDED: WITHDRAWN by DECISION_WITHDRAWN',
      'LINKED_MEASURE_DECIDED: VOIDED by MEASURE_UNLINKED',
      'MEASURE_LINKED: VOIDED by MEASURE_UNLINKED',
      'SITE_TOLD: VOIDED by SITE_TOLD',
      'SITE_TOLD: VOIDED by SITE_TOLD',
      'SCORE_NOTICE_ISSUED: REVOKED by SCORE_REVOKED',
      'SITE_TOLD: VOIDED by SITE_TOLD',
      'SITE_TOLD: VOIDED by SITE_TOLD',
    ]);
    expect(the('CASE_DECIDED', told)).toMatchObject({
      words: '作出决定',
      officer: 'district-agency',
      office: '110105',
      at: expect.stringMatching(/^2025-09-26T02:00:00\.\d{3}Z$/),
      marks: [{ relation: 'WITHDRAWN', words: '已撤回或者撤销' }],
      rules: null,
    });
  });

  it('tells the rules that fired in an evaluation and those that did not, with their articles', async () => {
    const told = await history(`/cases/${penaltyCase}`);
    expect(actionsOf(told)).toEqual(['CASE_OPENED', 'CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED']);
    const { rules, citations } = the('CASE_DECIDED', told);
    expect(citations).toEqual(['REG735:40', 'REG735:40.1(3)']);
    expect(rules).toEqual(the('CASE_EVALUATED', told).rules);
    expect(rules?.find(({ rule }) => rule === 'REG735:40')).toMatchObject({ violationId: 'v1', fired: true });
    expect(rules?.filter(({ fired }) => !fired).length).toBeGreaterThan(0);
  });

  it('is not there for the district of another case, nor for institutions, people and administrators', async () => {
    expect((await bureau.ask('district-bureau', 'GET', `/history/cases/${penaltyCase}`)).status).toBe(404);
    expect(actionsOf(await history(`/cases/${agreementCase}`, 'district-bureau'))).toHaveLength(18);
    expectProblem(await bureau.ask('auditor', 'GET', '/history/cases/nobody'), 404, 'NOT_FOUND');
    for (const username of ['hospital', 'person', 'sysadmin', 'secadmin']) {
      expectProblem(await bureau.ask(username, 'GET', `/history/cases/${agreementCase}`), 403, 'FORBIDDEN');
    }
  });
});

describe('the timeline of a person', () => {
  it('holds what bears on them and nothing about their colleagues', async () => {
    const nurse = await history(`/persons/${NURSE}`);
    expect(actionsOf(nurse)).toEqual([
      'PERSON_ENTERED',
      'COMMITMENT_ENTERED',
      'REGISTERED',
      'RESPONSIBILITY_DETERMINED',
    ]);
    const doctor = await history(`/persons/${DOCTOR}?action=SCORE_NOTICE_ISSUED`);
    expect(doctor).toMatchObject({ of: DOCTOR, codes: [DOCTOR], total: 1, page: 1, pageSize: 50 });
  });

  it('tells the year total before and after, and which threshold was met (PQ2025:26)', async () => {
    const { rules, receipt } = the('SCORE_NOTICE_ISSUED', await history(`/persons/${DOCTOR}`));
    expect(receipt).toMatch(/^[0-9a-f]{64}$/);
    expect(rules).toEqual([
      {
        violationId: null,
        rule: 'PQ2025:18',
        reading: 'S6',
        fired: false,
        detail: '各行为取最高合计 9 分，减去同一行为此前已记的，增加 9 分',
      },
      {
        violationId: null,
        rule: 'PQ2025:26.1',
        reading: 'S27',
        fired: false,
        detail: '当年此前 0 分，本次 9 分，累计 9 分；不满 9 分的告知、提醒谈话',
      },
      {
        violationId: null,
        rule: 'PQ2025:26.2',
        reading: 'S11',
        fired: true,
        detail: '当年此前 0 分，本次 9 分，累计 9 分；满 9 分、不满 12 分的暂停',
      },
      {
        violationId: null,
        rule: 'PQ2025:26.3',
        reading: 'S9',
        fired: false,
        detail: '当年此前 0 分，本次 9 分，累计 9 分；满 12 分的终止',
      },
    ]);
  });

  it.each([
    [
      'from=2025-10-15&order=NEWEST_FIRST',
      [
        'OBJECTION_GROUND_FELL',
        'SITE_TOLD',
        'SITE_TOLD',
        'MEASURE_UNLINKED',
        'SCORE_REVOKED',
        'DECISION_WITHDRAWN',
      ],
    ],
    ['officer=hospital', ['OBJECTION_FILED']],
    ['from=2025-09-26&to=2025-10-14&action=SITE_TOLD&page=2&pageSize=3', ['SITE_TOLD']],
  ])('is filtered by %s', async (query, expected) => {
    const path = query.startsWith('from=2025-10-15') ? `/cases/${agreementCase}` : `/persons/${DOCTOR}`;
    expect(actionsOf(await history(`${path}?${query}`))).toEqual(expected);
  });

  it('shows the auditor alone who looked at the identity number', async () => {
    const revealed = {
      actor: 'district-agency',
      office: '110105',
      action: 'IDENTITY_REVEALED',
      subject: `person/${DOCTOR}`,
      before: null,
      after: { reason: '核对身份证号' },
      receipt: null,
    };
    await bureau.app.app.get(Database).write(() => Promise.resolve({ result: null, record: revealed }));
    const path = `/persons/${DOCTOR}?action=IDENTITY_REVEALED`;
    expect((await history(path)).items).toMatchObject([
      { officer: 'district-agency', words: '查看完整身份证号', after: { reason: '核对身份证号' } },
    ]);
    expect((await history(path, 'city-agency')).items).toEqual([]);
  });

  it('filtered by an officer shows also what a deputy did in their name', async () => {
    const line = (actor: string, action: string, subject: string, after: Json) => {
      const office = '110105';
      return { actor, office, action, subject, before: null, after, receipt: null };
    };
    const refused = 'IDENTITY_REVEAL_REFUSED';
    await bureau.app.app.get(Database).write(() =>
      Promise.resolve({
        result: null,
        record: [
          line('secadmin', 'DEPUTY_APPOINTED', 'account/officer-x', { deputy: 'deputy-y' }),
          line('deputy-y', refused, `person/${DOCTOR}`, { actingFor: 'officer-x' }),
          line('deputy-y', refused, `person/${DOCTOR}`, { actingFor: 'officer-z' }),
        ],
      }),
    );
    const of = async (officer: string): Promise<[number, Json[]]> => {
      const { total, items } = await history(`/persons/${DOCTOR}?officer=${officer}`);
      return [total, items.map(({ after }) => after)];
    };
    expect(await of('officer-x')).toEqual([1, [{ actingFor: 'officer-x' }]]);
    expect(await of('deputy-y')).toEqual([2, [{ actingFor: 'officer-x' }, { actingFor: 'officer-z' }]]);
  });

  it('shows what is to be erased to those who decide on it, and auditors', async () => {
    const proposed = {
      actor: 'city-agency',
      office: '110000',
      action: 'PERSON_ERASURE_PROPOSED',
      subject: `person/${DOCTOR}`,
      before: null,
      after: { erasure: 'e1', codes: [DOCTOR], reason: '期满', basis: '保存期满' },
      receipt: null,
    };
    await bureau.app.app.get(Database).write(() => Promise.resolve({ result: null, record: proposed }));
    const path = `/persons/${DOCTOR}?action=PERSON_ERASURE_PROPOSED`;
    const seen = async (username: string): Promise<number> => (await history(path, username)).items.length;
    expect([await seen('auditor'), await seen('city-agency')]).toEqual([1, 1]);
    expect([await seen('city-bureau'), await seen('district-agency')]).toEqual([0, 0]);
  });

  it('is not there for somebody whom nobody knows', async () => {
    expectProblem(await bureau.ask('auditor', 'GET', '/history/persons/D110105999999'), 404, 'NOT_FOUND');
  });
});

describe('the timeline of merged files', () => {
  it('holds what stands under every code, marked, until the merge is undone', async () => {
    const merged = await bureau.told<Told>('district-agency', 'POST', '/persons/merges', {
      into: DOCTOR,
      other: NURSE,
      on: '2025-10-15',
      reason: '身份证号录入有误，经核实为同一人',
    });
    const one = await history(`/persons/${DOCTOR}?action=PERSON_ENTERED`);
    expect(one.codes).toEqual([DOCTOR, NURSE]);
    expect(one.items.map(({ mergedFrom }) => mergedFrom)).toEqual([[], [NURSE], []]);
    const joined = the('PERSONS_MERGED', await history(`/persons/${NURSE}`));
    expect(joined).toMatchObject({ marks: [], mergedFrom: [DOCTOR] });

    await bureau.told('district-agency', 'POST', `/persons/merges/${merged.id}/undo`, {
      on: '2025-10-15',
      reason: '并非同一人',
    });
    const parted = await history(`/persons/${DOCTOR}`);
    expect(parted.codes).toEqual([DOCTOR]);
    expect(marksOf(parted)).toContain('PERSONS_MERGED: UNDONE by MERGE_UNDONE');
    expect(parted.items.filter(({ action }) => action === 'PERSON_ENTERED')).toHaveLength(2);
  });
});

describe('the timeline of an institution', () => {
  it('holds its own doings and what was decided of it', async () => {
    expect(
      actionsOf(await history(`/institutions/${SECOND_HOSPITAL}?from=2025-10-15&officer=city-bureau`)),
    ).toEqual(['CASE_OPENED', 'CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED']);
  });

  it('leaves out for a district office the cases of others', async () => {
    const query = '?from=2025-10-15&officer=city-bureau';
    expect((await history(`/institutions/${SECOND_HOSPITAL}${query}`, 'district-bureau')).items).toEqual([]);
    expect(actionsOf(await history(`/institutions/${PHARMACY}`, 'district-bureau'))).toContain(
      'INSTITUTION_ENTERED',
    );
  });
});

describe('the filters of the record', () => {
  const entries = async (query: string): Promise<string[]> => {
    const { items } = await bureau.told<{ items: EntryAnswer[] }>(
      'auditor',
      'GET',
      `/records/entries?pageSize=200&${query}`,
    );
    return items.map(({ action }) => action).reverse();
  };

  it.each([
    ['provision=PQ2025:22(2)&action=RESPONSIBILITY_DETERMINED', ['RESPONSIBILITY_DETERMINED']],
    ['provision=PQ2025:22&action=SCORE_NOTICE_ISSUED', ['SCORE_NOTICE_ISSUED']],
    ['provision=PQ2025:2', []],
    ['provision=REG735:40.1(3)&outcome=HEAVIER', ['CASE_PROPOSED', 'CASE_DECIDED']],
    ['provision=REG735:40', ['CASE_OPENED', 'CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED']],
    [
      'provision=DB2025:18(3)&actor=city-bureau',
      ['CASE_OPENED', 'CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED'],
    ],
    ['outcome=AGREEMENT_SUSPENDED', ['CASE_DECIDED']],
    [
      'outcome=suspension&person=D110105000001&office=110105',
      ['LINKED_MEASURE_DECIDED', 'MEASURE_LINKED', 'SCORE_NOTICE_ISSUED'],
    ],
    ['person=D110105000001&actor=hospital', ['OBJECTION_FILED']],
    ['district=110105&institution=H11010500001&action=CASE_DECIDED', ['CASE_DECIDED']],
    ['district=110108', []],
    ['institution=H11010500002&outcome=HEAVIER', ['CASE_PROPOSED', 'CASE_DECIDED']],
  ])('select by %s', async (query, expected) => {
    expect(await entries(query)).toEqual(expected);
  });

  it('hold for every export as well', async () => {
    const token = await bureau.app.tokenOf('auditor');
    const path = '/api/v1/records/export?format=jsonl&provision=REG735:40&outcome=HEAVIER';
    const { headers, bytes } = await download(bureau.app, path, token);
    const lines = bytes.toString().split('\n').slice(0, -1);
    expect(headers.get('x-record-count')).toBe('2');
    expect(lines.map((line) => (JSON.parse(line) as EntryAnswer).action)).toEqual([
      'CASE_PROPOSED',
      'CASE_DECIDED',
    ]);
  });
});

describe('the index of the record', () => {
  const CONTENT = `SELECT "known"."kind", "known"."key", "bearing"."sequence" FROM "record_bearing" "bearing"
    JOIN "record_bearing_key" "known" ON "known"."id" = "bearing"."key_id" ORDER BY 1, 2, 3`;

  const LINE = {
    actor: 'x',
    office: '110108',
    action: 'X',
    subject: 'x',
    before: null,
    after: null,
    receipt: null,
  };

  it('made again from the record is what it was, and the making is on the record', async () => {
    const folder = await temporaryFolder();
    const first = await openTestApp({}, { DATA_DIR: folder.path });
    const database = first.app.get(Database);
    const before = await database.read.query<object[]>(CONTENT);
    const [end] = await database.read.query<{ size: number }[]>('SELECT "size" FROM "record_index"');
    await first.close();
    await tamper(folder.path, 'UPDATE record_index SET edition = 0');

    const again = await openTestApp({}, { DATA_DIR: folder.path });
    const after = await again.app.get(Database).read.query<{ sequence: number }[]>(CONTENT);
    const size = end?.size ?? 0;
    expect(before.length).toBeGreaterThan(size);
    expect(after.filter(({ sequence }) => sequence <= size)).toEqual(before);
    const token = await again.tokenOf('auditor');
    const told = await again.request('GET', '/api/v1/records/entries?action=RECORD_INDEX_REBUILT', { token });
    expect(told.json()).toMatchObject({ total: 1, items: [{ after: { from: 1, to: size } }] });
    await again.close();
    await folder.remove();
  });

  it('is caught up at boot with what a program without it wrote', async () => {
    const folder = await temporaryFolder();
    await (await openTestApp({}, { DATA_DIR: folder.path })).close();
    const other = await Database.open(folder.path, schema, new TestClock('2025-07-01T00:00:00.000Z'));
    await other.write(() => Promise.resolve({ result: null, record: LINE }));
    await other.close();
    const again = await openTestApp({}, { DATA_DIR: folder.path });
    const token = await again.tokenOf('auditor');
    const told = await again.request('GET', '/api/v1/records/entries?district=110108&action=X', { token });
    expect(told.json()).toMatchObject({ total: 1 });
    await again.close();
    await folder.remove();
  });
});

describe('a paper whose measure fell with the reversal of another notice (PQ2025:37, S31)', () => {
  let other: ScoringBureau;
  beforeAll(async () => {
    other = await ScoringBureau.open('2025-09-26');
  });
  afterAll(() => other.close());

  const issued = async (agency: string, determiner: string, body: object): Promise<NoticeTold> => {
    const { id } = await other.told<Told>(determiner, 'POST', '/scoring/determinations', body);
    return other.told(agency, 'POST', `/scoring/determinations/${id}/notices`, {
      personCode: DOCTOR,
      number: numbered('记'),
    });
  };

  it('is marked void by that reversal', async () => {
    const caseId = await penalty(other, '38', HOSPITAL, '2025-09-26');
    const source = { kind: 'PENALTY_DECISION', caseId };
    const six = found(DOCTOR, { conductId: '甲', circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' });
    await issued('city-agency', 'city-bureau', standAlone('2025-09-26', [six], { source }));
    const nine = found(DOCTOR, { conductId: '乙', degree: 'PRINCIPAL' });
    const stays = await issued('district-agency', 'district-agency', standAlone('2025-09-26', [nine]));
    expect(stays.now.measure).toMatchObject({ kind: 'TERMINATION' });
    await servedToday(other, stays.id, '2025-09-26');
    other.today('2025-10-15');
    const paper = { number: numbered('终') };
    await other.told('district-agency', 'POST', `/scoring/notices/${stays.id}/measure-notice`, paper);
    await other.told('city-bureau', 'POST', `/cases/${caseId}/decision/reversal`, {
      kind: 'WITHDRAWN',
      by: 'RECONSIDERATION',
      documentNo: '京政复〔2025〕1号',
      on: '2025-10-14',
      reasons: '事实不清',
    });
    const told = await other.told<HistoryAnswer>('auditor', 'GET', `/history/persons/${DOCTOR}`);
    expect(marksOf(told)).toContain('MEASURE_NOTICE_ISSUED: VOIDED by SCORE_REVOKED');
    expect(the('SCORE_REVOKED', told).after).toMatchObject({
      measures: [
        { notice: stays.id, was: { kind: 'TERMINATION' }, is: { kind: 'SUSPENSION', months: null } },
      ],
    });
  });
});
