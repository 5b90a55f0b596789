import { afterEach, describe, expect, it } from '@jest/globals';
import { filed, readyToDecide, servedToday, stepOn } from '../support/appeals.js';
import { claimsCsv, sendFile } from '../support/claims.js';
import { agreementMeasure } from '../support/decided-cases.js';
import { commitmentBody, registrationBody } from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const NINE = { degree: 'PRINCIPAL' };
const ONE_MORE = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };
const THREE_MORE = { ...ONE_MORE, degree: 'PRINCIPAL' };
const SIX = { circumstance: 'PQ2025:21(4)', basis: '服务协议第九条', degree: 'PRINCIPAL' };
const TEN_UP = { circumstance: 'PQ2025:23(4)', basis: '服务协议第九条' };
const AGREE = { agreed: true, opinion: '符合恢复条件' };
const UPHELD = { outcome: 'UPHELD', reasons: '本人未参与' };

interface Restoration extends Told {
  readonly state: string;
  readonly effectiveOn: string | null;
  readonly lifted: readonly string[];
  readonly couldApplyFrom: string | null;
  readonly daysSince: number | null;
}

interface Checked {
  readonly status: string;
  readonly payable: boolean;
  readonly reasons: readonly { readonly code: string }[];
}

let bureau: ScoringBureau;
afterEach(() => bureau.close());

const application = (reviewedOn: string, change: object = {}, personCode = DOCTOR): object => ({
  personCode,
  reasons: '已整改并完成学习',
  institutionReview: { agreed: true, on: reviewedOn, opinion: '同意' },
  ...change,
});

const applied = (on: string, change: object = {}, personCode = DOCTOR): Promise<Restoration> =>
  bureau.told('hospital', 'POST', '/restorations', application(on, change, personCode));

const refused = (on: string, change: object, personCode = DOCTOR): Promise<string[]> =>
  bureau.refused('hospital', '/restorations', application(on, change, personCode));

async function restored(on: string, change: object = {}, personCode = DOCTOR): Promise<Restoration> {
  const { id } = await applied(on, change, personCode);
  await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, AGREE);
  return bureau.told('city-agency', 'POST', `/restorations/${id}/second-review`, AGREE);
}

/** `NORMAL payable`, or why not: `SUSPENDED EXPIRED_NOT_RESTORED`. */
async function checkOn(
  on: string,
  { personCode = DOCTOR, site = HOSPITAL, emergency = false } = {},
): Promise<string> {
  const query = `on=${on}&institution=${site}${emergency ? '&emergency=true' : ''}`;
  const path = `/qualifications/${personCode}?${query}`;
  const { status, payable, reasons } = await bureau.told<Checked>('city-agency', 'GET', path);
  return `${status} ${payable ? 'payable' : reasons.map(({ code }) => code).join(' ')}`;
}

const checksOn = async (...days: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const day of days) found.push(await checkOn(day));
  return found;
};

/** What the agencies have to ask about earlier days, in words. */
async function questions(): Promise<string[]> {
  const path = '/work-list?kind=RESTATE_RESTORATION&pageSize=200';
  const { items } = await bureau.told<{ items: { subject: string; office: string; title: string }[] }>(
    'auditor',
    'GET',
    path,
  );
  return items.map(({ subject, office, title }) => `${subject} ${office} ${title}`);
}

const question = (
  { id }: Told,
  [since, lastDay, from]: readonly [string, string, string],
  codes = DOCTOR,
): string =>
  `measure/${id} 110105 按 ${since} 的重新计算，措施至 ${lastDay} 期满，本人此前无从申请，询问是否申请自 ${from} 起恢复：${codes}`;

/** Notices somebody of the hospital today and serves it at once. */
async function scored(
  on: string,
  change: Record<string, unknown>,
  months: object = {},
  personCode = DOCTOR,
): Promise<NoticeTold> {
  const notice = await noticed(bureau, standAlone(on, [found(personCode, change)]), personCode, months);
  return servedToday(bureau, notice.id, on);
}

/** An objection that only has to be decided. */
async function objectionTo({ id }: Told, on: string): Promise<string> {
  const objection = await filed(bureau, id, on);
  await readyToDecide(bureau, objection.id, on);
  return objection.id;
}

const decided = (objection: string, decision: object): Promise<unknown> =>
  stepOn(bureau, 'district-agency-2', objection, 'decision', decision);

const merged = (on: string, into: string, other: string, more: object = {}): Promise<Told> =>
  bureau.told('city-agency', 'POST', '/persons/merges', { into, other, on, reason: '同一人', ...more });

const claimed = (on: string, amount: string, emergency: '是' | '否'): Promise<unknown> =>
  sendFile(
    bureau.app,
    { username: 'district-agency' },
    `/claims/batches?institution=${HOSPITAL}`,
    claimsCsv([['1', DOCTOR, on, amount, '是', emergency]]),
  );

describe('a measure that was over before anybody knew of it (PQ2025:30, S19, S31)', () => {
  it('made by a notice that carries an act on when the earlier one falls', async () => {
    bureau = await ScoringBureau.open('2025-12-29');
    const n = await scored('2025-12-29', { conductId: '甲', ...NINE }, forMonths(1));
    const objection = await objectionTo(n, '2025-12-29');
    bureau.today('2026-01-05');
    const m = await scored('2026-01-05', { conductId: '甲', ...TEN_UP });
    bureau.today('2026-02-04');
    expect(await restored('2026-02-04')).toMatchObject({ effectiveOn: '2026-02-07' });
    bureau.today('2026-06-01');
    const months = [{ noticeId: m.id, months: 3, reasons: '情节一般' }];
    await decided(objection, { ...UPHELD, acknowledged: [m.id], months });
    expect(await checksOn('2026-01-12', '2026-01-13', '2026-04-12', '2026-04-13', '2026-05-31')).toEqual([
      'NORMAL payable',
      'SUSPENDED SUSPENDED',
      'SUSPENDED SUSPENDED',
      'SUSPENDED EXPIRED_NOT_RESTORED',
      'SUSPENDED EXPIRED_NOT_RESTORED',
    ]);
    expect(await questions()).toEqual([question(m, ['2026-06-01', '2026-04-12', '2026-04-13'])]);
    expect(await restored('2026-06-01', { countsFrom: '2026-04-13' })).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2026-04-13',
      lifted: [m.id],
      couldApplyFrom: '2026-06-01',
      daysSince: 0,
    });
    expect(await checksOn('2026-04-12', '2026-04-13', '2026-05-31')).toEqual([
      'SUSPENDED SUSPENDED',
      'NORMAL payable',
      'NORMAL payable',
    ]);
    expect(await questions()).toEqual([]);
  });

  it('made by a repair that is revoked, once its months are chosen', async () => {
    bureau = await ScoringBureau.open('2025-11-03');
    await scored('2025-11-03', { conductId: '甲', ...SIX });
    bureau.today('2025-11-05');
    const repair = await bureau.told<Told>('hospital', 'POST', '/repairs', {
      personCode: DOCTOR,
      activity: { route: 'TRAINING', on: '2025-11-05', evidence: ['签到表'] },
      reasons: '参加培训',
      institutionReview: { agreed: true, on: '2025-11-05', opinion: '同意' },
    });
    const accepted = { accepted: true, opinion: '有效' };
    await bureau.told('district-agency', 'POST', `/repairs/${repair.id}/assessment`, accepted);
    bureau.today('2025-11-20');
    const notice = await scored('2025-11-20', { conductId: '乙', ...THREE_MORE });
    bureau.today('2026-03-20');
    await bureau.told('district-agency-2', 'POST', `/repairs/${repair.id}/revocation`, {
      reason: '冒名参加',
      measureAcknowledged: true,
      acknowledgedReasons: '如实计算',
    });
    expect(await questions()).toEqual([]);
    await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/months`, {
      months: 1,
      reasons: '情节轻',
    });
    expect(await questions()).toEqual([question(notice, ['2026-03-20', '2025-12-27', '2025-12-28'])]);
    expect(await restored('2026-03-20', { countsFrom: '2025-12-28' })).toMatchObject({
      effectiveOn: '2025-12-28',
    });
    expect(await checksOn('2025-12-27', '2025-12-28')).toEqual(['SUSPENDED SUSPENDED', 'NORMAL payable']);
  });

  it('begun by a receipt recorded late', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const nine = standAlone('2025-06-16', [found(DOCTOR, NINE)]);
    const notice = await noticed(bureau, nine, DOCTOR, forMonths(1));
    bureau.today('2025-09-01');
    const late = servedOn('2025-06-16', { backdating: { reason: '回证晚到' } });
    await bureau.told('district-agency-2', 'POST', `/scoring/notices/${notice.id}/service`, late);
    expect(await questions()).toEqual([question(notice, ['2025-09-01', '2025-07-23', '2025-07-24'])]);
    expect(await restored('2025-09-01', { countsFrom: '2025-07-24' })).toMatchObject({
      effectiveOn: '2025-07-24',
    });
  });

  it('made by the merge of two files', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored('2025-06-16', { conductId: '甲', ...SIX });
    const other = await scored('2025-06-16', { conductId: '乙', ...THREE_MORE }, {}, NURSE);
    bureau.today('2026-03-10');
    await merged('2026-03-10', DOCTOR, NURSE, { acknowledged: [other.id] });
    await bureau.told('district-agency', 'POST', `/scoring/notices/${other.id}/months`, {
      months: 1,
      reasons: '情节轻',
    });
    expect(await questions()).toEqual([
      question(other, ['2026-03-10', '2025-07-23', '2025-07-24'], `${DOCTOR}、${NURSE}`),
    ]);
    expect(await restored('2026-03-10', { countsFrom: '2025-07-24' })).toMatchObject({
      effectiveOn: '2025-07-24',
    });
  });

  it('is not one that was known under the other code before the merge', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored('2025-06-16', NINE, forMonths(1), NURSE);
    bureau.today('2026-03-10');
    await merged('2026-03-10', DOCTOR, NURSE);
    expect(await questions()).toEqual([]);
    expect(await refused('2026-03-10', { countsFrom: '2025-07-24' })).toEqual([
      '/countsFrom NOT_REJUDGED PQ2025:30',
    ]);
  });
});

describe('one of two overlapping measures that falls (PQ2025:37, S31)', () => {
  it('no longer holds up the end of the other', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const stays = await scored('2025-06-16', { conductId: '甲', ...NINE }, forMonths(1));
    bureau.today('2025-06-30');
    const falls = await scored('2025-06-30', { conductId: '乙', ...ONE_MORE }, forMonths(4));
    const objection = await objectionTo(falls, '2025-06-30');
    bureau.today('2025-07-20');
    expect(await refused('2025-07-20', {})).toEqual(['/appliedOn TOO_EARLY PQ2025:30']);
    bureau.today('2025-09-15');
    await decided(objection, UPHELD);
    expect(await questions()).toEqual([question(stays, ['2025-09-15', '2025-07-23', '2025-07-24'])]);
    expect(await restored('2025-09-15', { countsFrom: '2025-07-24' })).toMatchObject({
      effectiveOn: '2025-07-24',
      lifted: [stays.id],
    });
    expect(await checksOn('2025-07-23', '2025-07-24', '2025-09-14')).toEqual([
      'SUSPENDED SUSPENDED',
      'NORMAL payable',
      'NORMAL payable',
    ]);
  });

  it('nor of one that was restored with it meanwhile', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const stays = await scored('2025-06-16', { conductId: '甲', ...NINE }, forMonths(1));
    bureau.today('2025-06-30');
    const falls = await scored('2025-06-30', { conductId: '乙', ...ONE_MORE }, forMonths(3));
    const objection = await objectionTo(falls, '2025-06-30');
    bureau.today('2025-09-28');
    expect(await restored('2025-09-28')).toMatchObject({ effectiveOn: '2025-10-08' });
    bureau.today('2025-10-20');
    await decided(objection, UPHELD);
    expect(await checksOn('2025-07-24', '2025-09-27', '2025-09-28')).toEqual([
      'SUSPENDED EXPIRED_NOT_RESTORED',
      'SUSPENDED EXPIRED_NOT_RESTORED',
      'NORMAL payable',
    ]);
    expect(await questions()).toEqual([question(stays, ['2025-10-20', '2025-07-23', '2025-07-24'])]);
    expect(await restored('2025-10-20', { countsFrom: '2025-07-24' })).toMatchObject({
      effectiveOn: '2025-07-24',
    });
    expect(await checksOn('2025-07-24', '2025-09-27')).toEqual(['NORMAL payable', 'NORMAL payable']);
    expect(await questions()).toEqual([]);
  });

  it('nor where it was a termination, restored meanwhile', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const stays = await scored('2025-06-16', { conductId: '甲', ...NINE }, forMonths(1));
    const falls = await scored('2025-06-16', { conductId: '乙', ...THREE_MORE });
    const objection = await objectionTo(falls, '2025-06-16');
    bureau.today('2026-06-05');
    const site = {
      commitment: commitmentBody(HOSPITAL, '2026-06-05'),
      registration: registrationBody(HOSPITAL, { from: '2026-06-05' }),
    };
    expect(await restored('2026-06-05', { newSites: [site] })).toMatchObject({ effectiveOn: '2026-06-24' });
    expect(await questions()).toEqual([]);
    bureau.today('2026-07-01');
    await decided(objection, UPHELD);
    expect(await questions()).toEqual([question(stays, ['2026-07-01', '2025-07-23', '2025-07-24'])]);
    expect(await restored('2026-07-01', { countsFrom: '2025-07-24' })).toMatchObject({
      effectiveOn: '2025-07-24',
    });
    expect(await checksOn('2025-07-23', '2025-07-24', '2025-12-01', '2026-06-23')).toEqual([
      'SUSPENDED SUSPENDED',
      'NORMAL payable',
      'NORMAL payable',
      'NORMAL payable',
    ]);
  });

  it('nor where it was linked to the agreement and without end', async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const made = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], made);
    const stays = await scored('2025-09-26', { conductId: '另', ...NINE }, forMonths(1));
    const principal = found(DOCTOR, { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' });
    const source = { source: { kind: 'AGREEMENT_MEASURE', caseId } };
    const determination = await bureau.told<Told>(
      'district-agency',
      'POST',
      '/scoring/determinations',
      standAlone('2025-09-26', [principal], source),
    );
    await bureau.told(
      'district-agency',
      'POST',
      `/scoring/determinations/${determination.id}/linked-measures`,
      {
        personCode: DOCTOR,
        from: '2025-09-26',
        reasons: '负主要责任',
      },
    );
    bureau.today('2025-11-10');
    expect(await refused('2025-11-10', {})).toEqual(['/appliedOn NO_LAST_DAY PQ2025:30']);
    bureau.today('2026-02-10');
    await bureau.told('district-agency', 'POST', `/cases/${caseId}/decision/reversal`, {
      kind: 'WITHDRAWN',
      by: 'RECONSIDERATION',
      documentNo: '复议1号',
      on: '2026-02-10',
      reasons: '事实不清',
    });
    expect(await questions()).toEqual([question(stays, ['2026-02-10', '2025-11-10', '2025-11-11'])]);
    expect(await restored('2026-02-10', { countsFrom: '2025-11-11' })).toMatchObject({
      effectiveOn: '2025-11-11',
    });
  });
});

describe('a termination found shorter when it is over (PQ2025:30, S20)', () => {
  it('counts from no day before its new commitment, and leaves emergencies payable', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored('2025-06-16', { conductId: '甲', ...THREE_MORE });
    const twelve = { conductId: '乙', ...TEN_UP };
    const notice = await scored('2025-06-16', { ...twelve, degree: 'PRINCIPAL' });
    const objection = await objectionTo(notice, '2025-06-16');
    bureau.today('2026-07-10');
    await decided(objection, {
      outcome: 'UPHELD_IN_PART',
      reasons: '责任较轻',
      findings: [found(DOCTOR, { ...twelve, degree: 'GENERAL' })],
    });
    expect(await questions()).toEqual([]);
    bureau.today('2026-08-03');
    await claimed('2026-07-20', '5000', '是');
    const site = {
      commitment: commitmentBody(HOSPITAL, '2026-08-03'),
      registration: registrationBody(HOSPITAL, { from: '2026-08-03' }),
    };
    for (const countsFrom of ['2026-06-24', '2026-08-03'])
      expect(await refused('2026-08-03', { countsFrom, newSites: [site] })).toEqual([
        '/countsFrom NEW_COMMITMENT_REQUIRED PQ2025:30',
      ]);
    expect(await restored('2026-08-03', { newSites: [site] })).toMatchObject({
      effectiveOn: '2026-08-03',
      couldApplyFrom: null,
      daysSince: null,
    });
    expect(await checksOn('2026-06-24', '2026-08-02', '2026-08-03')).toEqual([
      'TERMINATED EXPIRED_NOT_RESTORED',
      'TERMINATED EXPIRED_NOT_RESTORED',
      'NORMAL payable',
    ]);
    const emergency = { emergency: true };
    expect([
      await checkOn('2026-07-20', emergency),
      await checkOn('2026-08-02', emergency),
      await checkOn('2026-07-20', { ...emergency, site: SECOND_HOSPITAL }),
      await checkOn('2026-08-03', { ...emergency, site: SECOND_HOSPITAL }),
    ]).toEqual([
      'TERMINATED payable',
      'TERMINATED payable',
      'TERMINATED payable',
      'NOT_REGISTERED NOT_REGISTERED',
    ]);
    const { forRecovery } = await bureau.told<{ forRecovery: { amount: string } }>(
      'auditor',
      'GET',
      `/claims/rejudged?institution=${HOSPITAL}`,
    );
    expect(forRecovery.amount).toBe('0.00');
  });
});

describe('an application ended by a merge that is undone', () => {
  it('is named where the agency asks, and the restoration may count from the day after the measure', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored('2025-06-16', { conductId: '甲', ...NINE }, forMonths(1));
    const notice = await scored('2025-06-16', { conductId: '甲', ...NINE }, forMonths(2), NURSE);
    bureau.today('2025-08-10');
    const first = await applied('2025-08-10');
    const lost = await applied('2025-08-10', {}, NURSE);
    const merge = await merged('2025-08-10', DOCTOR, NURSE);
    await bureau.told('district-agency', 'POST', `/restorations/${first.id}/first-review`, AGREE);
    await bureau.told('city-agency', 'POST', `/restorations/${first.id}/second-review`, AGREE);
    expect(await bureau.told('hospital', 'GET', `/restorations/${lost.id}`)).toMatchObject({ state: 'MOOT' });
    bureau.today('2025-09-20');
    await bureau.told('city-agency', 'POST', `/persons/merges/${merge.id}/undo`, {
      on: '2025-09-20',
      reason: '并非同一人',
    });
    expect(await checkOn('2025-08-24', { personCode: NURSE })).toBe('SUSPENDED EXPIRED_NOT_RESTORED');
    expect(await questions()).toEqual([
      `${question(notice, ['2025-09-20', '2025-08-23', '2025-08-24'], NURSE)}（2025-08-10 的申请 ${lost.id} 当时作不再办理）`,
    ]);
    expect(await restored('2025-09-20', { countsFrom: '2025-08-24' }, NURSE)).toMatchObject({
      effectiveOn: '2025-08-24',
      lifted: [notice.id],
      couldApplyFrom: '2025-09-20',
      daysSince: 0,
    });
    expect(await checkOn('2025-08-24', { personCode: NURSE })).toBe('NORMAL payable');
    expect(await questions()).toEqual([]);
  });

  it('keeps a question about a measure of the file that is parted', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const merge = await merged('2025-06-16', DOCTOR, NURSE);
    const nine = standAlone('2025-06-16', [found(NURSE, NINE)]);
    const notice = await noticed(bureau, nine, NURSE, forMonths(1));
    bureau.today('2025-09-01');
    const late = servedOn('2025-06-16', { backdating: { reason: '回证晚到' } });
    await bureau.told('district-agency-2', 'POST', `/scoring/notices/${notice.id}/service`, late);
    const day = ['2025-09-01', '2025-07-23', '2025-07-24'] as const;
    expect(await questions()).toEqual([question(notice, day, `${DOCTOR}、${NURSE}`)]);
    bureau.today('2025-10-20');
    await bureau.told('city-agency', 'POST', `/persons/merges/${merge.id}/undo`, {
      on: '2025-10-20',
      reason: '并非同一人',
    });
    expect(await questions()).toEqual([question(notice, day, NURSE)]);
  });
});

describe('the delay of a person who could apply (S19)', () => {
  it('is shown to both agencies, which decide', async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const nine = found(DOCTOR, { conductId: '甲', ...NINE });
    const one = found(DOCTOR, { conductId: '乙', ...ONE_MORE });
    const { id } = await noticed(bureau, standAlone('2025-09-26', [nine, one]), DOCTOR, forMonths(4));
    const notice = await servedToday(bureau, id, '2025-09-26');
    const objection = await objectionTo(notice, '2025-09-26');
    bureau.today('2025-12-01');
    await decided(objection, {
      outcome: 'UPHELD_IN_PART',
      reasons: '乙不成立',
      findings: [nine],
      months: [{ noticeId: notice.id, months: 1, reasons: '情节轻' }],
    });
    expect(await questions()).toEqual([question(notice, ['2025-12-01', '2025-11-10', '2025-11-11'])]);
    bureau.today('2026-12-01');
    const delayed = await applied('2026-12-01', { countsFrom: '2025-11-11' });
    const shown = { countsFrom: '2025-11-11', couldApplyFrom: '2025-12-01', daysSince: 365 };
    expect(delayed).toMatchObject(shown);
    const path = `/restorations/${delayed.id}`;
    for (const agency of ['district-agency', 'city-agency'])
      expect(await bureau.told(agency, 'GET', path)).toMatchObject(shown);
    await bureau.told('district-agency', 'POST', `${path}/first-review`, AGREE);
    const refusal = { agreed: false, opinion: '一年未申请，迟延由本人承担' };
    expect(await bureau.told('city-agency', 'POST', `${path}/second-review`, refusal)).toMatchObject({
      state: 'REFUSED',
    });
    expect(await checkOn('2026-06-01')).toBe('SUSPENDED EXPIRED_NOT_RESTORED');
  });
});
