import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/problem.js';
import {
  briefly,
  commitmentBody,
  personBody,
  putOnFile,
  receivedFact,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
  type ToldFault,
} from '../support/registry.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND = 'H11010500002';
const PHARMACY = 'P11010500001';

interface Institution {
  readonly code: string;
  readonly agreement: object;
  readonly departments: readonly { readonly code: string; readonly state: string }[];
  readonly facts: readonly {
    readonly id: string;
    readonly type: string;
    readonly departmentCode: string | null;
  }[];
  readonly warnings: readonly object[];
}

interface Registration {
  readonly id: string;
  readonly institutionCode: string;
  readonly status: string | null;
  readonly primary: boolean | null;
  readonly cancelledOn: string | null;
}

interface Person {
  readonly id: string;
  readonly codes: readonly string[];
  readonly primarySite: string | null;
  readonly commitments: readonly {
    readonly id: string;
    readonly endedOn: string | null;
    readonly inForce: boolean;
    readonly institutionCode: string;
  }[];
  readonly registrations: readonly Registration[];
  readonly standing: object | null;
  readonly warnings: readonly object[];
}

let bureau: TestApp;
let speaker: Speaker;

const told = <T>(username: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> =>
  speaker.told<T>(username, method, path, body);
const post = (path: string, body: unknown, username = 'district-agency'): Promise<Person> =>
  told<Person>(username, 'POST', path, body);
const refused = (path: string, body: unknown, username = 'district-agency'): Promise<string[]> =>
  speaker.refused(username, path, body);

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2025-07-01T02:00:00.000Z') });
  speaker = new Speaker(bureau);
});

afterAll(() => bureau.close());

describe('institutions', () => {
  const clinic = {
    code: 'H11010500010',
    name: '甲诊所',
    kind: 'HOSPITAL',
    district: '110105',
    departments: [{ code: 'nk', name: '内科' }],
    agreement: { from: '2025-01-01', to: '2025-12-31', documentNo: '协〔2025〕10号' },
  };
  const change = (body: object, username?: string): Promise<Institution> =>
    told(username ?? 'district-agency', 'POST', `/institutions/${clinic.code}/agreement-changes`, body);

  it('are entered with departments and agreement, and judged as of today (PQ2025:7)', async () => {
    const entered = await told<Institution>('district-agency', 'POST', '/institutions', clinic);
    expect(entered).toMatchObject({
      code: 'H11010500010',
      name: '甲诊所',
      kind: 'HOSPITAL',
      public: false,
      district: '110105',
      agreement: { on: '2025-07-01', state: 'IN_FORCE', documentNo: '协〔2025〕10号' },
      departments: [{ code: 'NK', name: '内科', state: 'OPEN', documentNo: null }],
      facts: [{ type: 'SIGNED', from: '2025-01-01', to: '2025-12-31', by: 'district-agency' }],
      warnings: [],
    });
  });

  it('are refused with every fault, a code only once', async () => {
    const body = {
      ...clinic,
      departments: [
        { code: 'NK', name: '内科' },
        { code: 'nk', name: '内科' },
      ],
      agreement: { from: '2025-02-01', to: '2025-01-31', documentNo: '协' },
    };
    expect(await refused('/institutions', body)).toEqual([
      '/departments/1/code DUPLICATE_ID -',
      '/agreement/to DATE_ORDER -',
      '/code DUPLICATE_ID -',
    ]);
  });

  it('with a code against the convention are entered all the same, with a warning (D.5)', async () => {
    const odd = { code: 'ODD-1', name: '乙诊所', kind: 'HOSPITAL', district: '110105' };
    const entered = await told<Institution>('city-agency', 'POST', '/institutions', odd);
    expect(entered.warnings).toEqual([
      {
        pointer: '/code',
        code: 'CODE_PATTERN',
        detail: expect.stringContaining('代码 ODD-1 与已知的编码惯例都不符'),
      },
    ]);
    expect(entered.agreement).toEqual({ on: '2025-07-01', state: 'NONE', documentNo: null });
  });

  it('have agreements that are suspended, resumed and dissolved; an error is taken back', async () => {
    const state = ({ agreement }: Institution): object => agreement;
    const suspended = await change({ type: 'SUSPENDED', from: '2025-06-01', documentNo: '中止1号' });
    expect(state(suspended)).toEqual({ on: '2025-07-01', state: 'SUSPENDED', documentNo: '中止1号' });
    const resumed = await change({ type: 'RESUMED', from: '2025-07-01', documentNo: '恢复1号' });
    expect(state(resumed)).toMatchObject({ state: 'IN_FORCE' });
    const dissolved = await change({ type: 'DISSOLVED', from: '2025-07-01', documentNo: '解除1号' });
    expect(state(dissolved)).toEqual({ on: '2025-07-01', state: 'DISSOLVED', documentNo: '解除1号' });
    const withdraws = dissolved.facts.at(-1)?.id;
    const undone = await change({ type: 'WITHDRAWN', from: '2025-07-01', documentNo: '更正1号', withdraws });
    expect(state(undone)).toMatchObject({ state: 'IN_FORCE', documentNo: '协〔2025〕10号' });
    expect(undone.facts.map(({ type }) => type)).toEqual([
      'SIGNED',
      'SUSPENDED',
      'RESUMED',
      'DISSOLVED',
      'WITHDRAWN',
    ]);
  });

  it('refuse changes that cannot be', async () => {
    const path = `/institutions/${clinic.code}/agreement-changes`;
    const of = (body: object): Promise<string[]> => refused(path, { documentNo: '文', ...body });
    expect(await of({ type: 'RESUMED', from: '2025-07-01' })).toEqual(['/type NOT_SUSPENDED -']);
    expect(await of({ type: 'SUSPENDED', from: '2024-01-01' })).toEqual([
      '/from AGREEMENT_NOT_IN_FORCE PQ2025:7',
    ]);
    expect(await of({ type: 'SIGNED', from: '2026-07-02' })).toEqual(['/from DATE_ORDER -']);
    const body = { type: 'RESUMED', from: '2025-07-01', to: '2025-08-01', documentNo: '文', withdraws: 'x' };
    const problem = expectProblem(
      await speaker.ask('city-agency', 'POST', path, body),
      400,
      'INVALID_REQUEST',
    );
    expect(briefly(problem['errors'] as ToldFault[])).toEqual([
      '/to INVALID_VALUE -',
      '/withdraws INVALID_VALUE -',
    ]);
  });

  it('have departments that are suspended and resumed', async () => {
    const path = `/institutions/${clinic.code}/departments`;
    const added = await told<Institution>('district-agency', 'POST', path, { code: 'WK', name: '外科' });
    expect(added.departments.map(({ code }) => code)).toEqual(['NK', 'WK']);
    expect(await refused(path, { code: 'wk', name: '外科' })).toEqual(['/code DUPLICATE_ID -']);
    const suspension = { type: 'SUSPENDED', from: '2025-07-01', to: '2026-01-01', documentNo: '责令1号' };
    const suspended = await told<Institution>('district-agency', 'POST', `${path}/WK/changes`, suspension);
    expect(suspended.departments).toMatchObject([
      { code: 'NK', state: 'OPEN' },
      { code: 'WK', state: 'SUSPENDED', documentNo: '责令1号' },
    ]);
    expect(await refused(`${path}/NK/changes`, { ...suspension, to: undefined, type: 'RESUMED' })).toEqual([
      '/type NOT_SUSPENDED -',
    ]);
    const resumption = { type: 'RESUMED', from: '2025-07-01', documentNo: '恢复2号' };
    const resumed = await told<Institution>('district-agency', 'POST', `${path}/WK/changes`, resumption);
    expect(resumed.departments.map(({ state }) => state)).toEqual(['OPEN', 'OPEN']);
    const unknown = await speaker.ask('district-agency', 'POST', `${path}/XX/changes`, resumption);
    expectProblem(unknown, 404, 'NOT_FOUND');
  });

  it('are listed and searched', async () => {
    const list = async (query: string): Promise<[number, string[]]> => {
      const { total, items } = await told<{ total: number; items: Institution[] }>(
        'auditor',
        'GET',
        `/institutions${query}`,
      );
      return [total, items.map(({ code }) => code)];
    };
    expect(await list('?text=示范&kind=HOSPITAL')).toEqual([2, [HOSPITAL, SECOND]]);
    expect(await list('?district=110105&page=2&pageSize=2')).toEqual([5, ['H11010500010', 'ODD-1']]);
    expect(await list('?text=%25')).toEqual([0, []]);
  });
});

describe('a person', () => {
  it('is entered, committed and registered in one request (PQ2025:11, PQ2025:13, PQ2025:14)', async () => {
    const body = registeredBody('D110105000101', 101, HOSPITAL, { departmentCode: 'nk' });
    const entered = await post('/persons', body, 'hospital');
    expect(entered).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: '张试101',
      identityNumber: expect.stringMatching(/^110\*{13}[\dX]{2}$/),
      codes: ['D110105000101'],
      primarySite: null,
      commitments: [
        {
          id: expect.any(String),
          institutionCode: HOSPITAL,
          signedOn: '2025-05-01',
          from: '2025-05-01',
          to: null,
          electronic: false,
          archiveNo: `档-${HOSPITAL}`,
          endedOn: null,
          inForce: true,
          recordedAt: expect.stringMatching(/^2025-07-01T02:00:00\.\d{3}Z$/),
        },
      ],
      registrations: [
        {
          id: expect.any(String),
          personCode: 'D110105000101',
          institutionCode: HOSPITAL,
          institutionName: '示范医院',
          district: '110105',
          departmentCode: 'NK',
          kind: 'MEDICAL',
          practiceType: '执业医师',
          practiceCategory: '临床',
          practiceScope: '内科专业',
          professionalTitle: '主治医师',
          multiSiteApproval: null,
          from: '2025-05-01',
          cancelledOn: null,
          cancelReason: null,
          status: 'NORMAL',
          committed: true,
          primary: null,
          recordedAt: expect.stringMatching(/^2025-07-01T02:00:00\.\d{3}Z$/),
        },
      ],
      standing: { on: '2025-07-01', status: 'NORMAL', year: 2025, yearTotal: 0, restrictions: null },
      merges: [],
      warnings: [],
    });
  });

  it('is refused with every fault at once, and nothing is half-written', async () => {
    const body = {
      codes: ['D110105000001', 'D110105000102', 'd110105000102'],
      name: '张试102',
      identityNumber: '110105190202021020',
      commitment: { ...commitmentBody(HOSPITAL, '2025-07-02'), from: '2025-07-01', to: '2025-06-01' },
      registration: registrationBody(HOSPITAL, {
        kind: 'PHARMACY_STAFF',
        departmentCode: 'XX',
        from: '2025-06-30',
      }),
    };
    expect(await refused('/persons', body, 'hospital')).toEqual([
      '/identityNumber IDENTITY_NUMBER_INVALID -',
      '/codes/0 DUPLICATE_ID -',
      '/codes/2 DUPLICATE_ID -',
      '/commitment/signedOn DATE_ORDER PQ2025:11',
      '/commitment/from DATE_ORDER PQ2025:11',
      '/commitment/to DATE_ORDER PQ2025:11',
      '/registration/departmentCode UNKNOWN_REFERENCE -',
      '/registration/kind KIND_NOT_FOR_INSTITUTION PQ2025:10(1)',
      '/registration/from NO_COMMITMENT PQ2025:11',
    ]);
    expectProblem(await speaker.ask('city-agency', 'GET', '/persons/D110105000102'), 404, 'NOT_FOUND');
  });

  it('needs a code', async () => {
    const body = { ...personBody('x', 103), codes: [] };
    const problem = expectProblem(
      await speaker.ask('hospital', 'POST', '/persons', body),
      400,
      'INVALID_REQUEST',
    );
    expect(briefly(problem['errors'] as ToldFault[])).toEqual(['/codes INVALID_VALUE -']);
  });

  it('may have several codes, each of one person only; odd ones are doubted', async () => {
    const entered = await post('/persons', {
      ...personBody('D110105000104', 104),
      codes: ['D110105000104', 'ODD-104'],
    });
    expect(entered.warnings).toMatchObject([{ pointer: '/codes/1', code: 'CODE_PATTERN' }]);
    const more = await post('/persons/ODD-104/codes', { code: 'N110105000104' });
    expect([more.codes, more.warnings]).toEqual([['D110105000104', 'ODD-104', 'N110105000104'], []]);
    expect(await refused('/persons/ODD-104/codes', { code: 'D110105000001' })).toEqual([
      '/code DUPLICATE_ID -',
    ]);
    const again = await post('/persons/ODD-104/codes', { code: 'n110105000104' });
    expect(again.codes).toEqual(more.codes);
  });

  it('entered again under the same number is the same file; under another name is refused', async () => {
    const first = await post('/persons', personBody('D110105000105', 105));
    const again = await post('/persons', personBody('N110105000105', 105, ' 张试 105'));
    expect([again.id, again.codes]).toEqual([first.id, ['D110105000105', 'N110105000105']]);
    const path = '/persons';
    const problem = expectProblem(
      await speaker.ask('hospital', 'POST', path, personBody('D110105000106', 105, '李试')),
      422,
      'RULE_VIOLATION',
    );
    expect(briefly(problem['errors'] as ToldFault[])).toEqual(['/name IDENTITY_MISMATCH -']);
    expect(JSON.stringify(problem)).not.toContain('张试');
  });
});

describe('people entered at the same moment', () => {
  it('are one file for one number, and one person for one code', async () => {
    const codes = ['A1', 'A2', 'A3', 'A4', 'A5'].map((each) => `D11010500015${each}`);
    const entered = await Promise.all(
      codes.map((code) => post('/persons', personBody(code, 151), 'hospital')),
    );
    expect(new Set(entered.map(({ id }) => id)).size).toBe(1);
    const answers = await Promise.all(
      [152, 153, 154, 155].map((serial) =>
        speaker.ask('hospital', 'POST', '/persons', personBody('D110105000152', serial)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  });

  it('are registered once however often it is asked', async () => {
    await post('/persons', { ...personBody('D110105000156', 156), commitment: commitmentBody(HOSPITAL) });
    const path = '/persons/D110105000156/registrations';
    const ask = () => speaker.ask('hospital', 'POST', path, registrationBody(HOSPITAL));
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });
});

describe('a registration', () => {
  const doctor = 'D110105000201';
  const at = (institution: string, more: object = {}) => registrationBody(institution, more);
  const register = (body: object, code = doctor): Promise<string[]> =>
    refused(`/persons/${code}/registrations`, body);

  it('needs a commitment at that institution on its first day (PQ2025:11)', async () => {
    await post('/persons', personBody(doctor, 201));
    expect(await register(at(HOSPITAL))).toEqual(['/from NO_COMMITMENT PQ2025:11']);
    const committed = await post(`/persons/${doctor}/commitments`, commitmentBody(HOSPITAL));
    expect(committed.commitments).toMatchObject([{ institutionCode: HOSPITAL, inForce: true }]);
    expect(await register(at(SECOND))).toEqual(['/from NO_COMMITMENT PQ2025:11']);
    expect(await register(at(HOSPITAL, { from: '2025-04-30' }))).toEqual(['/from NO_COMMITMENT PQ2025:11']);
    const registered = await post(`/persons/${doctor}/registrations`, at(HOSPITAL));
    expect(registered.registrations).toMatchObject([
      { institutionCode: HOSPITAL, status: 'NORMAL', primary: true },
    ]);
    expect(registered.primarySite).toBe(HOSPITAL);
  });

  it('stands once at an institution, and elsewhere only with a permission (PQ2025:13)', async () => {
    await post(`/persons/${doctor}/commitments`, commitmentBody(SECOND));
    expect(await register(at(HOSPITAL, { from: '2025-06-01' }))).toEqual([
      '/from DUPLICATE_REGISTRATION PQ2025:13',
    ]);
    expect(await register(at(SECOND))).toEqual(['/multiSiteApproval MULTI_SITE_NOT_ALLOWED PQ2025:13']);
    expect(await register(at(SECOND, { kind: 'NURSING', multiSiteApproval: '许1号' }))).toEqual([
      '/kind MULTI_SITE_NOT_ALLOWED PQ2025:13',
    ]);
    const both = await post(`/persons/${doctor}/registrations`, at(SECOND, { multiSiteApproval: '许1号' }));
    expect(both.registrations.map(({ institutionCode, primary }) => [institutionCode, primary])).toEqual([
      [HOSPITAL, true],
      [SECOND, false],
    ]);
  });

  it('moves its primary site from a day on, to where the person is registered', async () => {
    const path = `/persons/${doctor}/primary-site`;
    expect(await refused(path, { institutionCode: PHARMACY, from: '2025-06-01' })).toEqual([
      '/institutionCode NOT_REGISTERED PQ2025:13',
    ]);
    expect(await refused(path, { institutionCode: SECOND, from: '2025-04-30' })).toEqual([
      '/institutionCode NOT_REGISTERED PQ2025:13',
    ]);
    expect(await refused(path, { institutionCode: SECOND, from: '2026-07-02' })).toEqual([
      '/from DATE_ORDER -',
    ]);
    const later = await post(path, { institutionCode: SECOND, from: '2025-07-02' });
    expect(later.primarySite).toBe(HOSPITAL);
    const moved = await post(path, { institutionCode: SECOND, from: '2025-06-01' });
    expect(moved.primarySite).toBe(SECOND);
  });

  it('is cancelled once, on a day after it began', async () => {
    const { registrations } = await told<Person>('city-agency', 'GET', `/persons/${doctor}`);
    const path = `/registrations/${registrations[1]?.id ?? ''}/cancellation`;
    expect(await refused(path, { on: '2025-04-30', reason: 'LEFT' })).toEqual(['/on DATE_ORDER PQ2025:13']);
    expect(await refused(path, { on: '2025-06-01', reason: 'ENTERED_IN_ERROR' })).toEqual([
      '/on DATE_ORDER PQ2025:13',
    ]);
    const left = await post(path, { on: '2025-07-01', reason: 'RETIRED' });
    expect(left.registrations).toMatchObject([
      { institutionCode: HOSPITAL, status: 'NORMAL', cancelledOn: null, cancelReason: null },
      { institutionCode: SECOND, status: null, cancelledOn: '2025-07-01', cancelReason: 'RETIRED' },
    ]);
    expect(left.primarySite).toBe(HOSPITAL);
    const again = await speaker.ask('city-agency', 'POST', path, { on: '2025-07-01', reason: 'LEFT' });
    expectProblem(again, 409, 'CONFLICT');
    const unknown = await speaker.ask('city-agency', 'POST', '/registrations/none/cancellation', {
      on: '2025-07-01',
      reason: 'LEFT',
    });
    expectProblem(unknown, 404, 'NOT_FOUND');
  });

  it('needs an agreement in force on its first day (PQ2025:7)', async () => {
    const code = 'H11010500020';
    await told('city-agency', 'POST', '/institutions', {
      code,
      name: '丙诊所',
      kind: 'HOSPITAL',
      district: '110105',
    });
    await post('/persons', { ...personBody('D110105000202', 202), commitment: commitmentBody(code) });
    expect(await register(at(code), 'D110105000202')).toEqual(['/from AGREEMENT_NOT_IN_FORCE PQ2025:7']);
    const agreement = { type: 'SIGNED', from: '2025-06-01', documentNo: '协20号' };
    await told('city-agency', 'POST', `/institutions/${code}/agreement-changes`, agreement);
    expect(await register(at(code), 'D110105000202')).toEqual(['/from AGREEMENT_NOT_IN_FORCE PQ2025:7']);
    const registered = await post('/persons/D110105000202/registrations', at(code, { from: '2025-06-01' }));
    expect(registered.registrations).toHaveLength(1);
  });

  it('at an institution or under a person that is unknown is told so', async () => {
    expect(await register(at('H99999999999'))).toEqual(['/institutionCode UNKNOWN_REFERENCE -']);
    expect(await refused(`/persons/${doctor}/commitments`, commitmentBody('H99999999999'))).toEqual([
      '/institutionCode UNKNOWN_REFERENCE -',
    ]);
    const unknown = await speaker.ask('city-agency', 'POST', '/persons/D9/registrations', at(HOSPITAL));
    expectProblem(unknown, 404, 'NOT_FOUND');
  });

  it('lets a principal hold several pharmacies, and the staff none beside theirs (PQ2025:13)', async () => {
    const code = 'P11010500002';
    await told('city-agency', 'POST', '/institutions', {
      code,
      name: '第二药店',
      kind: 'PHARMACY',
      district: '110105',
      agreement: { from: '2025-01-01', documentNo: '协21号' },
    });
    for (const person of ['Y110105000001', 'Y110105000002'])
      await post(`/persons/${person}/commitments`, commitmentBody(code));
    const principal = at(code, { kind: 'PHARMACY_PRINCIPAL' });
    const held = await post('/persons/Y110105000001/registrations', principal);
    expect(held.registrations.map(({ institutionCode }) => institutionCode)).toEqual([PHARMACY, code]);
    expect(await register(at(code, { kind: 'PHARMACY_STAFF' }), 'Y110105000002')).toEqual([
      '/kind MULTI_SITE_NOT_ALLOWED PQ2025:13',
    ]);
  });
});

describe('a commitment', () => {
  it('ends with the contract, once; a new one is a new one (PQ2025:11, 30)', async () => {
    const code = 'D110105000301';
    const { commitments } = await post('/persons', registeredBody(code, 301, HOSPITAL), 'hospital');
    const path = `/commitments/${commitments[0]?.id ?? ''}/end`;
    expect(await refused(path, { on: '2025-04-30', reason: '解除合同' }, 'hospital')).toEqual([
      '/on DATE_ORDER PQ2025:11',
    ]);
    const ended = await post(path, { on: '2025-06-01', reason: '解除合同' }, 'hospital');
    expect(ended.commitments).toMatchObject([{ endedOn: '2025-06-01', inForce: false }]);
    expect(ended.registrations).toMatchObject([{ committed: false }]);
    const again = await speaker.ask('hospital', 'POST', path, { on: '2025-06-01', reason: '解除合同' });
    expectProblem(again, 409, 'CONFLICT');
    const renewed = await post(
      `/persons/${code}/commitments`,
      commitmentBody(HOSPITAL, '2025-07-01'),
      'hospital',
    );
    expect(renewed.commitments.map(({ inForce }) => inForce)).toEqual([false, true]);
    const unknown = await speaker.ask('hospital', 'POST', '/commitments/none/end', {
      on: '2025-06-01',
      reason: 'x',
    });
    expectProblem(unknown, 404, 'NOT_FOUND');
  });
});

describe('a change of employer', () => {
  const code = 'D110105000401';
  const path = `/persons/${code}/change-of-employer`;
  const move = {
    leavingInstitutionCode: HOSPITAL,
    on: '2025-06-15',
    commitment: commitmentBody(SECOND, '2025-06-15'),
    registration: registrationBody(SECOND, { from: '2025-06-15' }),
  };

  it('that may not be leaves everything as it was', async () => {
    await post('/persons', registeredBody(code, 401, HOSPITAL), 'hospital');
    const body = {
      ...move,
      commitment: { ...move.commitment, signedOn: '2025-06-16' },
      registration: { ...move.registration, kind: 'PHARMACY_STAFF' },
    };
    expect(await refused(path, body)).toEqual([
      '/registration/kind KIND_NOT_FOR_INSTITUTION PQ2025:10(1)',
      '/registration/from NO_COMMITMENT PQ2025:11',
    ]);
    expect(await refused(path, { ...move, leavingInstitutionCode: PHARMACY })).toEqual([
      '/leavingInstitutionCode NOT_REGISTERED PQ2025:13',
    ]);
    const person = await told<Person>('city-agency', 'GET', `/persons/${code}`);
    expect(person.registrations).toMatchObject([{ institutionCode: HOSPITAL, cancelledOn: null }]);
    expect(person.commitments).toMatchObject([{ endedOn: null }]);
  });

  it('cancels at the old and registers at the new in one step (PQ2025:13)', async () => {
    const moved = await post(path, move);
    expect(moved.registrations).toMatchObject([
      {
        institutionCode: HOSPITAL,
        cancelledOn: '2025-06-15',
        cancelReason: 'CHANGED_EMPLOYER',
        status: null,
      },
      { institutionCode: SECOND, cancelledOn: null, status: 'NORMAL', committed: true, primary: true },
    ]);
    expect(moved.commitments).toMatchObject([
      { institutionCode: HOSPITAL, endedOn: '2025-06-15' },
      { institutionCode: SECOND, endedOn: null },
    ]);
  });
});

describe('a person under restriction', () => {
  it('is shown so at every site, and is not registered anew (PQ2025:27, S24)', async () => {
    const code = 'D110105000501';
    await post('/persons', registeredBody(code, 501, HOSPITAL), 'hospital');
    await post(`/persons/${code}/commitments`, commitmentBody(SECOND));
    await putOnFile(bureau, code, [scoreFact('r1', '2025-05-12', 9, 1), receivedFact('r1', '2025-05-16')]);
    const shown = await told<Person>('hospital', 'GET', `/persons/${code}`);
    expect(shown.standing).toEqual({
      on: '2025-07-01',
      status: 'SUSPENDED',
      year: 2025,
      yearTotal: 9,
      restrictions: null,
    });
    expect(shown.registrations).toMatchObject([{ status: 'SUSPENDED' }]);
    const wanted = registrationBody(SECOND, { multiSiteApproval: '许2号' });
    for (const from of ['2025-05-01', '2025-05-24', '2025-08-01'])
      expect(await refused(`/persons/${code}/registrations`, { ...wanted, from })).toEqual([
        '/from RESTRICTED PQ2025:27',
      ]);
    const whole = await told<Person>('city-agency', 'GET', `/persons/${code}`);
    expect(whole.standing).toMatchObject({
      restrictions: [
        { cause: 'r1', kind: 'SUSPENSION', from: '2025-05-24', to: '2025-06-23', restoredOn: null },
      ],
    });
  });
});

describe('the demonstration', () => {
  it('has a doctor at two hospitals, and staff of every kind', async () => {
    const doctor = await told<Person>('city-agency', 'GET', '/persons/D110105000001');
    expect(doctor.registrations.map(({ institutionCode, status }) => [institutionCode, status])).toEqual([
      [HOSPITAL, 'NORMAL'],
      [SECOND, 'NORMAL'],
    ]);
    expect(doctor.primarySite).toBe(HOSPITAL);
    for (const code of ['N110105000001', 'HY110105000001', 'HJ110105000001', 'Y110105000002']) {
      const person = await told<Person>('city-agency', 'GET', `/persons/${code}`);
      expect(person.registrations).toMatchObject([{ status: 'NORMAL', committed: true }]);
    }
  });
});
