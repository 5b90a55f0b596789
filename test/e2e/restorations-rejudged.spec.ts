import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { filed, readyToDecide, servedToday, stepOn, workOn } from '../support/appeals.js';
import { claimsCsv, sendFile } from '../support/claims.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  ScoringBureau,
  servedOn,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const RESIDUAL = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };
const AGREE = { agreed: true, opinion: '符合恢复条件' };

interface Restoration extends Told {
  readonly state: string;
  readonly effectiveOn: string | null;
  readonly lifted: readonly string[];
  readonly now: {
    readonly holds: boolean;
    readonly effectiveOn: string | null;
    readonly unrestored: readonly object[];
  } | null;
  readonly steps: readonly { readonly step: string; readonly opinion: string | null }[];
}

interface Ledger {
  readonly status: string;
  readonly yearTotal: number;
  readonly timeline: readonly {
    readonly from: string;
    readonly to: string | null;
    readonly status: string;
  }[];
}

let bureau: ScoringBureau;

const application = (personCode: string, reviewedOn: string, change: object = {}): object => ({
  personCode,
  reasons: '已整改并完成学习',
  institutionReview: { agreed: true, on: reviewedOn, opinion: '同意' },
  ...change,
});

const file = (on: string, change: object = {}, personCode = DOCTOR): Promise<Restoration> =>
  bureau.told('hospital', 'POST', '/restorations', application(personCode, on, change));

const shown = (id: string, username = 'hospital'): Promise<Restoration> =>
  bureau.told(username, 'GET', `/restorations/${id}`);

async function reviewed(id: string): Promise<Restoration> {
  await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, AGREE);
  return bureau.told('city-agency', 'POST', `/restorations/${id}/second-review`, AGREE);
}

async function ledgerOn(on: string, personCode = DOCTOR): Promise<string[]> {
  const { timeline } = await bureau.told<Ledger>(
    'auditor',
    'GET',
    `/scoring/persons/${personCode}/ledger?on=${on}`,
  );
  return timeline.map(({ status, from, to }) => `${status} ${from} ${to ?? '-'}`);
}

async function checkOn(on: string): Promise<string> {
  const { payable, status } = await bureau.told<{ payable: boolean; status: string }>(
    'hospital',
    'GET',
    `/qualifications/${DOCTOR}?on=${on}`,
  );
  return `${status} ${payable ? 'payable' : 'not payable'}`;
}

/** Notices the doctor today and serves it at once. */
async function noticedToday(
  on: string,
  findings: readonly object[],
  months: object = {},
): Promise<NoticeTold> {
  const bodies = findings.map((change) => found(DOCTOR, { ...change }));
  const notice = await noticed(bureau, standAlone(on, bodies), DOCTOR, months);
  return servedToday(bureau, notice.id, on);
}

async function objectionTo({ id }: Told, on: string): Promise<string> {
  const objection = await filed(bureau, id, on);
  await readyToDecide(bureau, objection.id, on);
  return objection.id;
}

/** Whether the agency still has to ask about a measure. */
const questions = async ({ id }: Told): Promise<string[]> =>
  (await workOn(bureau, `measure/${id}`)).filter((line) => line.startsWith('RESTATE'));

describe('a termination that falls to three months when these are over (PQ2025:30, 37, S19, S31)', () => {
  let third: string;
  let restoration: Restoration;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const notices: NoticeTold[] = [];
    for (const change of [
      { conductId: '1', ...RESIDUAL, degree: 'PRINCIPAL' },
      { conductId: '2', circumstance: 'PQ2025:21(4)', basis: '服务协议第九条' },
      { conductId: '3', circumstance: 'PQ2025:21(4)', basis: '服务协议第九条', degree: 'PRINCIPAL' },
    ])
      notices.push(await noticedToday('2025-09-26', [change]));
    third = notices[2]?.id ?? '';
    const objection = await objectionTo({ id: notices[0]?.id ?? '' }, '2025-09-26');
    bureau.today('2026-02-10');
    await sendFile(
      bureau.app,
      { username: 'district-agency' },
      `/claims/batches?institution=${HOSPITAL}`,
      claimsCsv([['1', DOCTOR, '2026-02-09', '5000']]),
    );
    bureau.today('2026-03-02');
    expect(await bureau.refused('hospital', '/restorations', application(DOCTOR, '2026-03-02'))).toEqual([
      '/appliedOn TOO_EARLY PQ2025:30',
    ]);
    const months = [{ noticeId: third, months: 3, reasons: '情节一般' }];
    const decision = { outcome: 'UPHELD', reasons: '本人未参与', months };
    await stepOn(bureau, 'district-agency-2', objection, 'decision', decision);
  });
  afterAll(() => bureau.close());

  it('still holds the doctor, and has the agency ask whether to come back from the day after', async () => {
    expect(await ledgerOn('2026-03-02')).toEqual(['SUSPENDED 2025-10-11 -']);
    expect(await checkOn('2026-02-09')).toBe('SUSPENDED not payable');
    expect(await workOn(bureau, `measure/${third}`)).toEqual(
      expect.arrayContaining(['RESTATE_RESTORATION 110105 -']),
    );
  });

  it('lets a restoration count from no day of the three months, and from no day to come', async () => {
    const path = '/restorations';
    const from = (countsFrom: string): object => application(DOCTOR, '2026-03-02', { countsFrom });
    expect(await bureau.refused('hospital', path, from('2026-01-10'))).toEqual([
      '/countsFrom TOO_EARLY PQ2025:30',
    ]);
    expect(await bureau.refused('hospital', path, from('2026-03-03'))).toEqual([
      '/countsFrom DATE_ORDER PQ2025:30',
    ]);
  });

  it('lets both agencies decide on one from the day after them, which answers the question', async () => {
    restoration = await file('2026-03-02', { countsFrom: '2026-01-11' });
    expect(restoration).toMatchObject({ state: 'FILED', countsFrom: '2026-01-11', appliedOn: '2026-03-02' });
    expect(await workOn(bureau, `measure/${third}`)).not.toContain('RESTATE_RESTORATION 110105 -');
    expect(await reviewed(restoration.id)).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2026-01-11',
      lifted: [third],
      now: { holds: true, effectiveOn: '2026-01-11', unrestored: [] },
    });
  });

  it('leaves the doctor not worse off than the three months', async () => {
    expect(await ledgerOn('2026-03-02')).toEqual(['SUSPENDED 2025-10-11 2026-01-10']);
    expect([await checkOn('2026-01-10'), await checkOn('2026-01-11'), await checkOn('2026-02-09')]).toEqual([
      'SUSPENDED not payable',
      'NORMAL payable',
      'NORMAL payable',
    ]);
  });

  it('lists for payment what was refused after them (PQ2025:40)', async () => {
    const { forPayment, forRecovery } = await bureau.told<{
      forPayment: { amount: string };
      forRecovery: { amount: string };
    }>('auditor', 'GET', `/claims/rejudged?institution=${HOSPITAL}`);
    expect([forPayment.amount, forRecovery.amount]).toEqual(['5000.00', '0.00']);
  });

  it('keeps what was known before, in both times', async () => {
    const path = `/scoring/persons/${DOCTOR}/ledger?on=2026-02-09`;
    const known = await bureau.told<Ledger>('auditor', 'GET', `${path}&knownAt=2026-02-10T00:00:00.000Z`);
    expect([known.status, (await bureau.told<Ledger>('auditor', 'GET', path)).status]).toEqual([
      'TERMINATED',
      'NORMAL',
    ]);
  });
});

describe('a suspension found shorter after the doctor was restored (S19, S31)', () => {
  let notice: NoticeTold;
  let first: Restoration;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const principal = { conductId: '甲', degree: 'PRINCIPAL' };
    notice = await noticedToday('2025-09-26', [principal, { conductId: '乙', ...RESIDUAL }], forMonths(3));
    const objection = await objectionTo(notice, '2025-09-26');
    bureau.today('2026-01-05');
    first = await file('2026-01-05');
    expect(await reviewed(first.id)).toMatchObject({ effectiveOn: '2026-01-11' });
    bureau.today('2026-02-02');
    await stepOn(bureau, 'district-agency-2', objection, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '乙不成立',
      findings: [found(DOCTOR, principal)],
      months: [{ noticeId: notice.id, months: 1, reasons: '情节一般' }],
    });
  });
  afterAll(() => bureau.close());

  it('lets the restoration count from the day after the one month, the former then finding nothing', async () => {
    expect(await questions(notice)).toEqual(['RESTATE_RESTORATION 110105 -']);
    expect(await ledgerOn('2026-02-02')).toEqual(['SUSPENDED 2025-10-11 2026-01-04']);
    const again = await file('2026-02-02', { countsFrom: '2025-11-11' });
    expect(await reviewed(again.id)).toMatchObject({ state: 'APPROVED', effectiveOn: '2025-11-11' });
    expect(await ledgerOn('2026-02-02')).toEqual(['SUSPENDED 2025-10-11 2025-11-10']);
    expect(await checkOn('2025-12-15')).toBe('NORMAL payable');
    expect((await shown(first.id)).now).toEqual({ holds: true, effectiveOn: '2025-11-11', unrestored: [] });
  });
});

describe('the question whether to count a restoration from an earlier day', () => {
  let notice: NoticeTold;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const principal = { conductId: '甲', degree: 'PRINCIPAL' };
    notice = await noticedToday('2025-09-26', [principal, { conductId: '乙', ...RESIDUAL }], forMonths(4));
    const objection = await objectionTo(notice, '2025-09-26');
    bureau.today('2025-12-01');
    await stepOn(bureau, 'district-agency-2', objection, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '乙不成立',
      findings: [found(DOCTOR, principal)],
    });
  });
  afterAll(() => bureau.close());

  it('waits for the months, which the file stands in for with the least', async () => {
    expect(await questions(notice)).toEqual([]);
    await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/months`, {
      months: 1,
      reasons: '情节轻',
    });
    expect(await questions(notice)).toEqual(['RESTATE_RESTORATION 110105 -']);
  });

  it('is answered by the person, or by the agency on the person’s own paper', async () => {
    const path = '/restorations/not-asked-for';
    const body = { personCode: DOCTOR, reasons: '本人表示不申请' };
    expectProblem(await bureau.ask('hospital', 'POST', path, body), 403, 'FORBIDDEN');
    expect(await bureau.refused('district-agency', path, body)).toEqual([
      '/documentNo WRITTEN_STATEMENT_REQUIRED PQ2025:30',
    ]);
    const written = { ...body, documentNo: '本人声明〔2025〕1号' };
    expect((await bureau.ask('district-agency', 'POST', path, written)).status).toBe(204);
    expect(await questions(notice)).toEqual([]);
    expectProblem(await bureau.ask('person', 'POST', path, body), 409, 'CONFLICT');
  });

  it('is refused where the person could have applied in time by what was known (S19)', async () => {
    const body = application(DOCTOR, '2025-12-01', { countsFrom: '2025-12-01' });
    expect(await bureau.refused('hospital', '/restorations', body)).toEqual([
      '/countsFrom NOT_REJUDGED PQ2025:30',
    ]);
  });
});

describe('a restoration and months that nobody chose (PQ2025:26.2)', () => {
  afterEach(() => bureau.close());

  it('is taken in, and not approved before they are chosen', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const principal = { conductId: '甲', degree: 'PRINCIPAL' };
    const other = { conductId: '乙', degree: 'IMPORTANT', ...RESIDUAL };
    const notice = await noticedToday('2025-06-16', [principal, other], forMonths(5));
    const objection = await objectionTo(notice, '2025-06-16');
    await stepOn(bureau, 'district-agency-2', objection, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '乙为一般责任',
      findings: [found(DOCTOR, principal), found(DOCTOR, { ...other, degree: 'GENERAL' })],
    });
    bureau.today('2025-09-10');
    const restoration = await file('2025-09-10');
    await bureau.told('district-agency', 'POST', `/restorations/${restoration.id}/first-review`, AGREE);
    const path = `/restorations/${restoration.id}/second-review`;
    expect(await bureau.refused('city-agency', path, AGREE)).toEqual(['/agreed MONTHS_OPEN PQ2025:26.2']);
    await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/months`, {
      months: 3,
      reasons: '情节一般',
    });
    expect(await bureau.told('city-agency', 'POST', path, AGREE)).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2025-09-24',
    });
  });
});

describe('a restoration on a year without a published arrangement (S34)', () => {
  afterEach(() => bureau.close());

  it('is neither refused as too early nor approved on it', async () => {
    bureau = await ScoringBureau.open('2026-12-14');
    await noticedToday('2026-12-14', [{ degree: 'PRINCIPAL' }], forMonths(1));
    bureau.today('2026-12-28');
    expect(await bureau.refused('hospital', '/restorations', application(DOCTOR, '2026-12-28'))).toEqual([
      '/appliedOn CALENDAR_YEAR_MISSING PQ2025:30',
    ]);
    bureau.today('2026-12-31');
    const { id } = await file('2026-12-31');
    await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, AGREE);
    const path = `/restorations/${id}/second-review`;
    expect(await bureau.refused('city-agency', path, AGREE)).toEqual([
      '/agreed CALENDAR_YEAR_MISSING PQ2025:30',
    ]);
    await bureau.told('city-bureau', 'POST', '/calendar/years', {
      year: 2027,
      documentNo: '国办发明电〔2026〕1号',
      holidays: [{ from: '2027-01-01', to: '2027-01-03', name: '元旦' }],
      makeUpDays: ['2027-01-09', '2027-01-10', '2027-01-16'],
    });
    expect(await bureau.refused('city-agency', path, AGREE)).toEqual(['/agreed TOO_EARLY PQ2025:30']);
  });
});

describe('a restoration that later facts undo (PQ2025:30, S31)', () => {
  afterEach(() => bureau.close());

  it('says so, and has the municipal agency look at it until it is mended', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const principal = { conductId: '甲', degree: 'PRINCIPAL' };
    const first = await noticedToday('2025-06-16', [principal], forMonths(1));
    bureau.today('2025-06-30');
    const more = standAlone('2025-06-30', [found(DOCTOR, { conductId: '乙', ...RESIDUAL })]);
    const second = await noticed(bureau, more, DOCTOR, forMonths(3));
    bureau.today('2025-07-10');
    const { id } = await file('2025-07-10');
    expect(await reviewed(id)).toMatchObject({ effectiveOn: '2025-07-24', lifted: [first.id] });
    bureau.today('2025-07-30');
    const late = servedOn('2025-07-01', { backdating: { reason: '回证晚到' } });
    await bureau.told('district-agency-2', 'POST', `/scoring/notices/${second.id}/service`, late);
    expect(await ledgerOn('2025-07-30')).toEqual(['SUSPENDED 2025-06-24 -']);
    expect(await shown(id)).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2025-07-24',
      now: { holds: false, effectiveOn: null, unrestored: [{ cause: first.id, personCodes: null }] },
    });
    expect((await shown(id, 'city-agency')).now?.unrestored).toEqual([
      { cause: first.id, personCodes: [DOCTOR] },
    ]);
    expect(await workOn(bureau, `restoration/${id}`)).toContain('RESTORATION_UNDONE 110000 -');
    bureau.today('2025-09-25');
    const again = await file('2025-09-25');
    expect(await reviewed(again.id)).toMatchObject({ effectiveOn: '2025-10-09' });
    expect(await workOn(bureau, `restoration/${id}`)).not.toContain('RESTORATION_UNDONE 110000 -');
    expect((await shown(id)).now).toEqual({ holds: true, effectiveOn: '2025-10-09', unrestored: [] });
  });

  it('names both codes where files were parted after it', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const nine = standAlone('2025-06-16', [found(NURSE, { degree: 'PRINCIPAL' })]);
    const notice = await noticed(bureau, nine, NURSE, forMonths(1));
    await servedToday(bureau, notice.id, '2025-06-16');
    const merge = await bureau.told<Told>('city-agency', 'POST', '/persons/merges', {
      ...{ into: DOCTOR, other: NURSE, on: '2025-06-16', reason: '同一人' },
    });
    bureau.today('2025-07-10');
    const { id } = await file('2025-07-10');
    await reviewed(id);
    bureau.today('2025-08-01');
    await bureau.told('city-agency', 'POST', `/persons/merges/${merge.id}/undo`, {
      on: '2025-08-01',
      reason: '并非同一人',
    });
    expect(await ledgerOn('2025-08-01', NURSE)).toEqual(['SUSPENDED 2025-06-24 -']);
    expect((await shown(id, 'city-agency')).now).toEqual({
      holds: false,
      effectiveOn: null,
      unrestored: [{ cause: notice.id, personCodes: [NURSE] }],
    });
    const { items } = await bureau.told<{ items: { title: string }[] }>(
      'auditor',
      'GET',
      `/work-list?subject=restoration/${id}&kind=RESTORATION_UNDONE`,
    );
    expect(items.map(({ title }) => title)).toEqual([
      `已批准的恢复按现有记录不再成立，请核查处理：${DOCTOR}、${NURSE}`,
    ]);
    const own = await file('2025-08-01', {}, NURSE);
    await reviewed(own.id);
    expect(await workOn(bureau, `restoration/${id}`)).not.toContain('RESTORATION_UNDONE 110000 -');
  });
});

describe('an open application', () => {
  afterEach(() => bureau.close());

  it('ends by itself when its measure falls, and hinders no other (S31)', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const notice = await noticedToday('2025-06-16', [{ degree: 'PRINCIPAL' }], forMonths(1));
    const objection = await objectionTo(notice, '2025-06-16');
    bureau.today('2025-07-10');
    const { id } = await file('2025-07-10');
    const decision = { outcome: 'UPHELD', reasons: '本人未参与' };
    await stepOn(bureau, 'district-agency-2', objection, 'decision', decision);
    const moot = await shown(id);
    expect(moot).toMatchObject({ state: 'MOOT', openSteps: [], effectiveOn: null, now: null });
    expect(moot.steps.map(({ step, opinion }) => [step, opinion])).toEqual([
      ['FILE', null],
      ['MOOT', '所申请恢复的措施已不存在或者已另行恢复，此申请不再办理。'],
    ]);
    expect(await workOn(bureau, `restoration/${id}`)).toEqual([]);
    expectProblem(
      await bureau.ask('district-agency', 'POST', `/restorations/${id}/first-review`, AGREE),
      409,
      'CONFLICT',
    );
    expect(await bureau.refused('hospital', '/restorations', application(DOCTOR, '2025-07-10'))).toEqual([
      '/appliedOn NOT_RESTRICTED PQ2025:30',
    ]);
  });

  it('is taken back by the agency only on the applicant’s paper, not by who reviewed it (PQ2025:30)', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await noticedToday('2025-06-16', [{ degree: 'PRINCIPAL' }], forMonths(1));
    bureau.today('2025-07-10');
    const { id } = await file('2025-07-10');
    const path = `/restorations/${id}/withdrawal`;
    expect(await bureau.refused('district-agency', path, { reason: '不想办' })).toEqual([
      '/documentNo WRITTEN_WITHDRAWAL_REQUIRED PQ2025:30',
    ]);
    await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, AGREE);
    const written = { reason: '本人撤回', documentNo: '撤〔2025〕1号' };
    expect(await bureau.refused('district-agency', path, written)).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:30',
    ]);
    expect(await bureau.told('district-agency-2', 'POST', path, written)).toMatchObject({
      state: 'WITHDRAWN',
    });
  });

  it('is not refused for a measure that is only to come (S19)', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await noticedToday('2025-06-16', [{ conductId: '甲', degree: 'PRINCIPAL' }], forMonths(1));
    bureau.today('2025-07-16');
    const next = { conductId: '乙', ...RESIDUAL };
    await noticedToday('2025-07-16', [next], forMonths(3));
    const { id } = await file('2025-07-16');
    expect(await reviewed(id)).toMatchObject({ state: 'APPROVED', effectiveOn: '2025-07-24' });
    expect(await ledgerOn('2025-07-16')).toEqual(['SUSPENDED 2025-06-24 -']);
  });
});
