import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { AccountSeeder } from '../../src/identity/account-seeder.service.js';
import { agreementMatter } from '../support/cases.js';
import { agreementMeasure, penalty } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import { DEMO_PASSWORD } from '../support/test-app.js';
import { registeredBody } from '../support/registry.js';
import {
  DOCTOR,
  found,
  type FindingBody,
  HOSPITAL,
  numbered,
  NURSE,
  PHARMACIST,
  PHARMACY,
  PRINCIPAL,
  ScoringBureau,
  SECOND_HOSPITAL,
  standAlone,
  TECHNICIAN,
  type Told,
} from '../support/scoring.js';

const DETERMINATIONS = '/scoring/determinations';
const TODAY = '2025-09-10';

let bureau: ScoringBureau;
beforeAll(async () => {
  bureau = await ScoringBureau.open(TODAY);
});
afterAll(async () => {
  await bureau.close();
});

interface Determined extends Told {
  readonly pointsDay: string;
  readonly findings: { readonly points: number }[];
  readonly warnings: { readonly pointer: string; readonly code: string }[];
  readonly [member: string]: unknown;
}

const determine = (username: string, body: object): Promise<Determined> =>
  bureau.told(username, 'POST', DETERMINATIONS, body);

const refused = (username: string, body: object): Promise<string[]> =>
  bureau.refused(username, DETERMINATIONS, body);

async function forbidden(username: string, body: object): Promise<string> {
  const problem = expectProblem(await bureau.ask(username, 'POST', DETERMINATIONS, body), 403, 'FORBIDDEN');
  return String(problem['detail']);
}

const fromCase = (kind: string, caseId: string, findings: object[], change: object = {}): object => ({
  number: numbered('认'),
  determinedOn: TODAY,
  source: { kind, caseId },
  institutionHeard: { on: TODAY, opinion: '没有意见' },
  findings,
  ...change,
});

interface Draft {
  readonly body: object;
  readonly pointsDay: string;
  readonly institution: string;
  readonly circumstances: { readonly circumstance: string; readonly because: string }[];
  readonly acts: {
    readonly conductId: string;
    readonly people: { readonly personCode: string }[];
  }[];
}

interface WorkList {
  readonly items: { readonly kind: string; readonly subject: string; readonly office: string }[];
}

/** Subjects of the open clocks of a kind that an account sees. */
async function awaited(username: string, kind: string): Promise<string[]> {
  const { items } = await bureau.told<WorkList>(username, 'GET', `/work-list?kind=${kind}&pageSize=200`);
  return items.map(({ subject }) => subject);
}

describe('a determination from a penalty decision (PQ2025:16, S28, S35)', () => {
  it('is drafted from the case, made by the bureau, and awaited until then', async () => {
    const caseId = await penalty(bureau, '40', HOSPITAL, '2025-09-01');
    expect(await awaited('city-bureau', 'DETERMINE_RESPONSIBILITY')).toContain(`case/${caseId}`);

    const draft = await bureau.told<Draft>('city-bureau', 'GET', `${DETERMINATIONS}/draft?caseId=${caseId}`);
    expect(draft).toMatchObject({
      pointsDay: '2025-09-01',
      institution: HOSPITAL,
      body: {
        determinedOn: TODAY,
        source: { kind: 'PENALTY_DECISION', caseId },
        findings: [{ conductId: '检〔2025〕001号/V1', conduct: '检查所见' }],
        notScored: [],
      },
    });
    expect(draft.circumstances.map(({ circumstance }) => circumstance)).toEqual([
      'PQ2025:23(1)',
      'PQ2025:20(3)',
      'PQ2025:21(4)',
      'PQ2025:22(1)',
      'PQ2025:22(3)',
      'PQ2025:23(4)',
    ]);
    expect(draft.acts[0]?.people.map(({ personCode }) => personCode).sort()).toEqual([
      DOCTOR,
      TECHNICIAN,
      PHARMACIST,
      NURSE,
    ]);

    const conductId = draft.acts[0]?.conductId;
    const body = fromCase(
      'PENALTY_DECISION',
      caseId,
      [
        found(DOCTOR, { conductId, circumstance: 'PQ2025:23(1)', degree: 'PRINCIPAL' }),
        found(NURSE, { conductId, circumstance: 'PQ2025:23(1)' }),
      ],
      { notScored: [{ personCode: PHARMACIST, reasons: '不知情，没有过错' }] },
    );
    const determined = await determine('city-bureau', body);
    expect(determined).toMatchObject({
      office: '110000',
      officeKind: 'BUREAU',
      institution: HOSPITAL,
      sourceKind: 'PENALTY_DECISION',
      caseId,
      inspectionNo: '检〔2025〕001号',
      pointsDay: '2025-09-01',
      source: { bases: ['REG735:40'] },
      notScored: [{ personCode: PHARMACIST, reasons: '不知情，没有过错' }],
      warnings: [],
    });
    expect(determined.findings.map(({ points }) => points)).toEqual([12, 10]);
    expect(await awaited('city-bureau', 'DETERMINE_RESPONSIBILITY')).not.toContain(`case/${caseId}`);
    const notices = await awaited('city-agency', 'ISSUE_NOTICE');
    expect(notices.filter((each) => each.includes(determined.id)).sort()).toEqual([
      `determination/${determined.id}/${DOCTOR}`,
      `determination/${determined.id}/${NURSE}`,
    ]);
  });

  it('is nobody else’s business, and says why', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-01');
    const body = fromCase('PENALTY_DECISION', caseId, [found(DOCTOR, { circumstance: 'PQ2025:21(1)' })]);
    for (const username of ['city-agency', 'district-bureau', 'district-agency']) {
      expect(await forbidden(username, body)).toBe(
        '行政处罚后由作出处罚的市医疗保障局认定责任（PQ2025:4、PQ2025:16）。',
      );
    }
    expectProblem(await bureau.ask('hospital', 'POST', DETERMINATIONS, body), 403, 'FORBIDDEN');
  });

  it('rests on a decision that is made and stands', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-01');
    const finding = found(DOCTOR, { circumstance: 'PQ2025:21(1)' });
    expect(await refused('city-bureau', fromCase('PENALTY_DECISION', 'no-such-case', [finding]))).toEqual([
      '/source/caseId UNKNOWN_REFERENCE PQ2025:16',
    ]);
    await bureau.told('city-bureau', 'POST', `/cases/${caseId}/decision/reversal`, {
      kind: 'WITHDRAWN',
      by: 'OWN_MOTION',
      documentNo: numbered('撤'),
      on: '2025-09-05',
      reasons: '事实有误',
    });
    expect(await refused('city-bureau', fromCase('PENALTY_DECISION', caseId, [finding]))).toEqual([
      '/source/caseId DECISION_WITHDRAWN PQ2025:16',
    ]);
    expect(await awaited('city-bureau', 'DETERMINE_RESPONSIBILITY')).not.toContain(`case/${caseId}`);
    const { id } = await bureau.told<Told>('city-agency', 'POST', '/cases', {
      track: 'AGREEMENT',
      district: '110000',
      inspectionNo: '协〔2025〕9号',
      officers: ['甲', '乙'],
      offender: { kind: 'DESIGNATED_INSTITUTION', name: '示范医院', code: HOSPITAL },
    });
    expect(await refused('city-agency', fromCase('AGREEMENT_MEASURE', id, [found(DOCTOR)]))).toEqual([
      '/source/caseId DECISION_REQUIRED PQ2025:16',
    ]);
  });
});

describe('a determination from an agreement measure', () => {
  it('counts from the day the measure takes effect, by the agency that decided (S14, S28)', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-01', effectiveOn: '2025-09-05' };
    const caseId = await agreementMeasure(bureau, ['RECOVERY', 'BREACH_NOTICE'], days);
    expect(await awaited('district-agency', 'DETERMINE_RESPONSIBILITY')).toContain(`case/${caseId}`);
    const finding = found(DOCTOR, { circumstance: 'PQ2025:21(2)', degree: 'IMPORTANT' });
    const body = fromCase('AGREEMENT_MEASURE', caseId, [finding]);
    expect(await forbidden('city-bureau', body)).toContain('PQ2025:4');
    expect(await forbidden('city-agency', body)).toBe(
      '由作出处理的经办机构认定责任，不是本单位（PQ2025:4、PQ2025:16）。',
    );
    const determined = await determine('district-agency', body);
    expect(determined).toMatchObject({ pointsDay: '2025-09-05', office: '110105', officeKind: 'AGENCY' });
    expect(determined.findings.map(({ points }) => points)).toEqual([5]);
  });

  it('leads to a pharmacy’s circumstance only with a finding of a large loss or effect (PQ2025:21(3))', async () => {
    const days = { institution: PHARMACY, madeOn: '2025-09-01', effectiveOn: '2025-09-01' };
    const caseId = await agreementMeasure(bureau, ['RECOVERY'], days);
    const finding = found(PRINCIPAL, { circumstance: 'PQ2025:21(3)' });
    expect(await refused('district-agency', fromCase('AGREEMENT_MEASURE', caseId, [finding]))).toEqual([
      '/findings/0/largeLossOrEffect CIRCUMSTANCE_NOT_FOR_SOURCE PQ2025:21(3)',
    ]);
    const large = { ...finding, largeLossOrEffect: true };
    await determine('district-agency', fromCase('AGREEMENT_MEASURE', caseId, [large]));
    const hospitals = { ...finding, circumstance: 'PQ2025:21(2)' };
    expect(await refused('district-agency', fromCase('AGREEMENT_MEASURE', caseId, [hospitals]))).toEqual([
      '/findings/0/circumstance CIRCUMSTANCE_NOT_FOR_SOURCE PQ2025:21(2)',
      '/findings/0/circumstance CIRCUMSTANCE_NOT_FOR_INSTITUTION PQ2025:21(2)',
    ]);
  });
});

describe('an agency of another district', () => {
  it('determines nobody at an institution that is not its own, whatever its case says (PQ2025:4)', async () => {
    const agency = {
      username: 'fengtai-agency',
      displayName: '丰台区经办人员',
      role: 'DISTRICT_AGENCY',
      office: '110106',
      post: 'OFFICER',
    } as const;
    await bureau.app.app.get(AccountSeeder).create([agency], DEMO_PASSWORD, '测试');
    const code = 'H11010500099';
    const matter = {
      ...agreementMatter,
      district: '110106',
      offender: { ...agreementMatter.offender, code },
    };
    const { id } = await bureau.told<Told>('fengtai-agency', 'POST', '/cases', matter);
    await bureau.told('fengtai-agency', 'POST', `/cases/${id}/decision/agreement`, {
      number: numbered('协'),
      madeOn: TODAY,
      effectiveOn: TODAY,
      measures: ['AGREEMENT_DISSOLVED'],
      reasons: '依约处理',
    });
    await bureau.told('city-agency', 'POST', '/institutions', {
      code,
      name: '后来登记的医院',
      kind: 'HOSPITAL',
      district: '110105',
      agreement: { from: '2025-01-01', documentNo: '协-99' },
    });
    const finding = found(DOCTOR, { circumstance: 'PQ2025:23(3)', degree: 'PRINCIPAL' });
    expect(await forbidden('fengtai-agency', fromCase('AGREEMENT_MEASURE', id, [finding]))).toBe(
      '区级单位只认定本区定点医药机构相关人员的责任（PQ2025:4）。',
    );
    const own = { ...matter, offender: { ...matter.offender, code: HOSPITAL } };
    expect(await bureau.refused('fengtai-agency', '/cases', own)).toEqual([
      '/district OTHER_DISTRICT PQ2025:4',
    ]);
  });
});

describe('a determination from elsewhere', () => {
  const document = (kind: string, institution: string, on = '2025-09-01') => ({
    source: { kind, documentNo: '某文〔2025〕1号', authority: '某机关', on, institution },
  });

  it('follows a circular for public hospitals only (PQ2025:20(2))', async () => {
    const circular = found(DOCTOR, { circumstance: 'PQ2025:20(2)' });
    const determined = await determine(
      'district-bureau',
      standAlone(TODAY, [circular], document('CIRCULAR', HOSPITAL)),
    );
    expect(determined).toMatchObject({ pointsDay: '2025-09-01', inspectionNo: '某文〔2025〕1号' });
    const ofPharmacy = { ...circular, personCode: PRINCIPAL };
    expect(
      await refused('city-agency', standAlone(TODAY, [ofPharmacy], document('CIRCULAR', PHARMACY))),
    ).toEqual(['/findings/0/circumstance PUBLIC_HOSPITAL_ONLY PQ2025:20(2)']);
  });

  it('gives exactly 12 for a licence revoked (PQ2025:23(2), S8)', async () => {
    const revoked = found(TECHNICIAN, { circumstance: 'PQ2025:23(2)' });
    const determined = await determine(
      'city-bureau',
      standAlone(TODAY, [revoked], document('LICENCE_REVOKED', HOSPITAL, '2025-08-20')),
    );
    expect(determined).toMatchObject({ pointsDay: '2025-08-20', findings: [{ points: 12 }] });
    expect(
      await refused(
        'city-bureau',
        standAlone(TODAY, [revoked], document('LICENCE_REVOKED', HOSPITAL, '2025-04-14')),
      ),
    ).toEqual(['/source/on BEFORE_SCHEME PQ2025:50']);
  });

  it('stays in the district of a district office (PQ2025:4)', async () => {
    await bureau.told('city-agency', 'POST', '/institutions', {
      code: 'H11010800009',
      name: '海淀某医院',
      kind: 'HOSPITAL',
      public: true,
      district: '110108',
      agreement: { from: '2025-01-01', documentNo: '协〔2025〕9号' },
    });
    const body = standAlone(TODAY, [found(DOCTOR, { conductId: '检〔2025〕9号/1' })], {
      source: {
        kind: 'STAND_ALONE',
        reasons: '性质恶劣',
        institution: 'H11010800009',
        inspectionNo: '检〔2025〕9号',
      },
    });
    expect(await forbidden('district-agency', body)).toBe(
      '区级单位只认定本区定点医药机构相关人员的责任（PQ2025:4）。',
    );
    const { id, warnings } = await determine('city-agency', body);
    expect(warnings).toMatchObject([
      { pointer: '/findings/0/personCode', code: 'NOT_REGISTERED_THERE', citation: 'PQ2025:13' },
    ]);
    expectProblem(await bureau.ask('district-agency', 'GET', `${DETERMINATIONS}/${id}`), 404, 'NOT_FOUND');
  });
});

describe('whose responsibility a district office determines (PQ2025:4)', () => {
  const atSecond = (findings: FindingBody[], notScored: object[] = []): object =>
    standAlone(TODAY, findings, {
      notScored,
      source: {
        kind: 'STAND_ALONE',
        reasons: '性质恶劣',
        institution: SECOND_HOSPITAL,
        inspectionNo: '检〔2025〕1号',
      },
    });

  it('is that of people who are or were registered at the institution', async () => {
    const body = atSecond([found(DOCTOR), found(NURSE)], [{ personCode: PHARMACIST, reasons: '不知情' }]);
    for (const username of ['district-agency', 'district-bureau']) {
      expect(await refused(username, body)).toEqual([
        '/findings/1/personCode PERSON_NOT_OF_INSTITUTION PQ2025:4',
        '/notScored/0/personCode PERSON_NOT_OF_INSTITUTION PQ2025:4',
      ]);
    }
    const { warnings } = await determine('city-agency', body);
    expect(warnings.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/findings/1/personCode NOT_REGISTERED_THERE',
      '/notScored/0/personCode NOT_REGISTERED_THERE',
    ]);
  });

  it('stays so after a registration was cancelled', async () => {
    const code = 'D110105000601';
    const { registrations } = await bureau.told<{ registrations: Told[] }>(
      'district-agency',
      'POST',
      '/persons',
      registeredBody(code, 601, SECOND_HOSPITAL),
    );
    await bureau.told(
      'district-agency',
      'POST',
      `/registrations/${registrations[0]?.id ?? ''}/cancellation`,
      {
        on: '2025-06-01',
        reason: 'LEFT',
      },
    );
    const { warnings } = await determine('district-agency', atSecond([found(code)]));
    expect(warnings).toEqual([]);
  });
});

describe('the order of points across determinations (PQ2025:17, S2)', () => {
  const act = (personCode: string, degree: string, points: number, change: object = {}): FindingBody =>
    found(personCode, { conductId: '检〔2025〕1号/顺序', degree, points, reasons: '情节', ...change });
  let first: string;
  beforeAll(async () => {
    const body = standAlone(TODAY, [act(NURSE, 'IMPORTANT', 8)]);
    ({ number: first } = (await determine('district-agency', body)) as Determined & { number: string });
  });

  it.each<[string, FindingBody]>([
    ['a graver responsibility with fewer points', act(DOCTOR, 'PRINCIPAL', 7)],
    ['a lighter responsibility with more points', act(DOCTOR, 'GENERAL', 9)],
    ['the act typed in another way', act(DOCTOR, 'PRINCIPAL', 7, { conductId: ' 检〔２０２５〕1号/顺序' })],
  ])('refuses %s, naming the other determination', async (_what, finding) => {
    const body = standAlone(TODAY, [finding]);
    const answer = await bureau.ask('district-agency', 'POST', DETERMINATIONS, body);
    const { errors } = expectProblem(answer, 422, 'RULE_VIOLATION') as { errors: object[] };
    expect(errors).toEqual([
      {
        pointer: '/findings/0/points',
        code: 'POINTS_ORDER',
        detail: `同一行为、同一情形之下，此项 ${String(finding['degree'])} ${String(finding['points'])} 分，而责任认定书 ${first} 认定另一人 IMPORTANT 8 分；责任越重，分值不得越低。`,
        citation: 'PQ2025:17',
      },
    ]);
  });

  it.each<[string, FindingBody]>([
    ['as many points', act(DOCTOR, 'PRINCIPAL', 8)],
    ['the same responsibility', act(DOCTOR, 'IMPORTANT', 7)],
    ['the same person', act(NURSE, 'PRINCIPAL', 7)],
    ['another circumstance', act(DOCTOR, 'PRINCIPAL', 7, { circumstance: 'PQ2025:22(3)', basis: '某规定' })],
    ['a lenient ground', act(DOCTOR, 'PRINCIPAL', 7, { adjustment: 'LIGHTER', grounds: ['MADE_GOOD'] })],
  ])('leaves %s', async (_what, finding) => {
    const fresh = await ScoringBureau.open(TODAY);
    const send = (each: FindingBody): Promise<Determined> =>
      fresh.told('district-agency', 'POST', DETERMINATIONS, standAlone(TODAY, [each]));
    await send(act(NURSE, 'IMPORTANT', 8));
    expect((await send(finding)).findings).toMatchObject([{ points: finding['points'] }]);
    await fresh.close();
  });
});

describe('what a determination may not say', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['points outside the band', { points: 10, reasons: '情节' }, '/points POINTS_OUT_OF_RANGE PQ2025:22(1)'],
    ['points off the default without reasons', { points: 8 }, '/reasons REASONS_REQUIRED PQ2025:17'],
    [
      'a band that does not exist',
      { circumstance: 'PQ2025:23(4)', basis: '某规定第一条', adjustment: 'RAISE_BAND', grounds: ['INTENT'] },
      '/adjustment BAND_UNAVAILABLE PQ2025:17',
    ],
    ['an adjustment without a ground', { adjustment: 'REDUCE_BAND' }, '/grounds GROUND_REQUIRED PQ2025:17'],
    [
      'an adjustment against its ground',
      { adjustment: 'LIGHTER', grounds: ['INTENT'] },
      '/adjustment GROUND_CONTRADICTS PQ2025:17',
    ],
    [
      'grounds of both kinds without reasons',
      { grounds: ['INTENT', 'MADE_GOOD'] },
      '/reasons REASONS_REQUIRED PQ2025:17',
    ],
    ['a residual item without basis', { circumstance: 'PQ2025:22(3)' }, '/basis BASIS_REQUIRED PQ2025:22(3)'],
    [
      'a circumstance of another source',
      { circumstance: 'PQ2025:23(1)' },
      '/circumstance CIRCUMSTANCE_NOT_FOR_SOURCE PQ2025:23(1)',
    ],
    ['nobody', { personCode: 'D-nobody' }, '/personCode UNKNOWN_REFERENCE -'],
  ])('%s', async (_what, change, expected) => {
    expect(await refused('district-agency', standAlone(TODAY, [found(DOCTOR, change)]))).toEqual([
      `/findings/0${expected}`,
    ]);
  });

  it('an order of points against the order of responsibility (S2)', async () => {
    const findings = [
      found(NURSE, { points: 8, reasons: '配合较多' }),
      found(DOCTOR, { degree: 'PRINCIPAL', points: 7, reasons: '态度好' }),
    ];
    expect(await refused('district-agency', standAlone(TODAY, findings))).toEqual([
      '/findings/1/points POINTS_ORDER PQ2025:17',
    ]);
  });

  it('the same thing twice, however the person is named', async () => {
    const body = standAlone(TODAY, [found(NURSE), found(NURSE.toLowerCase())], {
      notScored: [{ personCode: NURSE, reasons: '不知情' }],
    });
    expect(await refused('district-agency', body)).toEqual([
      '/findings/1/personCode DUPLICATE_ID -',
      '/notScored/0/personCode DUPLICATE_ID -',
    ]);
  });

  it('a number that is taken, an institution nobody knows, a day to come', async () => {
    const { number } = await determine('district-agency', standAlone(TODAY, [found(NURSE)]));
    const body = standAlone('2025-09-11', [found(NURSE)], {
      number,
      institutionHeard: { on: '2025-09-12', opinion: '没有意见' },
      source: { kind: 'STAND_ALONE', reasons: '性质恶劣', institution: 'H-nowhere', inspectionNo: '检1' },
    });
    expect(await refused('district-agency', body)).toEqual([
      '/number DUPLICATE_ID -',
      '/source/institution UNKNOWN_REFERENCE PQ2025:16',
      '/determinedOn DATE_ORDER PQ2025:16',
      '/institutionHeard/on DATE_ORDER PQ2025:16.2',
    ]);
  });

  it('a form that is not sound', async () => {
    const body = standAlone(TODAY, [found(NURSE, { grounds: ['WHIM', 'INTENT', 'INTENT'] })], {
      source: { kind: 'CIRCULAR', reasons: '通报', institution: HOSPITAL },
    });
    const problem = expectProblem(
      await bureau.ask('city-bureau', 'POST', DETERMINATIONS, body),
      400,
      'INVALID_REQUEST',
    );
    expect(
      (problem['errors'] as { pointer: string; code: string }[]).map(
        ({ pointer, code }) => `${pointer} ${code}`,
      ),
    ).toEqual([
      '/source/documentNo REQUIRED',
      '/source/authority REQUIRED',
      '/source/on REQUIRED',
      '/source/reasons INVALID_VALUE',
      '/findings/0/grounds/0 INVALID_VALUE',
      '/findings/0/grounds/2 INVALID_VALUE',
    ]);
    const nobody = standAlone(TODAY, []);
    expectProblem(await bureau.ask('city-bureau', 'POST', DETERMINATIONS, nobody), 400, 'INVALID_REQUEST');
  });
});

describe('a determination that stands', () => {
  it('shows falls that rest on a ground, and is read by those it concerns', async () => {
    const findings = [
      found(NURSE),
      found(DOCTOR, { degree: 'PRINCIPAL', adjustment: 'REDUCE_BAND', grounds: ['CAME_FORWARD'] }),
    ];
    const { id, warnings } = await determine('district-agency', standAlone(TODAY, findings));
    expect(warnings.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/findings/1/points POINTS_ORDER_BY_GROUND',
    ]);
    for (const username of ['city-agency', 'district-bureau', 'auditor']) {
      expect(await bureau.told(username, 'GET', `${DETERMINATIONS}/${id}`)).toMatchObject({ id });
    }
    for (const username of ['hospital', 'person', 'sysadmin', 'secadmin']) {
      expectProblem(await bureau.ask(username, 'GET', `${DETERMINATIONS}/${id}`), 403, 'FORBIDDEN');
    }
    const list = await bureau.told<{ items: Told[]; total: number }>(
      'auditor',
      'GET',
      `${DETERMINATIONS}?person=${NURSE}&institution=${HOSPITAL}&pageSize=1`,
    );
    expect([list.items.map((each) => each.id), list.total > 1]).toEqual([[id], true]);
  });
});

describe('a stand-alone determination for a day gone by (PQ2025:16.3, 25, S14)', () => {
  let january: ScoringBureau;
  beforeAll(async () => {
    january = await ScoringBureau.open('2026-01-12');
  });
  afterAll(() => january.close());

  it('takes a reason, since the day typed decides the year of the points', async () => {
    const body = standAlone('2025-12-31', [found(NURSE)]);
    expect(await january.refused('district-agency', DETERMINATIONS, body)).toEqual([
      '/backdating BACKDATING_REASON_REQUIRED PQ2025:25',
    ]);
    expect(
      await january.refused('district-agency', DETERMINATIONS, standAlone('2026-01-11', [found(NURSE)])),
    ).toEqual(['/backdating BACKDATING_REASON_REQUIRED PQ2025:25']);
    await january.told<Told>(
      'district-agency',
      'POST',
      DETERMINATIONS,
      standAlone('2026-01-12', [found(NURSE)]),
    );
  });

  it('is put on the ledger by another person than whoever determined it', async () => {
    const backdating = { reason: '当日纸质作出，系统停机' };
    const body = standAlone('2025-12-31', [found(NURSE)], { backdating });
    const determined = await january.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    expect(determined).toMatchObject({ pointsDay: '2025-12-31', backdating: backdating.reason });
    const notice = { personCode: NURSE, number: numbered('记') };
    const path = `${DETERMINATIONS}/${determined.id}/notices`;
    expect(await january.refused('district-agency', path, notice)).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:24',
    ]);
    expect(await january.told('district-agency-2', 'POST', path, notice)).toMatchObject({
      points: 7,
      year: 2025,
    });
  });
});

describe('what was determined', () => {
  it.each(['determination', 'determination_person'])('is never changed nor removed: %s', async (table) => {
    const { id } = await determine('district-agency', standAlone(TODAY, [found(NURSE)]));
    const database = bureau.app.app.get(Database);
    const attempt = (sql: string): Promise<unknown> =>
      database.write(async (tx) => {
        await tx.query(sql);
        return { result: undefined, record: [] as never };
      });
    await expect(attempt(`DELETE FROM ${table}`)).rejects.toThrow(`${table} is append-only`);
    await expect(attempt(`UPDATE ${table} SET rowid = rowid`)).rejects.toThrow(`${table} is append-only`);
    expect(await bureau.told('auditor', 'GET', `${DETERMINATIONS}/${id}`)).toMatchObject({ id });
  });
});

describe('definitions', () => {
  it('stand before whoever determines, with their citation and points', async () => {
    const told = await bureau.told<{
      degrees: { code: string; citation: string }[];
      circumstances: { code: string; residual: boolean; anySource: boolean; points: object }[];
      grounds: { code: string; leaning: string }[];
    }>('city-bureau', 'GET', '/scoring/definitions');
    expect(told.degrees.map(({ code, citation }) => [code, citation])).toEqual([
      ['GENERAL', 'PQ2025:19(1)'],
      ['IMPORTANT', 'PQ2025:19(2)'],
      ['PRINCIPAL', 'PQ2025:19(3)'],
    ]);
    expect(told.circumstances).toHaveLength(14);
    expect(told.circumstances.find(({ code }) => code === 'PQ2025:22(3)')).toMatchObject({
      residual: true,
      anySource: true,
      points: { GENERAL: 7, IMPORTANT: 8, PRINCIPAL: 9 },
    });
    expect(told.grounds).toHaveLength(8);
  });
});

describe('a list of revoked licences (PQ2025:43)', () => {
  const row = (change: object) => ({
    name: '示范丁',
    licenceNo: '证1',
    decisionNo: '卫吊〔2025〕1号',
    decidedOn: '2025-08-20',
    ...change,
  });
  const list = (rows: object[], change: object = {}) => ({
    documentNo: numbered('卫函'),
    authority: '市卫生健康委',
    receivedOn: TODAY,
    rows,
    ...change,
  });
  const NUMBER = '110105190001040040';

  it('finds for a district only who was registered there', async () => {
    const place = { code: 'H11010600088', name: '丰台试医院', kind: 'HOSPITAL', district: '110106' };
    const agreement = { from: '2025-01-01', documentNo: '协-88' };
    await bureau.told('city-agency', 'POST', '/institutions', { ...place, agreement });
    const elsewhere = registeredBody('D110106000088', 988, place.code);
    await bureau.told('city-agency', 'POST', '/persons', elsewhere);
    const { name, identityNumber } = elsewhere;
    const body = (): object =>
      list([row({ name, identityNumber }), row({ name: '某某', identityNumber, licenceNo: '证2' })]);
    const matched = async (username: string): Promise<string[]> =>
      (
        await bureau.told<{ rows: { match: string; why: string }[] }>(
          username,
          'POST',
          '/scoring/revoked-licences',
          body(),
        )
      ).rows.map(({ match, why }) => `${match} ${why}`);
    const unknown = 'UNMATCHED 本区登记的人员中没有此人；可能在其他区登记的，请报市级单位比对';
    expect(await matched('district-bureau')).toEqual([unknown, unknown]);
    expect(await matched('city-bureau')).toEqual([
      'MATCHED 身份证号与姓名相符',
      'AMBIGUOUS 身份证号相符而姓名不符',
    ]);
  });

  it('is matched row by row, by number or code, never by a name alone', async () => {
    const body = list([
      row({ identityNumber: NUMBER }),
      row({ personCode: NURSE, name: '示范乙', licenceNo: '证2' }),
      row({ personCode: NURSE, name: '别人', licenceNo: '证3' }),
      row({ identityNumber: NUMBER, personCode: NURSE, licenceNo: '证4' }),
      row({ identityNumber: '110105190001040041', licenceNo: '证5' }),
      row({ personCode: 'D-nobody', licenceNo: '证6' }),
      row({ licenceNo: '证7' }),
      row({ identityNumber: NUMBER, licenceNo: '证8', decidedOn: '2025-04-14' }),
    ]);
    const answer = await bureau.ask('district-bureau', 'POST', '/scoring/revoked-licences', body);
    expect(answer.status).toBe(201);
    expect(answer.text).not.toContain(NUMBER);
    const { id, rows } = answer.json() as { id: string; rows: Record<string, unknown>[] };
    expect(rows.map((each) => [each['match'], each['personCode'], each['points']])).toEqual([
      ['MATCHED', TECHNICIAN, 12],
      ['MATCHED', NURSE, 12],
      ['AMBIGUOUS', null, null],
      ['AMBIGUOUS', null, null],
      ['UNMATCHED', null, null],
      ['UNMATCHED', null, null],
      ['UNMATCHED', null, null],
      ['MATCHED', TECHNICIAN, null],
    ]);
    expect(rows[0]).toMatchObject({
      pointsDay: '2025-08-20',
      draft: {
        determinedOn: TODAY,
        source: {
          kind: 'LICENCE_REVOKED',
          documentNo: '卫吊〔2025〕1号',
          authority: '市卫生健康委',
          on: '2025-08-20',
          institution: HOSPITAL,
        },
        findings: [{ personCode: TECHNICIAN, circumstance: 'PQ2025:23(2)', points: 12 }],
      },
    });
    expect(rows[7]).toMatchObject({ draft: null });
    expect(await bureau.told('auditor', 'GET', `/scoring/revoked-licences/${id}`)).toEqual(answer.json());
    expect(await bureau.refused('district-bureau', '/scoring/revoked-licences', body)).toEqual([
      '/documentNo DUPLICATE_ID PQ2025:43',
    ]);
    expect((await bureau.ask('city-agency', 'POST', '/scoring/revoked-licences', body)).status).toBe(201);
  });

  it('has its days in order and every row once', async () => {
    const rows = [row({}), row({}), row({ licenceNo: '证9', decidedOn: '2025-09-12' })];
    expect(
      await bureau.refused(
        'city-agency',
        '/scoring/revoked-licences',
        list(rows, { receivedOn: '2025-09-11' }),
      ),
    ).toEqual([
      '/rows/1/licenceNo DUPLICATE_ID -',
      '/rows/2/decidedOn DATE_ORDER -',
      '/receivedOn DATE_ORDER -',
    ]);
  });
});
