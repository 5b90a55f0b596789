import { afterEach, describe, expect, it } from '@jest/globals';
import { filed as objected, readyToDecide, servedToday, stepOn } from '../support/appeals.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  noticed,
  numbered,
  PRINCIPAL,
  ScoringBureau,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const RESIDUAL = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };
const ACCEPT = { accepted: true, opinion: '符合修复条件' };

interface Repair extends Told {
  readonly state: string;
  readonly counted: object | null;
  readonly now: object | null;
  readonly steps: readonly { readonly step: string; readonly opinion: string | null }[];
}

let bureau: ScoringBureau;

const reviewed = (on: string) => ({ institutionReview: { agreed: true, on, opinion: '同意' } });

const withEvidence = (on: string, today: string): object => ({
  personCode: DOCTOR,
  activity: { route: 'TRAINING', on, evidence: ['结业证书'] },
  reasons: '已参加学习',
  ...reviewed(today),
});

const shown = (id: string): Promise<Repair> => bureau.told('hospital', 'GET', `/repairs/${id}`);

async function granted(body: object): Promise<Repair> {
  const { id } = await bureau.told<Told>('hospital', 'POST', '/repairs', body);
  return bureau.told('district-agency', 'POST', `/repairs/${id}/assessment`, ACCEPT);
}

const totalOn = async (on: string): Promise<number> =>
  (await bureau.told<{ yearTotal: number }>('auditor', 'GET', `/scoring/persons/${DOCTOR}/ledger?on=${on}`))
    .yearTotal;

async function noticedToday(on: string, change: object = {}, months: object = {}): Promise<NoticeTold> {
  const notice = await noticed(bureau, standAlone(on, [found(DOCTOR, { ...change })]), DOCTOR, months);
  return servedToday(bureau, notice.id, on);
}

describe('a training between the points’ day and the day of the notice (PQ2025:24, 31, S14, S22)', () => {
  afterEach(() => bureau.close());

  it('counts on its own day', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const { id } = await bureau.told<Told>(
      'district-agency',
      'POST',
      '/scoring/determinations',
      standAlone('2025-06-16', [found(DOCTOR)]),
    );
    bureau.today('2025-06-20');
    const notice = await bureau.told<NoticeTold>(
      'district-agency',
      'POST',
      `/scoring/determinations/${id}/notices`,
      { personCode: DOCTOR, number: numbered('记') },
    );
    await servedToday(bureau, notice.id, '2025-06-20');
    bureau.today('2025-06-25');
    expect(await bureau.refused('hospital', '/repairs', withEvidence('2025-06-15', '2025-06-25'))).toEqual([
      '/activity/on NO_SCORE_BEFORE PQ2025:31',
    ]);
    const repair = await granted(withEvidence('2025-06-18', '2025-06-25'));
    expect(repair).toMatchObject({
      state: 'ACCEPTED',
      counted: { on: '2025-06-18', deducted: 1, because: 'POLICY' },
      now: { on: '2025-06-18', deducted: 1, code: null },
    });
    expect([await totalOn('2025-06-17'), await totalOn('2025-06-18'), await totalOn('2025-06-25')]).toEqual([
      7, 6, 6,
    ]);
  });
});

describe('a repair of points that fall afterwards (S31)', () => {
  afterEach(() => bureau.close());

  it('tells what was granted, and that nothing is left of it', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const notice = await noticedToday('2025-06-16');
    const objection = await objected(bureau, notice.id, '2025-06-16');
    bureau.today('2025-06-25');
    const repair = await granted(withEvidence('2025-06-21', '2025-06-25'));
    await readyToDecide(bureau, objection.id, '2025-06-25');
    const decision = { outcome: 'UPHELD', reasons: '本人未参与' };
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', decision);
    expect(await shown(repair.id)).toMatchObject({
      state: 'ACCEPTED',
      counted: { on: '2025-06-21', deducted: 1 },
      now: { on: '2025-06-21', deducted: 0, code: 'NOTHING_TO_REPAIR' },
    });
  });
});

describe('a repair granted wrongly (S22, S31)', () => {
  afterEach(() => bureau.close());

  const absent = (change: object = {}): object => ({
    personCode: DOCTOR,
    present: false,
    reason: '代签，本人未到场',
    ...change,
  });

  async function trained(on: string): Promise<{ readonly training: Told; readonly repair: Repair }> {
    const training = await bureau.told<Told>('city-agency', 'POST', '/trainings', {
      ...{ kind: 'TRAINING', title: '医保政策培训', on, organiser: '市医保中心' },
      documentNo: numbered('培'),
      personCodes: [DOCTOR],
    });
    const body = { personCode: DOCTOR, trainingId: training.id, reasons: '已参加培训', ...reviewed(on) };
    return { training, repair: await granted(body) };
  }

  it('falls with the presence that never was, corrected by another account; the granting stays on record', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await noticedToday('2025-06-16');
    bureau.today('2025-06-20');
    const { training, repair } = await trained('2025-06-20');
    const path = `/trainings/${training.id}/attendance`;
    expect(await bureau.refused('city-agency', path, absent())).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:31',
    ]);
    expect(await totalOn('2025-06-20')).toBe(6);
    await bureau.told('city-agency-2', 'POST', path, absent());
    expect(await totalOn('2025-06-20')).toBe(7);
    const revoked = await shown(repair.id);
    expect(revoked).toMatchObject({ state: 'REVOKED', counted: { deducted: 1 }, now: null });
    expect(revoked.steps.map(({ step, opinion }) => [step, opinion])).toEqual([
      ['FILE', null],
      ['ACCEPT', '符合修复条件'],
      ['REVOKE', '代签，本人未到场'],
    ]);
    const again = await granted(withEvidence('2025-06-20', '2025-06-20'));
    expect(again).toMatchObject({ counted: { on: '2025-06-20', deducted: 1 } });
  });

  it('makes no measure by the way: the agency has to say that it knows and why (PQ2025:31)', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await noticedToday('2025-06-16');
    bureau.today('2025-06-20');
    const { training, repair } = await trained('2025-06-20');
    bureau.today('2025-06-25');
    const two = { conductId: '乙', ...RESIDUAL, degree: 'IMPORTANT' };
    const second = await noticedToday('2025-06-25', two);
    expect(second.now).toMatchObject({ yearTotalAfter: 8, measure: null });
    const path = `/trainings/${training.id}/attendance`;
    expect(await bureau.refused('city-agency-2', path, absent())).toEqual([
      '/measureAcknowledged REVOCATION_RAISES_MEASURE PQ2025:31',
    ]);
    const acknowledged = absent({ measureAcknowledged: true });
    expect(await bureau.refused('city-agency-2', path, acknowledged)).toEqual([
      '/acknowledgedReasons REASONS_REQUIRED -',
    ]);
    expect([await totalOn('2025-06-25'), (await shown(repair.id)).state]).toEqual([8, 'ACCEPTED']);
    await bureau.told('city-agency-2', 'POST', path, {
      ...acknowledged,
      acknowledgedReasons: '集体研究决定',
    });
    expect(await totalOn('2025-06-25')).toBe(9);
    const now = (await bureau.told<NoticeTold>('auditor', 'GET', `/scoring/notices/${second.id}`)).now;
    expect(now).toMatchObject({ yearTotalAfter: 9, measure: { kind: 'SUSPENSION', months: null } });
    const { items } = await bureau.told<{ items: { kind: string }[] }>(
      'auditor',
      'GET',
      `/work-list?subject=score/${second.id}`,
    );
    expect(items.map(({ kind }) => kind)).toEqual(['CHOOSE_MONTHS']);
  });

  it('is revoked by another account of the agency that granted it', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await noticedToday('2025-06-16', { degree: 'PRINCIPAL' }, forMonths(1));
    bureau.today('2025-06-25');
    const { id } = await granted(withEvidence('2025-06-21', '2025-06-25'));
    const path = `/repairs/${id}/revocation`;
    const body = { reason: '结业证书不实' };
    expectProblem(await bureau.ask('hospital', 'POST', path, body), 403, 'FORBIDDEN');
    expect(await bureau.refused('district-agency', path, body)).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:31',
    ]);
    expect(await bureau.told('district-agency-2', 'POST', path, body)).toMatchObject({
      state: 'REVOKED',
      now: null,
    });
    expect(await totalOn('2025-06-25')).toBe(9);
    expectProblem(await bureau.ask('district-agency-2', 'POST', path, body), 409, 'CONFLICT');
  });
});

describe('an application for repair', () => {
  afterEach(() => bureau.close());

  it('is taken back by the agency only on the applicant’s paper (PQ2025:31)', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await noticedToday('2025-06-16');
    bureau.today('2025-06-25');
    const { id } = await bureau.told<Told>(
      'hospital',
      'POST',
      '/repairs',
      withEvidence('2025-06-21', '2025-06-25'),
    );
    const path = `/repairs/${id}/withdrawal`;
    expect(await bureau.refused('district-agency', path, { reason: '不想办' })).toEqual([
      '/documentNo WRITTEN_WITHDRAWAL_REQUIRED PQ2025:31',
    ]);
    const written = { reason: '本人撤回', documentNo: '撤〔2025〕1号' };
    expect(await bureau.told('district-agency', 'POST', path, written)).toMatchObject({ state: 'WITHDRAWN' });
  });
});

describe('trainings of other people', () => {
  afterEach(() => bureau.close());

  it('are told to nobody by asking for a person or an institution', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await bureau.told('city-agency', 'POST', '/trainings', {
      ...{ kind: 'TRAINING', title: '医保政策培训', on: '2025-06-16', organiser: '市医保中心' },
      documentNo: '培〔2025〕甲号',
      personCodes: [DOCTOR, PRINCIPAL],
    });
    const total = async (username: string, query: string): Promise<number> =>
      (await bureau.told<{ total: number }>(username, 'GET', `/trainings${query}`)).total;
    expect([
      await total('pharmacy', ''),
      await total('pharmacy', `?person=${PRINCIPAL}`),
      await total('pharmacy', `?person=${DOCTOR}`),
      await total('pharmacy', '?institution=H11010500001'),
      await total('person', `?person=${PRINCIPAL}`),
      await total('person', `?person=${DOCTOR}`),
      await total('auditor', `?person=${DOCTOR}`),
    ]).toEqual([1, 1, 0, 0, 0, 1, 1]);
  });
});
