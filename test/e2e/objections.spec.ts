import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  filed,
  historyOf,
  objectionBody,
  readyToDecide,
  servedToday,
  stepOn,
  workOn,
  type ObjectionTold,
} from '../support/appeals.js';
import { claimsCsv, sendFile, type ClaimCells, type Line, type Rejudged } from '../support/claims.js';
import { penalty } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import type { Checked } from '../support/qualifications.js';
import type { ToldFault } from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  numbered,
  NURSE,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const OVERCHARGED = found(DOCTOR, { conductId: '检〔2025〕1号/甲' });
const RESIDUAL = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };
const SPLIT = found(DOCTOR, { conductId: '检〔2025〕1号/乙', degree: 'PRINCIPAL', ...RESIDUAL });
const SPLIT_LESS = { ...SPLIT, degree: 'GENERAL' };

interface Ledger {
  readonly status: string;
  readonly yearTotal: number;
  readonly timeline: readonly object[];
}

const ledgerOf = (bureau: ScoringBureau, code: string, on: string): Promise<Ledger> =>
  bureau.told('auditor', 'GET', `/scoring/persons/${code}/ledger?on=${on}`);

const checkedOn = (bureau: ScoringBureau, on: string): Promise<Checked> =>
  bureau.told('hospital', 'GET', `/qualifications/${DOCTOR}?on=${on}`);

interface SiteNotice {
  readonly institution: string;
  readonly state: string;
  readonly voids: readonly string[];
}

/** What every site was told in all: `institution state`. */
async function toldToSites(bureau: ScoringBureau): Promise<string[]> {
  const { items } = await bureau.told<{ items: SiteNotice[] }>(
    'auditor',
    'GET',
    '/site-notices?pageSize=200',
  );
  return items.map(({ institution, state, voids }) => `${institution} ${state} ${voids.length}`).sort();
}

/** Ten points, three months, served on 2025-09-26: suspended from 2025-10-11 to 2026-01-10. */
async function suspendedAtTen(bureau: ScoringBureau): Promise<NoticeTold> {
  const notice = await noticed(bureau, standAlone('2025-09-26', [OVERCHARGED, SPLIT]), DOCTOR, forMonths(3));
  return servedToday(bureau, notice.id, '2025-09-26');
}

/** Hands in claim lines of an institution; those judged payable are kept by their day only. */
async function handedIn(
  bureau: ScoringBureau,
  username: string,
  institution: string,
  lines: readonly ClaimCells[],
): Promise<void> {
  const path = `/claims/batches?institution=${institution}`;
  const answer = await sendFile(bureau.app, { username }, path, claimsCsv(lines));
  expect(answer.status).toBe(201);
}

/** The stored lines of an institution, by day: `day amount verdict`. */
async function linesAt(bureau: ScoringBureau, institution: string): Promise<string[]> {
  const path = `/claims/lines?institution=${institution}&pageSize=50`;
  const { items } = await bureau.told<{ items: Line[] }>('auditor', 'GET', path);
  return items.map(({ serviceDay, amount, verdict }) => `${serviceDay} ${amount} ${verdict}`).sort();
}

const rejudgedAt = (bureau: ScoringBureau, institution: string): Promise<Rejudged> =>
  bureau.told('auditor', 'GET', `/claims/rejudged?institution=${institution}`);

/** Every service asked about, by day. */
const servicesDuring = (bureau: ScoringBureau, days: readonly string[]): Promise<Checked[]> =>
  Promise.all(days.map((day) => checkedOn(bureau, day)));

describe('story (a): suspended at 10, upheld in part to 8 after it began (PQ2025:37, S31)', () => {
  let bureau: ScoringBureau;
  let notice: NoticeTold;
  let objection: ObjectionTold;
  let during: Checked[];
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    notice = await suspendedAtTen(bureau);
    bureau.today('2025-10-10');
    objection = await filed(bureau, notice.id, '2025-10-10');
    bureau.today('2025-10-20');
    during = await servicesDuring(bureau, ['2025-10-11', '2025-10-15', '2025-10-20']);
    await handedIn(bureau, 'hospital', HOSPITAL, [
      ['0', DOCTOR, '2025-10-10', '1000'],
      ['1', DOCTOR, '2025-10-11', '57227.40'],
      ['2', DOCTOR, '2025-10-15', '0.05'],
      ['3', DOCTOR, '2025-10-20', '200.20'],
    ]);
    await handedIn(bureau, 'district-agency', SECOND_HOSPITAL, [['1', DOCTOR, '2025-10-15', '30']]);
    await readyToDecide(bureau, objection.id, '2025-10-20');
  });
  afterAll(() => bureau.close());

  it('was filed on the last day, and does not stay the measure (S16, S17)', () => {
    expect(objection).toMatchObject({
      state: 'FILED',
      route: 'DISTRICT',
      missing: [],
      period: { receivedBy: 'INSTITUTION', receivedOn: '2025-09-26', deadline: '2025-10-10' },
      due: { office: '110105', dueOn: '2025-11-06' },
    });
    expect(during.map(({ payable, status }) => [payable, status])).toEqual([
      [false, 'SUSPENDED'],
      [false, 'SUSPENDED'],
      [false, 'SUSPENDED'],
    ]);
  });

  it('refused the lines of the days since, and nothing is due for them while it stands (PQ2025:40)', async () => {
    expect(await linesAt(bureau, HOSPITAL)).toEqual([
      '2025-10-11 57227.40 NOT_PAYABLE',
      '2025-10-15 0.05 NOT_PAYABLE',
      '2025-10-20 200.20 NOT_PAYABLE',
    ]);
    expect(await rejudgedAt(bureau, HOSPITAL)).toMatchObject({
      forPayment: { lineCount: 0, amount: '0.00' },
      forRecovery: { lineCount: 0, amount: '0.00' },
    });
  });

  it('voids the suspension from the start, and shows before and after', async () => {
    const decided = await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '分解住院的责任较轻',
      findings: [OVERCHARGED, SPLIT_LESS],
    });
    expect(historyOf(decided)).toEqual(['FILED', 'ACCEPTED', 'DETERMINER_HEARD', 'DECIDED']);
    expect(decided).toMatchObject({ state: 'DECIDED', outcome: 'UPHELD_IN_PART', due: null, monthsOpen: [] });
    expect(decided.effect?.before).toEqual({
      years: [{ year: 2025, total: 10 }],
      scores: [
        expect.objectContaining({
          id: notice.id,
          points: 10,
          yearTotalAfter: 10,
          measure: expect.objectContaining({ from: '2025-10-11', to: '2026-01-10', months: 3, void: false }),
        }),
      ],
      measures: [
        { cause: notice.id, kind: 'SUSPENSION', from: '2025-10-11', to: '2026-01-10', restoredOn: null },
      ],
      timeline: [{ from: '2025-10-11', to: null, status: 'SUSPENDED', causes: [notice.id] }],
    });
    expect(decided.effect?.after).toEqual({
      years: [{ year: 2025, total: 8 }],
      scores: [
        expect.objectContaining({
          id: notice.id,
          points: 8,
          yearTotalAfter: 8,
          measure: expect.objectContaining({ kind: 'SUSPENSION', void: true }),
        }),
      ],
      measures: [],
      timeline: [],
    });
    expect(await ledgerOf(bureau, DOCTOR, '2025-10-15')).toMatchObject({
      status: 'NORMAL',
      yearTotal: 8,
      timeline: [],
    });
  });

  it('tells both sites to turn the status back, and takes their earlier instruction away (S24)', async () => {
    expect(await toldToSites(bureau)).toEqual([
      `${HOSPITAL} OPEN 1`,
      `${HOSPITAL} VOID 0`,
      `${SECOND_HOSPITAL} OPEN 1`,
      `${SECOND_HOSPITAL} VOID 0`,
    ]);
  });

  it('makes the services refused meanwhile payable, while the answers given then still verify', async () => {
    const after = await servicesDuring(bureau, ['2025-10-11', '2025-10-15', '2025-10-20']);
    expect(after.map(({ payable }) => payable)).toEqual([true, true, true]);
    for (const { receipt } of during) {
      expect(
        await bureau.told('hospital', 'POST', '/qualifications/receipts/verify', { receipt }),
      ).toMatchObject({ valid: true, answer: { payable: false }, sameToday: false });
    }
  });

  it('lists exactly the refused lines for payment, each institution its own, and nothing for recovery', async () => {
    const { forPayment, forRecovery, recoveryDropped } = await rejudgedAt(bureau, HOSPITAL);
    expect(forPayment.lines.map(({ serviceDay, amount }) => `${serviceDay} ${amount}`)).toEqual([
      '2025-10-11 57227.40',
      '2025-10-15 0.05',
      '2025-10-20 200.20',
    ]);
    expect(forPayment).toMatchObject({ citation: 'PQ2025:37', lineCount: 3, amount: '57427.65', days: [] });
    expect(forRecovery).toEqual({
      citation: 'PQ2025:40',
      lineCount: 0,
      amount: '0.00',
      lines: [],
      days: [],
    });
    expect(recoveryDropped.lineCount).toBe(0);
    expect(await rejudgedAt(bureau, SECOND_HOSPITAL)).toMatchObject({
      forPayment: { lineCount: 1, amount: '30.00', lines: [{ serviceDay: '2025-10-15' }] },
      forRecovery: { lineCount: 0 },
    });
    expect(await linesAt(bureau, HOSPITAL)).toHaveLength(3);
  });

  it('leaves the file as it was known before (two times)', async () => {
    const path = `/scoring/persons/${DOCTOR}/ledger?on=2025-10-15&knownAt=2025-10-15T00:00:00Z`;
    expect(await bureau.told('auditor', 'GET', path)).toMatchObject({ status: 'SUSPENDED', yearTotal: 10 });
  });
});

describe('services claimed before the notice was known to be served (PQ2025:40)', () => {
  it('are listed for recovery from the day on which the restriction began, earlier ones and emergencies not', async () => {
    const bureau = await ScoringBureau.open('2025-09-26');
    const notice = await noticed(
      bureau,
      standAlone('2025-09-26', [OVERCHARGED, SPLIT]),
      DOCTOR,
      forMonths(3),
    );
    bureau.today('2025-10-20');
    await handedIn(bureau, 'hospital', HOSPITAL, [
      ['0', DOCTOR, '2025-10-10', '1000', '是'],
      ['1', DOCTOR, '2025-10-11', '57227.40', '是'],
      ['2', DOCTOR, '2025-10-15', '0.05', '是', '是'],
      ['3', DOCTOR, '2025-10-20', '200.20'],
    ]);
    expect(await linesAt(bureau, HOSPITAL)).toEqual([]);
    const late = { backdating: { reason: '送达回证今日寄回' } };
    const served = servedOn('2025-09-26', late);
    await bureau.told('district-agency-2', 'POST', `/scoring/notices/${notice.id}/service`, served);
    const { forPayment, forRecovery } = await rejudgedAt(bureau, HOSPITAL);
    expect(forPayment.lineCount).toBe(0);
    expect(forRecovery).toMatchObject({ citation: 'PQ2025:40', lineCount: 2, amount: '57427.60', lines: [] });
    expect(forRecovery.days).toEqual([
      expect.objectContaining({ serviceDay: '2025-10-11', amount: '57227.40', paidThen: '57227.40' }),
      expect.objectContaining({ serviceDay: '2025-10-20', amount: '200.20', paidThen: '0.00' }),
    ]);
    await bureau.close();
  });
});

describe('story (b): a termination by accumulation falls to a suspension (PQ2025:26, 37, S31)', () => {
  let bureau: ScoringBureau;
  const notices: NoticeTold[] = [];
  let objection: ObjectionTold;
  const findingOf = (place: number, change: object) =>
    found(DOCTOR, { conductId: `检〔2025〕1号/${place}`, ...change });
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const bodies = [
      findingOf(1, { ...RESIDUAL, degree: 'PRINCIPAL' }),
      findingOf(2, { circumstance: 'PQ2025:21(4)', basis: '服务协议第九条' }),
      findingOf(3, { circumstance: 'PQ2025:21(4)', basis: '服务协议第九条', degree: 'PRINCIPAL' }),
    ];
    for (const body of bodies) {
      const notice = await noticed(bureau, standAlone('2025-09-26', [body]), DOCTOR);
      notices.push(await servedToday(bureau, notice.id, '2025-09-26'));
    }
    bureau.today('2025-10-10');
    objection = await filed(bureau, notices[0]?.id ?? '', '2025-10-10');
    bureau.today('2025-10-20');
    await readyToDecide(bureau, objection.id, '2025-10-20');
  });
  afterAll(() => bureau.close());
  const third = (): string => notices[2]?.id ?? '';

  it('was terminated for a year from 2025-10-11 at 3 + 4 + 6', async () => {
    expect(notices.map(({ yearTotalAfter }) => yearTotalAfter)).toEqual([3, 7, 13]);
    expect(await ledgerOf(bureau, DOCTOR, '2025-10-20')).toMatchObject({
      status: 'TERMINATED',
      yearTotal: 13,
      timeline: [{ from: '2025-10-11', to: null, status: 'TERMINATED', causes: [third()] }],
    });
  });

  it('is left open until the agency chooses the months, and asked for them', async () => {
    const decided = await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD',
      reasons: '本人未参与',
    });
    expect(decided).toMatchObject({ state: 'MONTHS_OPEN', outcome: 'UPHELD', monthsOpen: [third()] });
    expect(decided.effect?.after.years).toEqual([{ year: 2025, total: 10 }]);
    expect(await workOn(bureau, `score/${third()}`)).toEqual(['CHOOSE_MONTHS 110105 -']);
    expect(await workOn(bureau, `objection/${objection.id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    expect(await workOn(bureau, `notice/${notices[0]?.id ?? ''}`)).toEqual([]);
    expectProblem(
      await bureau.ask('hospital', 'POST', `/objections/${objection.id}/withdrawal`, { reasons: '不再申诉' }),
      409,
      'CONFLICT',
    );
  });

  it('is closed by the choice of three months; the doctor is not worse off than those', async () => {
    const path = `/scoring/notices/${third()}/months`;
    expect(await bureau.refused('district-agency', path, { months: 5, reasons: '情节一般' })).toEqual([
      '/months MONTHS_OUT_OF_RANGE PQ2025:26.2',
    ]);
    await bureau.told('district-agency', 'POST', path, { months: 3, reasons: '情节一般' });
    const closed = await bureau.told<ObjectionTold>('hospital', 'GET', `/objections/${objection.id}`);
    expect(closed).toMatchObject({ state: 'DECIDED', monthsOpen: [] });
    expect(closed.steps.at(-1)).toMatchObject({
      step: 'MONTHS_CHOSEN',
      by: null,
      content: { months: [{ noticeId: third(), months: 3 }] },
    });
    expect(await ledgerOf(bureau, DOCTOR, '2025-10-20')).toMatchObject({
      status: 'SUSPENDED',
      yearTotal: 10,
    });
    const { items } = await bureau.told<{ items: object[] }>('auditor', 'GET', '/measures?on=2025-10-20');
    expect(items).toMatchObject([{ kind: 'SUSPENSION', from: '2025-10-11', to: '2026-01-10' }]);
    const further = { grounds: '仍有异议', requested: '撤销', filedBy: 'INSTITUTION' };
    expectProblem(
      await bureau.ask('hospital', 'POST', `/objections/${objection.id}/further-objection`, further),
      409,
      'CONFLICT',
    );
  });

  it('leaves the doctor who applies in time restored on the day after the three months (S19, S20)', async () => {
    bureau.today('2026-01-05');
    const { id } = await bureau.told<Told>('hospital', 'POST', '/restorations', {
      personCode: DOCTOR,
      reasons: '已整改并完成学习',
      institutionReview: { agreed: true, on: '2026-01-05', opinion: '同意' },
    });
    const agreed = { agreed: true, opinion: '符合恢复条件' };
    await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, agreed);
    await bureau.told('city-agency', 'POST', `/restorations/${id}/second-review`, agreed);
    bureau.today('2026-01-11');
    expect(await ledgerOf(bureau, DOCTOR, '2026-01-11')).toMatchObject({
      status: 'NORMAL',
      timeline: [{ from: '2025-10-11', to: '2026-01-10', status: 'SUSPENDED', causes: [third()] }],
    });
    const check = `/qualifications/${DOCTOR}?institution=${HOSPITAL}&on=`;
    const payable = async (on: string): Promise<boolean> =>
      (await bureau.told<{ payable: boolean }>('hospital', 'GET', `${check}${on}`)).payable;
    expect([await payable('2026-01-10'), await payable('2026-01-11')]).toEqual([false, true]);
  });
});

describe('an objection', () => {
  let bureau: ScoringBureau;
  let notice: NoticeTold;
  beforeEach(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    notice = await suspendedAtTen(bureau);
  });
  afterEach(() => bureau.close());

  it('too late is refused with the day it closed and how it was counted (PQ2025:34)', async () => {
    bureau.today('2025-10-11');
    const body = objectionBody(notice.id, '2025-10-11');
    expect(await bureau.refused('hospital', '/objections', body)).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
    const problem = expectProblem(
      await bureau.ask('hospital', 'POST', '/objections', body),
      422,
      'RULE_VIOLATION',
    );
    const [late] = problem['errors'] as ToldFault[];
    expect(late?.detail).toContain('自机构收到之日 2025-09-26 的次日起 5 个工作日，至 2025-10-10 届满');
    expect(late?.detail).toContain('2025-10-06（国庆节、中秋节）');
    expect(late?.detail).toContain('调休上班计入 2025-09-28');
  });

  it('is in time by the person’s receipt too (S16), and by the paper handed in at the counter', async () => {
    bureau.today('2025-10-09');
    await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/service`, {
      recipient: 'PERSON',
      method: 'DIRECT',
      receivedOn: '2025-10-09',
      servedBy: '送达人甲',
      proof: '送达回证一份',
    });
    bureau.today('2025-10-17');
    const body = objectionBody(notice.id, '2025-10-15', { filedBy: 'PERSON' });
    expect(await bureau.refused('person', '/objections', body)).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
    const backdated = { ...body, filedOn: '2025-10-15' };
    expect(await bureau.refused('person', '/objections', backdated)).toEqual([
      '/filedOn COUNTER_ONLY PQ2025:34',
    ]);
    expect(await bureau.refused('district-agency', '/objections', backdated)).toEqual([
      '/backdating BACKDATING_REASON_REQUIRED PQ2025:34',
      '/filedOn SECOND_PERSON_REQUIRED PQ2025:34',
    ]);
    const taken = await bureau.told<ObjectionTold>('district-agency-2', 'POST', '/objections', {
      ...backdated,
      backdating: { reason: '窗口 15 日收件' },
    });
    expect(taken).toMatchObject({
      state: 'FILED',
      period: { receivedBy: 'PERSON', deadline: '2025-10-15' },
      due: { dueOn: '2025-11-12' },
    });
  });

  it('without the seal is taken in and asked for it; the time runs from the complete material (PQ2025:37)', async () => {
    bureau.today('2025-09-28');
    const asked = await filed(
      bureau,
      notice.id,
      '2025-09-28',
      { filedBy: 'PERSON', sealedByInstitution: undefined, signedByPerson: undefined },
      'person',
    );
    expect(asked).toMatchObject({
      state: 'SUPPLEMENT_ASKED',
      missing: ['SIGNATURE', 'SEAL'],
      due: { dueOn: '2025-10-31' },
    });
    expect(historyOf(asked)).toEqual(['FILED → SUPPLEMENT_ASKED', 'SUPPLEMENT_ASKED']);
    const signed = await stepOn(bureau, 'person', asked.id, 'supplements', {
      signedByPerson: { on: '2025-09-28' },
    });
    expect(signed).toMatchObject({ state: 'SUPPLEMENT_ASKED', missing: ['SEAL'] });
    expect(await bureau.refused('district-agency', `/objections/${asked.id}/acceptance`, {})).toEqual([
      '/reasons REASONS_REQUIRED PQ2025:34',
    ]);
    bureau.today('2025-10-20');
    const sealed = await stepOn(bureau, 'hospital', asked.id, 'supplements', {
      sealedByInstitution: { on: '2025-10-20' },
    });
    expect(sealed).toMatchObject({ state: 'FILED', missing: [], due: { dueOn: '2025-11-17' } });
  });

  it('of a person in dispute with the employer is accepted without the seal, with reasons', async () => {
    const asked = await filed(
      bureau,
      notice.id,
      '2025-09-26',
      { filedBy: 'PERSON', sealedByInstitution: undefined },
      'person',
    );
    const accepted = await stepOn(bureau, 'district-agency', asked.id, 'acceptance', {
      reasons: '与机构有争议，机构拒绝盖章',
    });
    expect(accepted).toMatchObject({ state: 'ACCEPTED', missing: ['SEAL'], due: { dueOn: '2025-10-30' } });
  });

  it('before any receipt finds no time running, and is admitted', async () => {
    const unserved = await noticed(bureau, standAlone('2025-09-26', [found(NURSE)]), NURSE);
    expect(await filed(bureau, unserved.id, '2025-09-26')).toMatchObject({ state: 'FILED', period: null });
  });

  it('is of one side, about one’s own notice, and stands once', async () => {
    const body = objectionBody(notice.id, '2025-09-26');
    expect(await bureau.refused('person', '/objections', body)).toEqual([
      '/filedBy FILER_MISMATCH PQ2025:34',
    ]);
    for (const username of ['pharmacy', 'person']) {
      const other =
        username === 'person'
          ? (await noticed(bureau, standAlone('2025-09-26', [found(NURSE)]), NURSE)).id
          : notice.id;
      const asked = await bureau.ask(username, 'POST', '/objections', objectionBody(other, '2025-09-26'));
      expectProblem(asked, 404, 'NOT_FOUND');
    }
    for (const username of ['city-agency', 'district-bureau', 'auditor']) {
      expectProblem(await bureau.ask(username, 'POST', '/objections', body), 403, 'FORBIDDEN');
    }
    const first = await filed(bureau, notice.id, '2025-09-26');
    expectProblem(await bureau.ask('hospital', 'POST', '/objections', body), 409, 'CONFLICT');
    const path = `/objections/${first.id}/withdrawal`;
    const reasons = { reasons: '不再申诉' };
    expectProblem(await bureau.ask('person', 'POST', path, reasons), 403, 'FORBIDDEN');
    expect(await bureau.refused('district-agency', path, reasons)).toEqual([
      '/documentNo WRITTEN_WITHDRAWAL_REQUIRED PQ2025:34',
    ]);
    expect(await bureau.told('hospital', 'POST', path, reasons)).toMatchObject({
      state: 'WITHDRAWN',
      due: null,
    });
    expect(await filed(bureau, notice.id, '2025-09-26')).toMatchObject({ state: 'FILED' });
  });

  it('is handled by offices in their order, and by nobody who determined or scored (PQ2025:34, 42)', async () => {
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    const path = `/objections/${id}`;
    const opinion = { on: '2025-09-26', opinion: '维持' };
    const refusal = { outcome: 'REFUSED', reasons: '证据充分' };
    expectProblem(
      await bureau.ask('district-agency-2', 'POST', `${path}/decision`, refusal),
      409,
      'CONFLICT',
    );
    expectProblem(await bureau.ask('city-agency', 'POST', `${path}/acceptance`, {}), 403, 'FORBIDDEN');
    expectProblem(
      await bureau.ask('district-agency-2', 'POST', `${path}/first-review`, {
        agreed: true,
        opinion: '同意',
      }),
      409,
      'CONFLICT',
    );
    await stepOn(bureau, 'district-agency', id, 'acceptance');
    expectProblem(
      await bureau.ask('district-bureau', 'POST', `${path}/determiner-opinion`, opinion),
      403,
      'FORBIDDEN',
    );
    await stepOn(bureau, 'district-agency', id, 'determiner-opinion', opinion);
    expect(await bureau.refused('district-agency', `${path}/decision`, refusal)).toEqual([
      ' REVIEWER_CONFLICT PQ2025:42',
    ]);
    expectProblem(await bureau.ask('city-agency-2', 'POST', `${path}/decision`, refusal), 403, 'FORBIDDEN');
    expect(await bureau.told('district-agency-2', 'POST', `${path}/decision`, refusal)).toMatchObject({
      state: 'DECIDED',
      outcome: 'REFUSED',
      effect: null,
    });
  });

  it('never raises points, adds no act, and is checked as a determination is (PQ2025:17, 37)', async () => {
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    await readyToDecide(bureau, id, '2025-09-26');
    const decide = (findings: readonly object[], more: object = {}): Promise<string[]> =>
      bureau.refused('district-agency-2', `/objections/${id}/decision`, {
        outcome: 'UPHELD_IN_PART',
        reasons: '部分采纳',
        findings,
        ...more,
      });
    const graver = { ...OVERCHARGED, degree: 'PRINCIPAL' };
    expect(await decide([graver, SPLIT])).toEqual([
      '/findings/0/points REVISION_RAISES PQ2025:37',
      '/findings/0/degree REVISION_RAISES PQ2025:37',
    ]);
    expect(await decide([{ ...OVERCHARGED, conductId: '别的行为' }])).toEqual([
      '/findings/0/conductId UNKNOWN_REFERENCE PQ2025:37',
    ]);
    expect(
      await decide([
        { ...OVERCHARGED, points: 6 },
        { ...SPLIT, adjustment: 'LIGHTER' },
      ]),
    ).toEqual([
      '/findings/0/points POINTS_OUT_OF_RANGE PQ2025:22(1)',
      '/findings/0/reasons REASONS_REQUIRED PQ2025:17',
      '/findings/1/grounds GROUND_REQUIRED PQ2025:17',
    ]);
    expect(await decide([{ ...OVERCHARGED, personCode: NURSE }])).toEqual([
      '/findings/0/personCode UNKNOWN_REFERENCE PQ2025:37',
      '/findings/0/conductId UNKNOWN_REFERENCE PQ2025:37',
    ]);
    const split = { ...SPLIT, degree: 'IMPORTANT' };
    const months = (count: number) => ({ months: [{ noticeId: notice.id, months: count, reasons: '一般' }] });
    expect(await decide([OVERCHARGED, split], months(3))).toEqual([
      '/months/0/months MONTHS_OUT_OF_RANGE PQ2025:26.2',
    ]);
    expect(await decide([OVERCHARGED, SPLIT_LESS], months(1))).toEqual([
      '/months/0/months NO_MONTHS_TO_CHOOSE PQ2025:26.2',
    ]);
    expect(await decide([OVERCHARGED, SPLIT])).toEqual(['/findings NOTHING_REVISED PQ2025:37']);
    const three = { ...split, points: 3, reasons: '次数较多' };
    expect(await decide([OVERCHARGED, three], months(4))).toEqual([
      '/months/0/months REVISION_RAISES PQ2025:26.2',
    ]);
    const bare = { outcome: 'UPHELD_IN_PART', reasons: '部分采纳' };
    const path = `/objections/${id}/decision`;
    expectProblem(await bureau.ask('district-agency-2', 'POST', path, bare), 400, 'INVALID_REQUEST');
  });

  it('upheld in part to nine is closed at once when the months are chosen with it (PQ2025:26.2)', async () => {
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    await readyToDecide(bureau, id, '2025-09-26');
    const decided = await stepOn(bureau, 'district-agency-2', id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '部分采纳',
      findings: [OVERCHARGED, { ...SPLIT, degree: 'IMPORTANT' }],
      months: [{ noticeId: notice.id, months: 2, reasons: '情节一般' }],
    });
    expect(decided).toMatchObject({ state: 'DECIDED', monthsOpen: [] });
    expect(decided.effect?.after).toMatchObject({
      years: [{ year: 2025, total: 9 }],
      measures: [{ kind: 'SUSPENSION', from: '2025-10-11', to: '2025-12-10' }],
    });
    expect(await bureau.told('district-agency', 'GET', `/scoring/notices/${notice.id}`)).toMatchObject({
      monthsChosen: [{ months: 2, reasons: '情节一般', by: 'district-agency-2' }],
      now: { points: 9, measure: { months: 2, to: '2025-12-10' } },
    });
  });

  it('goes on to the bureau of the district, which decides in the end (PQ2025:35)', async () => {
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    await readyToDecide(bureau, id, '2025-09-26');
    await stepOn(bureau, 'district-agency-2', id, 'decision', { outcome: 'REFUSED', reasons: '证据充分' });
    bureau.today('2025-10-13');
    const further = await stepOn(bureau, 'person', id, 'further-objection', {
      grounds: '证据不足',
      requested: '撤销',
      filedBy: 'PERSON',
    });
    expect(further).toMatchObject({ state: 'FURTHER_OBJECTED', due: { office: '110105', dueOn: null } });
    expect(await workOn(bureau, `objection/${id}`)).toEqual([
      'DECIDE_OBJECTION 110105 -',
      'TELL_OUTCOME 110105 -',
    ]);
    const path = `/objections/${id}/decision`;
    const upheld = { outcome: 'UPHELD', reasons: '证据不足' };
    for (const username of ['district-agency-2', 'city-bureau']) {
      expectProblem(await bureau.ask(username, 'POST', path, upheld), 403, 'FORBIDDEN');
    }
    const closed = await bureau.told<ObjectionTold>('district-bureau', 'POST', path, upheld);
    expect(closed).toMatchObject({ state: 'CLOSED', outcome: 'UPHELD' });
    expect(closed.effect?.after).toMatchObject({ years: [{ year: 2025, total: 0 }], timeline: [] });
    expect(await ledgerOf(bureau, DOCTOR, '2025-10-12')).toMatchObject({ status: 'NORMAL', yearTotal: 0 });
    const again = await bureau.ask('hospital', 'POST', '/objections', objectionBody(notice.id, '2025-10-13'));
    expectProblem(again, 409, 'CONFLICT');
  });

  it('is read by its two sides, the district, the city and the auditor', async () => {
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    const listed = async (username: string): Promise<number> => {
      const path = `/objections?notice=${notice.id}&state=FILED&person=${DOCTOR}`;
      return (await bureau.told<{ total: number }>(username, 'GET', path)).total;
    };
    for (const username of [
      'hospital',
      'person',
      'district-agency',
      'district-bureau',
      'city-agency',
      'auditor',
    ]) {
      expect([username, await listed(username)]).toEqual([username, 1]);
      expect((await bureau.ask(username, 'GET', `/objections/${id}`)).status).toBe(200);
    }
    expect(await listed('pharmacy')).toBe(0);
    expectProblem(await bureau.ask('pharmacy', 'GET', `/objections/${id}`), 404, 'NOT_FOUND');
    expectProblem(await bureau.ask('sysadmin', 'GET', `/objections/${id}`), 403, 'FORBIDDEN');
  });
});

describe('an objection to a municipal score (PQ2025:34.2, S29)', () => {
  let bureau: ScoringBureau;
  let id: string;
  beforeEach(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-26');
    const findings = [
      found(DOCTOR, { circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' }),
      found(TECHNICIAN, { circumstance: 'PQ2025:21(1)', points: 5, reasons: '多次配合' }),
    ];
    const source = { kind: 'PENALTY_DECISION', caseId };
    const body = standAlone('2025-09-26', findings, { source });
    const determination = await bureau.told<Told>('city-bureau', 'POST', '/scoring/determinations', body);
    const issued = await bureau.told<Told>(
      'city-agency',
      'POST',
      `/scoring/determinations/${determination.id}/notices`,
      { personCode: DOCTOR, number: numbered('记') },
    );
    await servedToday(bureau, issued.id, '2025-09-26', 'city-agency');
    ({ id } = await filed(bureau, issued.id, '2025-09-26'));
    await stepOn(bureau, 'district-agency', id, 'acceptance');
  });
  afterEach(() => bureau.close());

  it('ends at the first review that disagrees, with the reasons; the municipal bureau then decides (S28)', async () => {
    const told = await stepOn(bureau, 'district-agency', id, 'first-review', {
      agreed: false,
      opinion: '证据充分',
    });
    expect(told).toMatchObject({ route: 'MUNICIPAL', state: 'FIRST_REFUSED', due: null });
    expect(told.steps.at(-1)).toMatchObject({ step: 'FIRST_REVIEWED', content: { opinion: '证据充分' } });
    const further = { grounds: '证据不足', requested: '减轻', filedBy: 'INSTITUTION' };
    expect(await stepOn(bureau, 'hospital', id, 'further-objection', further)).toMatchObject({
      due: { office: '110000', dueOn: null },
    });
    const path = `/objections/${id}/decision`;
    const refusal = { outcome: 'REFUSED', reasons: '维持' };
    expectProblem(await bureau.ask('district-bureau', 'POST', path, refusal), 403, 'FORBIDDEN');
    expect(await bureau.refused('city-bureau', path, refusal)).toEqual([' REVIEWER_CONFLICT PQ2025:42']);
    expect(await bureau.told('city-bureau-2', 'POST', path, refusal)).toMatchObject({ state: 'CLOSED' });
  });

  it('goes up when the district agrees, in the same time, with the days of the experts on top (S30)', async () => {
    bureau.today('2025-10-17');
    const experts = { by: '医学会专家组', from: '2025-10-13', to: '2025-10-17', conclusion: '检查必要' };
    const assessed = await stepOn(bureau, 'district-agency', id, 'expert-assessments', experts);
    expect(assessed.due).toMatchObject({
      office: '110105',
      from: '2025-09-26',
      dueOn: '2025-11-06',
      extensionDays: 5,
    });
    expect(
      await bureau.refused('district-agency', `/objections/${id}/expert-assessments`, {
        ...experts,
        from: '2025-10-17',
      }),
    ).toEqual(['/from ASSESSMENT_OVERLAPS PQ2025:36']);
    const referred = await stepOn(bureau, 'district-agency', id, 'first-review', {
      agreed: true,
      opinion: '责任程度应为一般',
    });
    expect(historyOf(referred)).toEqual([
      'FILED',
      'ACCEPTED',
      'EXPERT_ASSESSMENT → ACCEPTED',
      'FIRST_REVIEWED → REFERRED',
      'REFERRED',
    ]);
    expect(referred.due).toMatchObject({
      office: '110000',
      from: '2025-09-26',
      dueOn: '2025-11-06',
      extensionDays: 5,
    });
  });

  it('is decided by the municipal agency with who determined; points keep their order beside others (S2)', async () => {
    await stepOn(bureau, 'district-agency', id, 'first-review', { agreed: true, opinion: '同意' });
    const path = `/objections/${id}/decision`;
    const general = found(DOCTOR, { circumstance: 'PQ2025:21(1)' });
    const inPart = { outcome: 'UPHELD_IN_PART', reasons: '责任一般', findings: [general] };
    expectProblem(await bureau.ask('city-agency-2', 'POST', path, inPart), 409, 'CONFLICT');
    await stepOn(bureau, 'city-bureau-2', id, 'determiner-opinion', { on: '2025-09-26', opinion: '同意' });
    expect(await bureau.refused('city-agency', path, inPart)).toEqual([' REVIEWER_CONFLICT PQ2025:42']);
    expectProblem(await bureau.ask('district-agency-2', 'POST', path, inPart), 403, 'FORBIDDEN');
    const tooLittle = { ...general, circumstance: 'PQ2025:20(1)' };
    expect(await bureau.refused('city-agency-2', path, { ...inPart, findings: [tooLittle] })).toEqual([
      '/findings/0/circumstance CIRCUMSTANCE_NOT_FOR_SOURCE PQ2025:20(1)',
    ]);
    const below = found(DOCTOR, {
      circumstance: 'PQ2025:21(1)',
      degree: 'IMPORTANT',
      points: 4,
      reasons: '情节较轻',
    });
    expect(await bureau.refused('city-agency-2', path, { ...inPart, findings: [below] })).toEqual([
      '/findings/0/points POINTS_ORDER PQ2025:17',
    ]);
    const decided = await stepOn(bureau, 'city-agency-2', id, 'decision', inPart);
    expect(decided.effect).toMatchObject({
      before: { years: [{ year: 2025, total: 6 }] },
      after: { years: [{ year: 2025, total: 4 }] },
    });
  });
});
