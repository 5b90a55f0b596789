import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { newMachineKey } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import {
  codesOf,
  buildTable,
  expectedOf,
  linkedFact,
  PEOPLE,
  ROWS,
  SERVICE_DAY,
  type Checked,
  type ExpiryPolicy,
} from '../support/qualifications.js';
import {
  identityNumber,
  putOnFile,
  receivedFact,
  registeredBody,
  scoreFact,
  Speaker,
} from '../support/registry.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND_HOSPITAL = 'H11010500002';
const PHARMACY = 'P11010500001';
const ELSEWHERE = 'H11010800001';
const DOCTOR = 'D110105000001';
const NURSE = 'N110105000001';
const PHARMACIST = 'HY110105000001';
const OF_PHARMACY = 'Y110105000001';
const LEAVER = 'D110105000901';
const NOBODY = 'Y999999999999';

let bureau: TestApp;
let speaker: Speaker;

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2025-12-01T02:00:00.000Z') });
  speaker = new Speaker(bureau);
  await speaker.told('city-agency', 'POST', '/institutions', {
    code: ELSEWHERE,
    name: '海淀医院',
    kind: 'HOSPITAL',
    district: '110108',
    agreement: { from: '2025-01-01', documentNo: '海淀协1号' },
  });
  await buildTable(bureau, speaker);
  await putOnFile(bureau, NURSE, [
    scoreFact('n1', '2025-10-20', 9, 2),
    receivedFact('n1', '2025-11-03'),
    scoreFact('n2', '2025-10-21', 3),
    receivedFact('n2', '2025-11-04'),
  ]);
  await putOnFile(bureau, PHARMACIST, [
    scoreFact('n3', '2025-12-01', 9, 2),
    receivedFact('n3', '2025-12-01'),
  ]);
  await registerAndCancel(LEAVER, '2025-11-15');
});

/** Registers a doctor at the hospital of the demonstration, who leaves it on the day. */
async function registerAndCancel(code: string, on: string): Promise<void> {
  await speaker.told('city-agency', 'POST', '/persons', registeredBody(code, 901, HOSPITAL));
  const { registrations } = await speaker.told<{ registrations: { id: string }[] }>(
    'city-agency',
    'GET',
    `/persons/${code}`,
  );
  const to = `/registrations/${registrations[0]?.id ?? ''}/cancellation`;
  await speaker.told('hospital', 'POST', to, { on, reason: 'LEFT' });
}

afterAll(() => bureau.close());

const path = (code: string, query: Readonly<Record<string, string>> = {}): string =>
  `/qualifications/${code}?${new URLSearchParams(query).toString()}`;

const check = (
  username: string,
  code: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Checked> => speaker.told<Checked>(username, 'GET', path(code, query));

const ask = (username: string, code: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  speaker.ask(username, 'GET', path(code, query));

interface Item {
  readonly personCode: string;
  readonly institution?: string;
  readonly on?: string;
  readonly emergency?: boolean;
}

const checkAll = async (username: string, items: readonly Item[]): Promise<readonly Checked[]> =>
  (await speaker.told<{ items: Checked[] }>(username, 'POST', '/qualifications/check', { items })).items;

describe('the settlement check (S26)', () => {
  const askTable = async (policy: ExpiryPolicy): Promise<void> => {
    const items = ROWS.map(({ person, institution, emergency }) => ({
      personCode: person.code,
      institution,
      on: SERVICE_DAY,
      emergency,
    }));
    const answers = await checkAll('city-agency', items);
    expect(
      answers.map(({ reasons, forecast: _ahead, receipt: _receipt, ...rest }) => ({
        ...rest,
        codes: codesOf({ reasons }),
      })),
    ).toEqual(ROWS.map((row) => expectedOf(row, policy)));
  };

  it('answers all 512 combinations of status, registration, commitment, agreement, department, emergency and policy', async () => {
    expect(ROWS.length * 2).toBe(512);
    await askTable('NOT_PAYABLE');
    await speaker.told('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'unrestoredAfterExpiry',
      value: 'PAYABLE',
      documentNo: '复函1号',
      validFrom: SERVICE_DAY,
      validTo: SERVICE_DAY,
    });
    await askTable('PAYABLE');
  });

  it('gives every reason its article and its words', async () => {
    const suspended = PEOPLE.find(
      ({ standing, committed, departmentOpen }) =>
        standing.name === 'suspended for the last day' && !committed && !departmentOpen,
    );
    const query = { institution: 'H11010500012', on: SERVICE_DAY, emergency: 'true' };
    expect((await check('city-agency', suspended?.code ?? '', query)).reasons).toEqual([
      {
        code: 'SUSPENDED',
        citation: 'PQ2025:15',
        detail: '医保支付资格暂停中，至 2025-11-01，期满须经批准恢复。',
      },
      { code: 'NO_COMMITMENT', citation: 'PQ2025:11', detail: '2025-11-01 在该机构没有有效的服务承诺。' },
      {
        code: 'AGREEMENT_NOT_IN_FORCE',
        citation: 'PQ2025:7',
        detail: '该机构的医保服务协议 2025-11-01 未在履行。',
      },
      {
        code: 'DEPARTMENT_SUSPENDED',
        citation: 'PQ2025:27',
        detail: '所在科室（部门）2025-11-01 被中止或暂停涉及基金使用的服务。',
      },
      {
        code: 'EMERGENCY_EXCEPTION',
        citation: 'PQ2025:15',
        detail: '急诊、抢救等特殊情形，不因暂停或终止而不予支付。',
      },
    ]);
  });
});

describe('a measure', () => {
  it('is seen by the very next check, also by a second process on the same data (PQ2025:46)', async () => {
    const second = await openTestApp(
      { clock: new TestClock('2025-12-01T02:00:00.000Z') },
      { DATA_DIR: bureau.folder },
    );
    const other = new Speaker(second);
    const query = { on: '2025-11-20' };
    const both = async (): Promise<string[]> => [
      (await check('pharmacy', OF_PHARMACY, query)).status,
      (await other.told<Checked>('pharmacy', 'GET', path(OF_PHARMACY, query))).status,
    ];
    expect(await both()).toEqual(['NORMAL', 'NORMAL']);
    const first = linkedFact('a', 'SUSPENSION', '2025-11-11', '2026-01-10');
    await putOnFile(bureau, OF_PHARMACY, [first]);
    expect(await both()).toEqual(['SUSPENDED', 'SUSPENDED']);
    const graver = linkedFact('b', 'TERMINATION', '2025-11-12', '2026-11-11');
    await putOnFile(second, OF_PHARMACY, [graver]);
    expect(await both()).toEqual(['TERMINATED', 'TERMINATED']);
    await second.close();
  });

  it('counts from its first day on, with the year total of that day', async () => {
    const days = ['2025-10-19', '2025-10-20', '2025-11-10', '2025-11-11', '2025-11-12', '2026-01-01'];
    const answers = await checkAll(
      'hospital',
      days.map((on) => ({ personCode: NURSE, on })),
    );
    expect(answers.map(({ on, status, year, yearTotal }) => [on, status, year, yearTotal])).toEqual([
      ['2025-10-19', 'NORMAL', 2025, 0],
      ['2025-10-20', 'NORMAL', 2025, 9],
      ['2025-11-10', 'NORMAL', 2025, 12],
      ['2025-11-11', 'SUSPENDED', 2025, 12],
      ['2025-11-12', 'TERMINATED', 2025, 12],
      ['2026-01-01', 'TERMINATED', 2026, 0],
    ]);
  });

  it('comes with what lies ahead: last day, window and earliest normal day, or the points left (PQ2025:30, 26)', async () => {
    const [before, during] = await checkAll('hospital', [
      { personCode: PHARMACIST, on: '2025-12-08' },
      { personCode: PHARMACIST, on: '2025-12-09' },
    ]);
    expect(before).toMatchObject({
      status: 'NORMAL',
      yearTotal: 9,
      forecast: {
        kind: 'UNRESTRICTED',
        thresholds: [
          { kind: 'SUSPENSION', yearTotal: 10, points: 1, months: { min: 3, max: 4 } },
          { kind: 'SUSPENSION', yearTotal: 11, points: 2, months: { min: 5, max: 6 } },
          { kind: 'TERMINATION', yearTotal: 12, points: 3, years: 1, yearsAtOnce: 3 },
        ],
        upcoming: { kind: 'SUSPENSION', from: '2025-12-09', to: '2026-02-08' },
      },
    });
    expect(during).toMatchObject({
      status: 'SUSPENDED',
      forecast: {
        kind: 'RESTRICTED',
        lastDay: '2026-02-08',
        applyFrom: '2026-01-19',
        earliestNormal: '2026-02-09',
        approved: false,
      },
    });
  });
});

/** The answer without its receipt, and the receipt without the hash of the answer, the code in both made one. */
function blind(answer: Answer, code: string): string {
  const { receipt, ...rest } = answer.json() as Checked;
  const [payload = ''] = receipt.split('.');
  const { answer: _hash, ...content } = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  ) as Checked & {
    answer: string;
  };
  return JSON.stringify([rest, content]).replaceAll(code, 'CODE');
}

describe('what a hospital learns', () => {
  it('is of others exactly what it is of nobody, in every way of asking', async () => {
    const others: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [OF_PHARMACY, {}],
      [PEOPLE[20]?.code ?? '', {}],
      [DOCTOR, { institution: SECOND_HOSPITAL }],
      [OF_PHARMACY, { institution: PHARMACY }],
      [DOCTOR, { on: '2025-04-14' }],
      [OF_PHARMACY, { on: '2025-11-20', emergency: 'true' }],
      [OF_PHARMACY, { knownAt: '2025-12-01T02:00:00.100Z' }],
    ];
    for (const [code, query] of others) {
      const [theirs, nobodys] = [await ask('hospital', code, query), await ask('hospital', NOBODY, query)];
      expect(blind(theirs, code)).toBe(blind(nobodys, NOBODY));
      const on = query['on'] ?? '2025-12-01';
      expect(nobodys.json()).toMatchObject({
        status: 'NOT_REGISTERED',
        payable: false,
        reasons: [{ code: 'NOT_REGISTERED', citation: 'PQ2025:13', detail: `${on} 未在该机构登记备案。` }],
        year: null,
        yearTotal: null,
        forecast: null,
      });
    }
  });

  it('ends with the registration (PQ2025:13)', async () => {
    const [there, gone] = await checkAll('hospital', [
      { personCode: LEAVER, on: '2025-11-14' },
      { personCode: LEAVER, on: '2025-11-15' },
    ]);
    expect([there?.status, there?.yearTotal]).toEqual(['NORMAL', 0]);
    expect([gone?.status, gone?.yearTotal, gone?.forecast]).toEqual(['NOT_REGISTERED', null, null]);
  });

  it('is the same through a machine key of its own, which opens nothing else', async () => {
    const key = await newMachineKey(bureau, {
      name: '门诊收费系统',
      institution: HOSPITAL,
      scopes: ['qualifications:read'],
      expiresOn: '2025-12-31',
    });
    const byKey = (code: string): Promise<Answer> =>
      bureau.request('GET', `/api/v1/qualifications/${code}`, { token: key.key });
    expect((await byKey(DOCTOR)).text).toBe((await ask('hospital', DOCTOR)).text);
    expect((await byKey(OF_PHARMACY)).text).toBe((await ask('hospital', OF_PHARMACY)).text);
    const list = await bureau.request('POST', '/api/v1/qualifications/check', {
      token: key.key,
      body: { items: [{ personCode: DOCTOR }] },
    });
    expect(list.status).toBe(200);
    const consent = { documentNo: '1', on: '2025-12-01', scope: '查询' };
    const closed = await bureau.request('POST', '/api/v1/qualifications/pre-registration-check', {
      token: key.key,
      body: { personCode: DOCTOR, consent },
    });
    expectProblem(closed, 403, 'FORBIDDEN');
  });

  it('finds a code however it was typed', async () => {
    expect(await check('hospital', ' d110105000001 ')).toMatchObject({
      personCode: ' d110105000001 ',
      status: 'NORMAL',
    });
  });
});

describe('what others learn', () => {
  it('is of a person: their own standing at any institution, and nothing of anybody else', async () => {
    expect(await check('person', DOCTOR)).toMatchObject({
      institution: HOSPITAL,
      status: 'NORMAL',
      yearTotal: 0,
    });
    expect(await check('person', DOCTOR, { institution: SECOND_HOSPITAL })).toMatchObject({
      status: 'NORMAL',
      yearTotal: 0,
    });
    expect(await check('person', DOCTOR, { institution: PHARMACY })).toMatchObject({
      status: 'NOT_REGISTERED',
      yearTotal: 0,
    });
    expect(blind(await ask('person', NURSE), NURSE)).toBe(blind(await ask('person', NOBODY), NOBODY));
    expect(await check('person', NURSE)).toMatchObject({
      status: 'NOT_REGISTERED',
      year: null,
      yearTotal: null,
    });
  });

  it('is all for bureau, agency and auditor, to whom nobody is unknown, never an error (S26)', async () => {
    for (const username of ['city-bureau', 'city-agency', 'district-bureau', 'district-agency', 'auditor']) {
      expect(await check(username, NOBODY, { institution: HOSPITAL })).toMatchObject({
        status: 'UNKNOWN',
        payable: false,
        reasons: [{ code: 'UNKNOWN_PERSON' }],
        year: null,
        yearTotal: null,
      });
      expect(await check(username, NURSE, { institution: PHARMACY, on: '2025-11-20' })).toMatchObject({
        status: 'NOT_REGISTERED',
        payable: false,
        reasons: [{ code: 'TERMINATED' }, { code: 'NOT_REGISTERED' }],
        yearTotal: 12,
      });
    }
    expect(codesOf(await check('city-agency', DOCTOR, { institution: 'H00000000000' }))).toEqual([
      'NOT_REGISTERED',
      'AGREEMENT_NOT_IN_FORCE',
    ]);
  });

  it('is for a district office of the institutions of its district only, each fault told', async () => {
    const items = [HOSPITAL, ELSEWHERE, 'H00000000000'].map((institution) => ({
      personCode: DOCTOR,
      institution,
    }));
    const answer = await speaker.ask('district-agency', 'POST', '/qualifications/check', { items });
    const { errors } = expectProblem(answer, 403, 'FORBIDDEN');
    expect(errors).toMatchObject([
      { pointer: '/items/1/institution', code: 'NOT_OF_DISTRICT' },
      { pointer: '/items/2/institution', code: 'NOT_OF_DISTRICT' },
    ]);
    expect((await check('city-agency', DOCTOR, { institution: ELSEWHERE })).status).toBe('NOT_REGISTERED');
  });

  it('is nothing for administrators of the system', async () => {
    for (const username of ['sysadmin', 'secadmin'])
      expectProblem(await ask(username, DOCTOR, { institution: HOSPITAL }), 403, 'FORBIDDEN');
  });
});

describe('POST /qualifications/check', () => {
  it('answers in the same order, today and at the own institution where nothing else is said', async () => {
    const answers = await checkAll('hospital', [
      { personCode: NOBODY },
      { personCode: DOCTOR },
      { personCode: DOCTOR, on: '2025-06-01', emergency: true },
      { personCode: DOCTOR },
    ]);
    expect(
      answers.map(({ personCode, institution, on, emergency }) => [personCode, institution, on, emergency]),
    ).toEqual([
      [NOBODY, HOSPITAL, '2025-12-01', false],
      [DOCTOR, HOSPITAL, '2025-12-01', false],
      [DOCTOR, HOSPITAL, '2025-06-01', true],
      [DOCTOR, HOSPITAL, '2025-12-01', false],
    ]);
    expect(await checkAll('hospital', [])).toEqual([]);
  });

  it('takes 1,000 questions and no more', async () => {
    const items = Array.from({ length: 1000 }, (_each, index) => ({ personCode: `D${index}` }));
    expect(await checkAll('hospital', items)).toHaveLength(1000);
    const body = { items: [...items, { personCode: DOCTOR }] };
    const { errors } = expectProblem(
      await speaker.ask('hospital', 'POST', '/qualifications/check', body),
      400,
      'INVALID_REQUEST',
    );
    expect(errors).toMatchObject([{ pointer: '/items', code: 'INVALID_VALUE' }]);
  });

  it('asks an office for the institution of every question', async () => {
    const items = [
      { personCode: DOCTOR },
      { personCode: DOCTOR, institution: HOSPITAL },
      { personCode: NURSE },
    ];
    const answer = await speaker.ask('auditor', 'POST', '/qualifications/check', { items });
    expect(expectProblem(answer, 400, 'INVALID_REQUEST')['errors']).toMatchObject([
      { pointer: '/items/0/institution', code: 'REQUIRED' },
      { pointer: '/items/2/institution', code: 'REQUIRED' },
    ]);
    expect(expectProblem(await ask('auditor', DOCTOR), 400, 'INVALID_REQUEST')['errors']).toMatchObject([
      { pointer: '/institution', code: 'REQUIRED' },
    ]);
  });

  it('writes nothing', async () => {
    const { read } = bureau.app.get(Database);
    const before = await read.count(RecordEntryEntity);
    const changes = (): Promise<unknown> => read.query('PRAGMA data_version');
    const version = await changes();
    await checkAll('hospital', [{ personCode: DOCTOR }, { personCode: NOBODY }]);
    await check('city-agency', NURSE, { institution: HOSPITAL, knownAt: '2025-12-01T02:00:00.010Z' });
    expect(await changes()).toEqual(version);
    expect(await read.count(RecordEntryEntity)).toBe(before);
  });
});

describe('knownAt', () => {
  const lastInstant = async (): Promise<string> => {
    const [last] = await bureau.app
      .get(Database)
      .read.find(RecordEntryEntity, { order: { sequence: 'DESC' }, take: 1 });
    return last?.at ?? '';
  };

  it('answers by what was recorded by then, of registrations, commitments, agreements and points', async () => {
    const code = 'D110105000902';
    const query = { institution: 'H11010500021', on: '2025-11-20' };
    const instants = [await lastInstant()];
    const step = async (done: Promise<unknown>): Promise<void> => {
      await done;
      instants.push(await lastInstant());
    };
    const site = {
      code: query.institution,
      name: '后录医院',
      kind: 'HOSPITAL',
      district: '110105',
      departments: [{ code: 'KS1', name: '内科' }],
    };
    const agreed = { type: 'SIGNED', from: '2025-01-01', documentNo: '协1' };
    const suspended = { type: 'SUSPENDED', from: '2025-11-01', documentNo: '中1' };
    const agency = (to: string, body: object): Promise<unknown> =>
      speaker.told('city-agency', 'POST', to, body);
    await agency('/institutions', site);
    await step(agency(`/institutions/${site.code}/agreement-changes`, agreed));
    await step(agency('/persons', registeredBody(code, 902, site.code, { departmentCode: 'KS1' })));
    await step(agency(`/institutions/${site.code}/departments/KS1/changes`, suspended));
    await step(putOnFile(bureau, code, [linkedFact('late', 'SUSPENSION', '2025-11-10', null)]));
    await step(agency(`/institutions/${site.code}/agreement-changes`, suspended));
    const { registrations, commitments } = await speaker.told<
      Record<'registrations' | 'commitments', { id: string }[]>
    >('city-agency', 'GET', `/persons/${code}`);
    await step(agency(`/commitments/${commitments[0]?.id ?? ''}/end`, { on: '2025-11-12', reason: '解除' }));
    await step(
      agency(`/registrations/${registrations[0]?.id ?? ''}/cancellation`, {
        on: '2025-11-12',
        reason: 'LEFT',
      }),
    );
    const known: unknown[] = [];
    for (const knownAt of [...instants, '2030-01-01T00:00:00Z']) {
      const answer = await check('city-agency', code, { ...query, knownAt });
      known.push([answer.status, ...codesOf(answer)]);
    }
    const now = await check('city-agency', code, query);
    expect(known).toEqual([
      ['UNKNOWN', 'UNKNOWN_PERSON'],
      ['UNKNOWN', 'UNKNOWN_PERSON'],
      ['NORMAL'],
      ['NORMAL', 'DEPARTMENT_SUSPENDED'],
      ['SUSPENDED', 'SUSPENDED', 'DEPARTMENT_SUSPENDED'],
      ['SUSPENDED', 'SUSPENDED', 'AGREEMENT_NOT_IN_FORCE', 'DEPARTMENT_SUSPENDED'],
      ['SUSPENDED', 'SUSPENDED', 'NO_COMMITMENT', 'AGREEMENT_NOT_IN_FORCE', 'DEPARTMENT_SUSPENDED'],
      ['NOT_REGISTERED', 'SUSPENDED', 'NOT_REGISTERED', 'AGREEMENT_NOT_IN_FORCE'],
      [now.status, ...codesOf(now)],
    ]);
    expect(codesOf(now)).toEqual(['SUSPENDED', 'NOT_REGISTERED', 'AGREEMENT_NOT_IN_FORCE']);
  });

  it('is an instant of RFC 3339, of any offset', async () => {
    const knownAt = '2025-12-01T09:59:59+08:00';
    const answer = await check('city-agency', DOCTOR, { institution: HOSPITAL, knownAt });
    expect(answer.status).toBe('UNKNOWN');
    for (const wrong of ['2025-12-01', '2025-12-01 10:00:00Z', '2025-13-01T00:00:00Z', 'now']) {
      const { errors } = expectProblem(
        await ask('city-agency', DOCTOR, { institution: HOSPITAL, knownAt: wrong }),
        400,
        'INVALID_REQUEST',
      );
      expect(errors).toMatchObject([{ pointer: '/knownAt', code: 'INVALID_VALUE' }]);
    }
  });
});

interface Staff {
  readonly totals: object;
  readonly total: number;
  readonly items: readonly (Checked & { name: string; kind: string; departmentCode: string | null })[];
}

describe('GET /qualifications/institutions/{code}', () => {
  const staff = (username: string, code: string, query = ''): Promise<Staff> =>
    speaker.told<Staff>(username, 'GET', `/qualifications/institutions/${code}${query}`);

  it('tells of everybody registered there on the day, with totals by status, by pages', async () => {
    const first = await staff('hospital', HOSPITAL, '?on=2025-12-15&pageSize=3');
    expect(first).toMatchObject({
      institution: HOSPITAL,
      on: '2025-12-15',
      totals: { NORMAL: 2, SUSPENDED: 1, TERMINATED: 1 },
      total: 4,
      page: 1,
      pageSize: 3,
    });
    const second = await staff('hospital', HOSPITAL, '?on=2025-12-15&pageSize=3&page=2');
    expect(
      [...first.items, ...second.items].map((each) => [each.personCode, each.name, each.status]),
    ).toEqual([
      [DOCTOR, '示范甲', 'NORMAL'],
      ['HJ110105000001', '示范丁', 'NORMAL'],
      [PHARMACIST, '示范丙', 'SUSPENDED'],
      [NURSE, '示范乙', 'TERMINATED'],
    ]);
    expect(first.items[0]).toMatchObject({
      kind: 'MEDICAL',
      departmentCode: 'NK',
      payable: true,
      yearTotal: 0,
    });
  });

  it('follows the day: who was there then, and how they stood then', async () => {
    const then = await staff('district-agency', HOSPITAL, '?on=2025-11-11');
    expect(then.totals).toEqual({ NORMAL: 4, SUSPENDED: 1, TERMINATED: 0 });
    expect(then.items.map(({ personCode }) => personCode)).toContain(LEAVER);
    expect((await staff('city-bureau', HOSPITAL, '?on=2025-04-14')).totals).toEqual({
      NORMAL: 0,
      SUSPENDED: 0,
      TERMINATED: 0,
    });
  });

  it('can be narrowed to a status', async () => {
    const { items, total, totals } = await staff('auditor', HOSPITAL, '?on=2025-12-15&status=TERMINATED');
    expect([items.map(({ personCode }) => personCode), total]).toEqual([[NURSE], 1]);
    expect(totals).toEqual({ NORMAL: 2, SUSPENDED: 1, TERMINATED: 1 });
  });

  it('is there for the institution itself and the offices over it only', async () => {
    const asked = (username: string, code: string): Promise<Answer> =>
      speaker.ask(username, 'GET', `/qualifications/institutions/${code}`);
    expectProblem(await asked('hospital', SECOND_HOSPITAL), 404, 'NOT_FOUND');
    expectProblem(await asked('hospital', 'H00000000000'), 404, 'NOT_FOUND');
    expectProblem(await asked('district-bureau', ELSEWHERE), 404, 'NOT_FOUND');
    expectProblem(await asked('person', HOSPITAL), 403, 'FORBIDDEN');
    expect((await asked('city-agency', ELSEWHERE)).status).toBe(200);
  });
});

describe('POST /qualifications/pre-registration-check', () => {
  const PATH = '/qualifications/pre-registration-check';
  const consent = { documentNo: '同意-7', on: '2025-11-30', scope: '查询能否登记备案' };
  const CITATION = { citation: 'PQ2025:27', on: '2025-12-01' };

  it('tells whether a person may be registered and until when not, and no more (PQ2025:27)', async () => {
    const restricted = PEOPLE.find(({ standing }) => standing.name === 'terminated')?.code ?? '';
    expect(await speaker.told('pharmacy', 'POST', PATH, { personCode: restricted, consent })).toEqual({
      ...CITATION,
      id: expect.any(String),
      mayRegister: false,
      restrictedUntil: '2028-10-10',
      detail: '医保支付资格受限，至 2028-10-10 期满，获准恢复之前不得登记备案。',
    });
    const openEnded = PEOPLE.find(({ standing }) => standing.name === 'suspended without end')?.code ?? '';
    expect(await speaker.told('pharmacy', 'POST', PATH, { personCode: openEnded, consent })).toMatchObject({
      mayRegister: false,
      restrictedUntil: null,
    });
  });

  it('answers of somebody without a measure as of nobody', async () => {
    const bodies = [DOCTOR, NOBODY].map((personCode) => ({ personCode, consent }));
    const answers = await Promise.all(
      bodies.map((body) => speaker.told<{ id: string }>('pharmacy', 'POST', PATH, body)),
    );
    const [known, unknown] = answers.map(({ id: _id, ...rest }) => rest);
    expect(known).toEqual({
      ...CITATION,
      mayRegister: true,
      restrictedUntil: null,
      detail: expect.any(String),
    });
    expect(unknown).toEqual(known);
  });

  it('finds by identity number, which is kept out of the record; the consent is in it', async () => {
    const number = identityNumber(100 + PEOPLE.findIndex(({ standing }) => standing.name === 'terminated'));
    const answer = await speaker.told<{ id: string; mayRegister: boolean }>('pharmacy', 'POST', PATH, {
      identityNumber: number,
      consent,
    });
    expect(answer.mayRegister).toBe(false);
    const entry = await bureau.app
      .get(Database)
      .read.findOneByOrFail(RecordEntryEntity, { subject: `pre-registration-check/${answer.id}` });
    expect([entry.actor, entry.office, entry.action]).toEqual([
      'pharmacy',
      PHARMACY,
      'PRE_REGISTRATION_CHECKED',
    ]);
    expect(JSON.parse(entry.after ?? '')).toEqual({
      byIdentityNumber: true,
      personId: expect.any(String),
      consent,
      mayRegister: false,
      restrictedUntil: '2028-10-10',
    });
    expect(JSON.stringify(entry)).not.toContain(number);
  });

  it('asks for one way to find the person, a sound number and a consent already signed', async () => {
    const faults = async (body: object, status: 400 | 422): Promise<unknown> =>
      expectProblem(
        await speaker.ask('pharmacy', 'POST', PATH, body),
        status,
        status === 400 ? 'INVALID_REQUEST' : 'RULE_VIOLATION',
      )['errors'];
    expect(await faults({ consent }, 400)).toMatchObject([{ pointer: '/personCode', code: 'REQUIRED' }]);
    expect(
      await faults({ personCode: DOCTOR, identityNumber: identityNumber(1), consent }, 400),
    ).toMatchObject([{ pointer: '/identityNumber', code: 'INVALID_VALUE' }]);
    expect(await faults({ personCode: DOCTOR }, 400)).toMatchObject([
      { pointer: '/consent', code: 'REQUIRED' },
    ]);
    const tomorrow = { ...consent, on: '2025-12-02' };
    expect(await faults({ identityNumber: '110105', consent: tomorrow }, 422)).toMatchObject([
      { pointer: '/consent/on', code: 'DATE_ORDER' },
      { pointer: '/identityNumber', code: 'IDENTITY_NUMBER_INVALID' },
    ]);
  });

  it('is for institutions', async () => {
    for (const username of ['city-agency', 'person', 'auditor', 'sysadmin'])
      expectProblem(
        await speaker.ask(username, 'POST', PATH, { personCode: DOCTOR, consent }),
        403,
        'FORBIDDEN',
      );
  });
});
