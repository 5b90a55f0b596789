import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { date } from '../../src/domain/shared/calendar-date.js';
import type { Account } from '../../src/identity/identity.module.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { NoticeFollowService, ScoreNoticeEntity } from '../../src/scoring/scoring.module.js';
import { agreementMeasure, penalty } from '../support/decided-cases.js';
import { ClocksService } from '../../src/clocks/clocks.module.js';
import { Database } from '../../src/platform/database/database.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  numbered,
  NURSE,
  PHARMACIST,
  PHARMACY,
  PRINCIPAL,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const NINE = { degree: 'PRINCIPAL' };
const atPharmacy = {
  source: {
    kind: 'STAND_ALONE',
    reasons: '行为性质恶劣',
    institution: PHARMACY,
    inspectionNo: '检〔2025〕1号',
  },
};
const DETERMINATIONS = '/scoring/determinations';

interface Served extends NoticeTold {
  readonly services: {
    readonly recipient: string;
    readonly receivedOn: string;
    readonly stands: boolean;
    readonly by: string;
  }[];
  readonly measureNotices: Record<string, unknown>[];
  readonly trace: { readonly detail: string }[];
}

interface Ledger {
  readonly status: string;
  readonly yearTotal: number;
  readonly years: object[];
  readonly facts: Record<string, unknown>[];
  readonly scores: { readonly id: string; readonly points: number; readonly yearTotalAfter: number }[];
  readonly timeline: object[];
}

interface Work {
  readonly kind: string;
  readonly dueOn: string | null;
  readonly office: string;
}

const ledgerOf = (bureau: ScoringBureau, code: string, on: string, username = 'auditor'): Promise<Ledger> =>
  bureau.told(username, 'GET', `/scoring/persons/${code}/ledger?on=${on}`);

/** Open work on a notice: kind, office and due day. */
async function workOn(bureau: ScoringBureau, noticeId: string): Promise<string[]> {
  const { items } = await bureau.told<{ items: Work[] }>(
    'auditor',
    'GET',
    `/work-list?subject=notice/${noticeId}&pageSize=200`,
  );
  return items.map(({ kind, office, dueOn }) => `${kind} ${office} ${dueOn ?? '-'}`).sort();
}

const serve = (
  bureau: ScoringBureau,
  id: string,
  body: object,
  username = 'district-agency',
): Promise<Served> => bureau.told(username, 'POST', `/scoring/notices/${id}/service`, body);

const AGENCY: Account = {
  id: 'agency',
  username: 'district-agency',
  displayName: '经办人员',
  role: 'DISTRICT_AGENCY',
  office: '110105',
  post: 'OFFICER',
  personCode: null,
};

/** Revises a score to one finding, as an objection does, with everything that follows. */
const revised = (bureau: ScoringBureau, scoreId: string, on: string, change: object): Promise<undefined> =>
  bureau.app.app.get(Database).write(async (tx, at) => {
    const { personId, content } = await tx.findOneByOrFail(ScoreNoticeEntity, { id: scoreId });
    const { findings } = JSON.parse(content) as { findings: { personCode: string }[] };
    const fact = {
      type: 'REVISE',
      on: date(on),
      scoreId,
      findings: findings.map((each) => ({ ...each, ...change })) as never,
      months: null,
    } as const;
    const rejudged = await bureau.app.app.get(LedgerService).append(tx, personId, [fact], AGENCY, at);
    const record = await bureau.app.app.get(NoticeFollowService).follow(tx, rejudged, AGENCY, at);
    const line = {
      actor: AGENCY.username,
      office: AGENCY.office,
      action: 'TEST',
      subject: `notice/${scoreId}`,
    };
    return { result: undefined, record: [{ ...line, before: null, after: null, receipt: null }, ...record] };
  });

describe('from nine points to the status turned (PQ2025:24, 26.2, 34)', () => {
  let bureau: ScoringBureau;
  let notice: NoticeTold;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
  });
  afterAll(() => bureau.close());

  it('takes months within the range, with reasons', async () => {
    const body = standAlone('2025-09-26', [found(DOCTOR, NINE)]);
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    const path = `${DETERMINATIONS}/${id}/notices`;
    const form = { personCode: DOCTOR, number: numbered('记') };
    expect(await bureau.refused('district-agency', path, form)).toEqual([
      '/months MONTHS_REQUIRED PQ2025:26.2',
    ]);
    for (const months of [0, 3]) {
      expect(await bureau.refused('district-agency', path, { ...form, ...forMonths(months) })).toEqual([
        '/months MONTHS_OUT_OF_RANGE PQ2025:26.2',
      ]);
    }
    const bare = await bureau.ask('district-agency', 'POST', path, { ...form, months: 2 });
    expect(expectProblem(bare, 400, 'INVALID_REQUEST')['errors']).toMatchObject([
      { pointer: '/monthsReasons', code: 'REQUIRED' },
    ]);
    for (const username of ['district-bureau', 'hospital', 'auditor']) {
      expectProblem(await bureau.ask(username, 'POST', path, form), 403, 'FORBIDDEN');
    }
    const ofCity = await bureau.ask('city-agency', 'POST', path, form);
    expect(expectProblem(ofCity, 403, 'FORBIDDEN')['detail']).toBe(
      '由与认定部门同级的区经办机构办理（PQ2025:24）。',
    );

    notice = await bureau.told<NoticeTold>('district-agency', 'POST', path, { ...form, ...forMonths(2) });
    expect(notice).toMatchObject({
      personCode: DOCTOR,
      institution: HOSPITAL,
      office: '110105',
      year: 2025,
      pointsDay: '2025-09-26',
      issuedOn: '2025-09-26',
      points: 9,
      pointsAlone: 9,
      yearTotalAfter: 9,
      state: 'UNSERVED',
      monthsReasons: '情节一般',
      measure: { kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 }, months: 2 },
      now: { objectionDeadline: null, measure: { from: null, to: null, months: 2 } },
      receipt: {
        rulebookHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
        inputHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
        outputHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      },
    });
    expect(await bureau.refused('district-agency', path, form)).toEqual([
      '/number DUPLICATE_ID -',
      '/personCode DUPLICATE_ID PQ2025:24',
    ]);
  });

  it('starts nothing before the proof of service, and nags', async () => {
    expect(await workOn(bureau, notice.id)).toEqual(['TELL_INSTITUTION 110105 2025-10-10']);
    expect(await ledgerOf(bureau, DOCTOR, '2026-09-26')).toMatchObject({ status: 'NORMAL', timeline: [] });
    expect(
      await bureau.refused('district-agency', `/scoring/notices/${notice.id}/measure-notice`, {
        number: numbered('停'),
      }),
    ).toEqual([' NOT_RECEIVED PQ2025:24']);
    expectProblem(await bureau.ask('hospital', 'GET', `/scoring/notices/${notice.id}`), 404, 'NOT_FOUND');
  });

  it('served on 2025-09-26: objection to 2025-10-10, suspended from 2025-10-11 (S16, S18)', async () => {
    const served = await serve(bureau, notice.id, servedOn('2025-09-26'));
    expect(served).toMatchObject({
      state: 'SERVED',
      now: {
        objectionDeadline: '2025-10-10',
        provisional: false,
        measure: { kind: 'SUSPENSION', months: 2, from: '2025-10-11', to: '2025-12-10', void: false },
      },
      services: [{ recipient: 'INSTITUTION', receivedOn: '2025-09-26', stands: true, by: 'district-agency' }],
    });
    expect(served.trace.map(({ detail }) => detail)).toContain(`${notice.id}：申诉截止 2025-10-10`);
    expect((await ledgerOf(bureau, DOCTOR, '2025-10-10')).status).toBe('NORMAL');
    expect(await ledgerOf(bureau, DOCTOR, '2025-10-11')).toMatchObject({ status: 'SUSPENDED', yearTotal: 9 });
    expect(await workOn(bureau, notice.id)).toEqual([
      'ISSUE_MEASURE_NOTICE 110105 2025-10-11',
      `OBJECTION_PERIOD ${HOSPITAL} 2025-10-10`,
      `REMINDER_TALK ${HOSPITAL} -`,
    ]);
  });

  it('is put on paper once, with the day from which to ask for restoration (PQ2025:24, 30)', async () => {
    const path = `/scoring/notices/${notice.id}/measure-notice`;
    const number = numbered('停');
    const { measureNotices } = await bureau.told<Served>('district-agency', 'POST', path, { number });
    expect(measureNotices).toMatchObject([
      {
        number,
        kind: 'SUSPENSION',
        yearTotal: 9,
        months: 2,
        years: null,
        from: '2025-10-11',
        to: '2025-12-10',
        objectionDeadline: '2025-10-10',
        restorationFrom: '2025-11-19',
      },
    ]);
    expect(await workOn(bureau, notice.id)).not.toContain('ISSUE_MEASURE_NOTICE 110105 2025-10-11');
    const again = await bureau.ask('district-agency', 'POST', path, { number: numbered('停') });
    expectProblem(again, 409, 'CONFLICT');
    const months = { months: 1, reasons: '改为一个月' };
    expectProblem(
      await bureau.ask('district-agency', 'POST', `/scoring/notices/${notice.id}/months`, months),
      409,
      'CONFLICT',
    );
  });

  it('is read by its hospital once served, and by no other institution', async () => {
    expect(await bureau.told('hospital', 'GET', `/scoring/notices/${notice.id}`)).toMatchObject({
      points: 9,
    });
    expectProblem(await bureau.ask('pharmacy', 'GET', `/scoring/notices/${notice.id}`), 404, 'NOT_FOUND');
    const ids = async (username: string, query = ''): Promise<string[]> =>
      (await bureau.told<{ items: Told[] }>(username, 'GET', `/scoring/notices${query}`)).items.map(
        ({ id }) => id,
      );
    expect(await ids('hospital')).toEqual([notice.id]);
    expect(await ids('pharmacy')).toEqual([]);
    expect(
      await ids('auditor', `?person=${DOCTOR}&year=2025&office=110105&institution=${HOSPITAL}&state=SERVED`),
    ).toEqual([notice.id]);
    expect(await ids('auditor', '?state=UNSERVED')).toEqual([]);
    expect(await ids('auditor', '?year=2024')).toEqual([]);
  });
});

describe('one act scored by the agency first, then after the penalty (PQ2025:18, S6)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  it('2 and later 11 adds 9 on its own day', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-01', effectiveOn: '2025-09-01' };
    const summons = await agreementMeasure(bureau, ['SUMMONS'], days);
    const conductId = '检〔2025〕001号/v1';
    const of = (kind: string, caseId: string, circumstance: string) =>
      standAlone('2025-09-10', [found(DOCTOR, { conductId, circumstance, degree: 'IMPORTANT' })], {
        source: { kind, caseId },
      });
    const first = await noticed(bureau, of('AGREEMENT_MEASURE', summons, 'PQ2025:20(1)'), DOCTOR);
    expect([first.points, first.yearTotalAfter, first['measure']]).toEqual([2, 2, null]);

    const fined = await penalty(bureau, '40', HOSPITAL, '2025-09-05');
    const body = of('PENALTY_DECISION', fined, 'PQ2025:23(1)');
    const determination = await bureau.told<Told & { warnings: object[] }>(
      'city-bureau',
      'POST',
      DETERMINATIONS,
      body,
    );
    expect(determination.warnings).toEqual([
      {
        pointer: '/findings/0/conductId',
        code: 'ACT_ALREADY_SCORED',
        detail: '该行为此前已对此人记分；本认定对此人各行为合计 11 分，按差额增加 9 分。',
        citation: 'PQ2025:18',
      },
    ]);
    const path = `${DETERMINATIONS}/${determination.id}/notices`;
    const second = await bureau.told<NoticeTold>('city-agency', 'POST', path, {
      personCode: DOCTOR,
      number: numbered('记'),
      ...forMonths(5),
    });
    expect(second).toMatchObject({
      pointsDay: '2025-09-05',
      points: 9,
      pointsAlone: 11,
      yearTotalAfter: 11,
      measure: { kind: 'SUSPENSION', allowedMonths: { min: 5, max: 6 }, months: 5 },
    });
    expect(await workOn(bureau, second.id)).toEqual(['SERVE_NOTICE 110000 -']);
    const { facts, scores } = await ledgerOf(bureau, DOCTOR, '2025-09-10');
    expect(scores.map(({ points, yearTotalAfter }) => [points, yearTotalAfter])).toEqual([
      [2, 2],
      [9, 11],
    ]);
    expect(facts).toMatchObject([
      { type: 'SCORE', on: '2025-09-01', reference: first.id, by: 'district-agency', number: first.number },
      { type: 'SCORE', on: '2025-09-05', reference: second.id, by: 'city-agency', number: second.number },
    ]);
  });
});

describe('the new year (PQ2025:25, S15, S34)', () => {
  it('has no points, while the measure of a decision of 2025-12-30 runs on', async () => {
    const bureau = await ScoringBureau.open('2025-12-30');
    const caseId = await penalty(bureau, '40', HOSPITAL, '2025-12-30');
    const body = standAlone('2025-12-30', [found(NURSE, { circumstance: 'PQ2025:23(1)' })], {
      source: { kind: 'PENALTY_DECISION', caseId },
    });
    const notice = await noticed(bureau, body, NURSE, forMonths(3), 'city-agency', 'city-bureau');
    const served = await serve(bureau, notice.id, servedOn('2025-12-30'), 'city-agency');
    expect(served.now).toMatchObject({
      points: 10,
      objectionDeadline: '2026-01-07',
      measure: { months: 3, from: '2026-01-08', to: '2026-04-07' },
    });
    expect(await ledgerOf(bureau, NURSE, '2025-12-31')).toMatchObject({ yearTotal: 10, status: 'NORMAL' });
    expect(await ledgerOf(bureau, NURSE, '2026-01-08')).toMatchObject({
      yearTotal: 0,
      status: 'SUSPENDED',
      years: [{ year: 2025, total: 10 }],
    });
    await bureau.close();
  });

  it('issues no paper with a day of a year without a calendar', async () => {
    const bureau = await ScoringBureau.open('2026-12-29');
    const notice = await noticed(bureau, standAlone('2026-12-29', [found(NURSE, NINE)]), NURSE, forMonths(1));
    const { now } = await serve(bureau, notice.id, servedOn('2026-12-29'));
    expect(now.provisional).toBe(true);
    expect(
      await bureau.refused('district-agency', `/scoring/notices/${notice.id}/measure-notice`, {
        number: numbered('停'),
      }),
    ).toEqual([' CALENDAR_YEAR_MISSING PQ2025:34']);
    await bureau.close();
  });
});

describe('issue and service', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  it('is for people the determination scores', async () => {
    const body = standAlone('2025-09-10', [found(NURSE)], {
      notScored: [{ personCode: PHARMACIST, reasons: '不知情' }],
    });
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    for (const personCode of [PHARMACIST, DOCTOR, 'D-nobody']) {
      expect(
        await bureau.refused('district-agency', `${DETERMINATIONS}/${id}/notices`, {
          personCode,
          number: numbered('记'),
        }),
      ).toEqual(['/personCode UNKNOWN_REFERENCE PQ2025:24']);
    }
    expectProblem(
      await bureau.ask('district-agency', 'POST', `${DETERMINATIONS}/none/notices`, {
        personCode: NURSE,
        number: numbered('记'),
      }),
      404,
      'NOT_FOUND',
    );
  });

  it('rests on a decision that still stands', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-01');
    const body = standAlone('2025-09-10', [found(NURSE, { circumstance: 'PQ2025:21(1)' })], {
      source: { kind: 'PENALTY_DECISION', caseId },
    });
    const { id } = await bureau.told<Told>('city-bureau', 'POST', DETERMINATIONS, body);
    await bureau.told('city-bureau', 'POST', `/cases/${caseId}/decision/reversal`, {
      kind: 'WITHDRAWN',
      by: 'COURT',
      documentNo: '行初1号',
      on: '2025-09-10',
      reasons: '法院撤销',
    });
    const form = { personCode: NURSE, number: numbered('记') };
    expect(await bureau.refused('city-agency', `${DETERMINATIONS}/${id}/notices`, form)).toEqual([
      ' DECISION_WITHDRAWN PQ2025:16',
    ]);
  });

  it('is back-dated only by a second person, with a reason, never before its ground', async () => {
    const body = standAlone('2025-09-08', [found(TECHNICIAN)], { backdating: { reason: '事后补录' } });
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    const path = `${DETERMINATIONS}/${id}/notices`;
    const form = { personCode: TECHNICIAN, number: numbered('记') };
    expect(await bureau.refused('district-agency', path, { ...form, issuedOn: '2025-09-09' })).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:24',
      '/issuedOn SECOND_PERSON_REQUIRED -',
      '/backdating BACKDATING_REASON_REQUIRED -',
    ]);
    const backdating = { reason: '系统停机，纸质先行' };
    expect(
      await bureau.refused('district-agency-2', path, { ...form, issuedOn: '2025-09-07', backdating }),
    ).toEqual(['/issuedOn DATE_ORDER PQ2025:24', '/issuedOn DATE_ORDER PQ2025:24']);
    expect(await bureau.refused('district-agency-2', path, { ...form, issuedOn: '2025-09-11' })).toEqual([
      '/issuedOn DATE_ORDER PQ2025:24',
    ]);
    const notice = await bureau.told<NoticeTold>('district-agency-2', 'POST', path, {
      ...form,
      issuedOn: '2025-09-09',
      backdating,
    });
    expect(notice).toMatchObject({ issuedOn: '2025-09-09', backdatingReason: '系统停机，纸质先行' });
  });

  it('asks of each way of service what that way needs', async () => {
    const { id } = await noticed(bureau, standAlone('2025-09-10', [found(PHARMACIST)]), PHARMACIST);
    const path = `/scoring/notices/${id}/service`;
    const faultsOf = async (change: object): Promise<string[]> => {
      const answer = await bureau.ask('district-agency', 'POST', path, {
        ...servedOn('2025-09-10'),
        ...change,
      });
      const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
      return (errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
    };
    const refusal = { reason: '拒绝签收', witnesses: ['见证人甲'] };
    expect(await faultsOf({ method: 'LEFT' })).toEqual(['/refusal REQUIRED']);
    expect(await faultsOf({ method: 'LEFT', refusal: { ...refusal, witnesses: [] } })).toEqual([
      '/refusal/witnesses INVALID_VALUE',
    ]);
    expect(await faultsOf({ refusal })).toEqual(['/refusal INVALID_VALUE']);
    expect(await faultsOf({ method: 'ELECTRONIC' })).toEqual(['/consent REQUIRED']);
    expect(await faultsOf({ method: 'ANNOUNCEMENT' })).toEqual(['/deemedBasis REQUIRED']);

    expect(await bureau.refused('district-agency', path, servedOn('2025-09-09'))).toEqual([
      '/receivedOn DATE_ORDER PQ2025:34',
      '/receivedOn SECOND_PERSON_REQUIRED -',
      '/backdating BACKDATING_REASON_REQUIRED -',
    ]);
    expect(await bureau.refused('district-agency', path, servedOn('2025-09-11'))).toEqual([
      '/receivedOn DATE_ORDER PQ2025:34',
    ]);
    expectProblem(await bureau.ask('city-agency', 'POST', path, servedOn('2025-09-10')), 403, 'FORBIDDEN');
    const consent = { documentNo: '电送〔2025〕1号', on: '2025-09-11' };
    expect(
      await bureau.refused(
        'district-agency',
        path,
        servedOn('2025-09-10', { method: 'ELECTRONIC', consent }),
      ),
    ).toEqual(['/consent/on DATE_ORDER PQ2025:34']);
    expect(await serve(bureau, id, servedOn('2025-09-10', { method: 'LEFT', refusal }))).toMatchObject({
      services: [{ method: 'LEFT', refusal }],
      now: { objectionDeadline: '2025-09-17', measure: null },
    });
  });

  it('is recorded once a recipient, corrected by a second person, both on record', async () => {
    const notice = await noticed(
      bureau,
      standAlone('2025-09-10', [found(PRINCIPAL, NINE)], atPharmacy),
      PRINCIPAL,
      forMonths(1),
    );
    bureau.today('2025-09-12');
    const path = `/scoring/notices/${notice.id}/service`;
    const late = servedOn('2025-09-11', { backdating: { reason: '回证迟到' } });
    expect(await bureau.refused('district-agency', path, late)).toEqual([
      '/receivedOn SECOND_PERSON_REQUIRED -',
    ]);
    await serve(bureau, notice.id, late, 'district-agency-2');
    expectProblem(await bureau.ask('district-agency', 'POST', path, servedOn('2025-09-12')), 409, 'CONFLICT');
    const corrected = servedOn('2025-09-12', { correction: { reason: '看错日期' } });
    expect(await bureau.refused('district-agency-2', path, corrected)).toEqual([
      '/correction SECOND_PERSON_REQUIRED -',
    ]);
    const { services, now } = await serve(bureau, notice.id, corrected);
    expect(services.map(({ receivedOn, stands, by }) => [receivedOn, stands, by])).toEqual([
      ['2025-09-11', false, 'district-agency-2'],
      ['2025-09-12', true, 'district-agency'],
    ]);
    expect(now).toMatchObject({ objectionDeadline: '2025-09-19', measure: { from: '2025-09-20' } });
    expect(await workOn(bureau, notice.id)).toContain('ISSUE_MEASURE_NOTICE 110105 2025-09-20');
    const { facts } = await ledgerOf(bureau, PRINCIPAL, '2025-09-12');
    expect(facts.map(({ type, on, by }) => [type, on, by])).toEqual([
      ['SCORE', '2025-09-10', 'district-agency'],
      ['RECEIVED', '2025-09-11', 'district-agency-2'],
      ['RECEIVED', '2025-09-12', 'district-agency'],
    ]);
    const toPerson = servedOn('2025-09-12', { recipient: 'PERSON', correction: { reason: '没有可更正的' } });
    expectProblem(await bureau.ask('district-agency', 'POST', path, toPerson), 409, 'CONFLICT');
    expect((await serve(bureau, notice.id, servedOn('2025-09-12', { recipient: 'PERSON' }))).now).toEqual(
      now,
    );
  });
});

describe('a reminder talk that was held (PQ2025:28)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  it('stays held when the proof of service is corrected', async () => {
    const notice = await noticed(bureau, standAlone('2025-09-10', [found(NURSE)]), NURSE);
    await serve(bureau, notice.id, servedOn('2025-09-10'));
    const talk = `REMINDER_TALK ${HOSPITAL} -`;
    expect(await workOn(bureau, notice.id)).toContain(talk);
    bureau.today('2025-09-11');
    const correction = (reason: string) => ({ correction: { reason } });
    await serve(bureau, notice.id, servedOn('2025-09-11', correction('看错日期')), 'district-agency-2');
    expect(await workOn(bureau, notice.id)).toContain(talk);
    const { app } = bureau.app;
    await app.get(Database).write(async (tx, at) => {
      await app.get(ClocksService).close(tx, 'REMINDER_TALK', `notice/${notice.id}`, at);
      const by = { actor: 'hospital', office: HOSPITAL, before: null, after: null, receipt: null };
      return { result: undefined, record: { ...by, action: 'TEST', subject: `notice/${notice.id}` } };
    });
    await serve(bureau, notice.id, servedOn('2025-09-10', correction('原日期无误')));
    expect(await workOn(bureau, notice.id)).toEqual([`OBJECTION_PERIOD ${HOSPITAL} 2025-09-17`]);
  });
});

describe('a ruling that another receipt counts (S16)', () => {
  it('waits for both where the later one counts', async () => {
    const bureau = await ScoringBureau.open('2025-09-10');
    await bureau.told('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'objectionFrom',
      value: 'LATER',
      documentNo: '批复〔2025〕1号',
      validFrom: '2025-09-01',
    });
    const notice = await noticed(
      bureau,
      standAlone('2025-09-10', [found(DOCTOR, NINE)]),
      DOCTOR,
      forMonths(1),
    );
    expect(await workOn(bureau, notice.id)).toEqual([
      'SERVE_NOTICE 110105 -',
      'TELL_INSTITUTION 110105 2025-09-17',
    ]);
    expect((await serve(bureau, notice.id, servedOn('2025-09-10'))).now.objectionDeadline).toBeNull();
    expect(await workOn(bureau, notice.id)).toEqual([`REMINDER_TALK ${HOSPITAL} -`, 'SERVE_NOTICE 110105 -']);
    bureau.today('2025-09-12');
    const { now } = await serve(bureau, notice.id, servedOn('2025-09-12', { recipient: 'PERSON' }));
    expect(now).toMatchObject({ objectionDeadline: '2025-09-19', measure: { from: '2025-09-20' } });
    await bureau.close();
  });
});

describe('months after a re-judgement (S12, S31)', () => {
  it('are chosen anew when a notice issued before comes on record later', async () => {
    const bureau = await ScoringBureau.open('2025-09-10');
    const notice = await noticed(
      bureau,
      standAlone('2025-09-10', [found(DOCTOR, NINE)]),
      DOCTOR,
      forMonths(2),
    );
    await serve(bureau, notice.id, servedOn('2025-09-10'));
    const circular = standAlone(
      '2025-09-05',
      [found(DOCTOR, { conductId: 'c2', circumstance: 'PQ2025:20(2)' })],
      {
        source: {
          kind: 'CIRCULAR',
          documentNo: '通报1号',
          authority: '市医保局',
          on: '2025-09-01',
          institution: HOSPITAL,
        },
      },
    );
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, circular);
    await bureau.told('district-agency-2', 'POST', `${DETERMINATIONS}/${id}/notices`, {
      personCode: DOCTOR,
      number: numbered('记'),
      issuedOn: '2025-09-05',
      backdating: { reason: '当时已出具，系统停用，事后补录' },
    });
    const path = `/scoring/notices/${notice.id}`;
    expect(await bureau.told('auditor', 'GET', path)).toMatchObject({
      points: 9,
      yearTotalAfter: 9,
      now: {
        yearTotalAfter: 10,
        measure: { allowedMonths: { min: 3, max: 4 }, months: 3, to: '2025-12-17' },
      },
    });
    const choose = (months: number) => ({ months, reasons: '情节较重' });
    expect(await bureau.refused('district-agency', `${path}/months`, choose(2))).toEqual([
      '/months MONTHS_OUT_OF_RANGE PQ2025:26.2',
    ]);
    const chosen = await bureau.told<NoticeTold>('district-agency', 'POST', `${path}/months`, choose(4));
    expect(chosen).toMatchObject({
      monthsChosen: [{ months: 4, reasons: '情节较重', by: 'district-agency' }],
      now: { measure: { months: 4, from: '2025-09-18', to: '2026-01-17' } },
    });
    expect(await workOn(bureau, notice.id)).toContain('ISSUE_MEASURE_NOTICE 110105 2025-09-18');
    expectProblem(await bureau.ask('district-agency', 'POST', `${path}/months`, choose(3)), 409, 'CONFLICT');
    const { facts } = await ledgerOf(bureau, DOCTOR, '2025-09-10');
    expect(facts.map(({ type }) => type)).toEqual(['SCORE', 'RECEIVED', 'SCORE', 'MONTHS']);
    await bureau.close();
  });
});

describe('a score of an earlier day, noticed later (PQ2025:24, 26; S11, S13)', () => {
  it('carries what the total then leads to; the notice before it keeps what it said', async () => {
    const bureau = await ScoringBureau.open('2025-06-30');
    const six = found(NURSE, { circumstance: 'PQ2025:21(4)', basis: '某规定', degree: 'PRINCIPAL' });
    const first = await noticed(bureau, standAlone('2025-06-30', [six]), NURSE);
    await serve(bureau, first.id, servedOn('2025-06-30'));
    bureau.today('2025-11-03');
    const circular = standAlone(
      '2025-11-03',
      [found(NURSE, { conductId: '检〔2025〕1号/2', circumstance: 'PQ2025:20(2)', degree: 'PRINCIPAL' })],
      {
        source: {
          kind: 'CIRCULAR',
          documentNo: '通报2号',
          authority: '市医保局',
          on: '2025-06-20',
          institution: HOSPITAL,
        },
      },
    );
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, circular);
    const notice = { personCode: NURSE, number: numbered('记') };
    expect(await bureau.refused('district-agency', `${DETERMINATIONS}/${id}/notices`, notice)).toEqual([
      '/months MONTHS_REQUIRED PQ2025:26.2',
    ]);
    const late = await bureau.told<NoticeTold>('district-agency', 'POST', `${DETERMINATIONS}/${id}/notices`, {
      ...notice,
      ...forMonths(1),
    });
    expect([late.points, late.yearTotalAfter, late.now.measure?.['from']]).toEqual([3, 9, null]);
    expect(await bureau.told('auditor', 'GET', `/scoring/notices/${first.id}`)).toMatchObject({
      now: { yearTotalAfter: 6, measure: null },
    });
    const served = await serve(bureau, late.id, servedOn('2025-11-03'));
    expect(served.now.measure).toMatchObject({ months: 1, from: '2025-11-11', to: '2025-12-10' });
    expect((await ledgerOf(bureau, NURSE, '2025-11-10')).status).toBe('NORMAL');
    expect((await ledgerOf(bureau, NURSE, '2025-11-11')).status).toBe('SUSPENDED');
    await bureau.close();
  });
});

describe('two agencies at once (S7)', () => {
  it('both stand, and the totals are those of some order', async () => {
    const bureau = await ScoringBureau.open('2025-09-10');
    const determined = async (agency: string, conductId: string, circumstance: string): Promise<string> => {
      const finding = found(DOCTOR, { conductId, circumstance, basis: '某规定第一条' });
      return (await bureau.told<Told>(agency, 'POST', DETERMINATIONS, standAlone('2025-09-10', [finding])))
        .id;
    };
    const ids = {
      'district-agency': await determined('district-agency', 'c1', 'PQ2025:21(4)'),
      'city-agency': await determined('city-agency', 'c2', 'PQ2025:22(3)'),
    };
    const notices = await Promise.all(
      Object.entries(ids).map(([agency, id]) =>
        bureau.told<NoticeTold>(agency, 'POST', `${DETERMINATIONS}/${id}/notices`, {
          personCode: DOCTOR,
          number: numbered('记'),
          ...forMonths(5),
        }),
      ),
    );
    expect(notices.map(({ points }) => points)).toEqual([4, 7]);
    const totals = notices.map(({ yearTotalAfter }) => yearTotalAfter);
    expect([
      [4, 11],
      [11, 7],
    ]).toContainEqual(totals);
    const { yearTotal, scores } = await ledgerOf(bureau, DOCTOR, '2025-09-10');
    expect([yearTotal, scores.map(({ id }) => id).sort()]).toEqual([11, notices.map(({ id }) => id).sort()]);
    await bureau.close();
  });
});

describe('what if this notice were issued', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  it('is answered from the file, and nothing is written', async () => {
    const eight = found(NURSE, { points: 8, reasons: '情节' });
    await noticed(bureau, standAlone('2025-09-10', [eight]), NURSE);
    const lines = await bureau.written();
    const finding = { conductId: 'c9', circumstance: 'PQ2025:20(1)', degree: 'GENERAL' };
    const form = {
      effectiveOn: '2025-09-10',
      findings: [finding],
      months: 2,
      receivedOn: '2025-09-26',
      asOf: '2025-10-11',
    };
    const path = `/scoring/persons/${NURSE}/preview`;
    const { before, after } = await bureau.told<{ before: object; after: object }>(
      'district-bureau',
      'POST',
      path,
      form,
    );
    expect(before).toMatchObject({ yearTotal: 8, status: 'NORMAL', scores: [{ points: 8, measure: null }] });
    expect(after).toMatchObject({
      asOf: '2025-10-11',
      yearTotal: 9,
      status: 'SUSPENDED',
      scores: [{ points: 8 }, { points: 1, measure: { months: 2, from: '2025-10-11', to: '2025-12-10' } }],
      timeline: [{ from: '2025-10-11', to: null, status: 'SUSPENDED' }],
    });
    expect(
      await bureau.refused('city-agency', path, {
        ...form,
        months: 3,
        findings: [{ ...finding, points: 4 }],
      }),
    ).toEqual(['/findings/0/points POINTS_OUT_OF_RANGE PQ2025:20(1)']);
    expect(await bureau.refused('city-agency', path, { ...form, months: 3 })).toEqual([
      '/months MONTHS_OUT_OF_RANGE PQ2025:26.2',
    ]);
    expectProblem(
      await bureau.ask('city-agency', 'POST', '/scoring/persons/none/preview', form),
      404,
      'NOT_FOUND',
    );
    expect(await bureau.written()).toBe(lines);
  });

  it('is not for institutions, who read the file of their own people, without other sites’ papers', async () => {
    const elsewhere = standAlone('2025-09-10', [found(DOCTOR, NINE)], {
      source: {
        kind: 'STAND_ALONE',
        reasons: '性质恶劣',
        institution: SECOND_HOSPITAL,
        inspectionNo: '检〔2025〕77号',
      },
    });
    const notice = await noticed(bureau, elsewhere, DOCTOR, forMonths(1));
    await serve(bureau, notice.id, servedOn('2025-09-10'));
    const path = `/scoring/persons/${DOCTOR}/ledger`;
    const answer = await bureau.ask('hospital', 'GET', `${path}?on=2025-09-18`);
    expect(answer.json()).toMatchObject({
      status: 'SUSPENDED',
      yearTotal: 9,
      facts: [],
      scores: [],
      measures: [],
      timeline: [{ from: '2025-09-18', to: null, status: 'SUSPENDED', causes: ['另一执业点'] }],
      trace: [],
    });
    expect(answer.text).not.toContain(notice.id);
    expect(answer.text).not.toContain(SECOND_HOSPITAL);
    expect(answer.text).not.toContain('检〔2025〕77号');
    expectProblem(await bureau.ask('pharmacy', 'GET', path), 404, 'NOT_FOUND');
    expectProblem(await bureau.ask('hospital', 'GET', `/scoring/notices/${notice.id}`), 404, 'NOT_FOUND');
    expectProblem(
      await bureau.ask('hospital', 'POST', `/scoring/persons/${DOCTOR}/preview`, {
        effectiveOn: '2025-09-10',
        findings: [found(DOCTOR)],
      }),
      403,
      'FORBIDDEN',
    );
    const before = await bureau.told<Ledger>('auditor', 'GET', `${path}?knownAt=2025-09-10T01:00:00.000Z`);
    expect([before.facts, before.yearTotal]).toEqual([[], 0]);
    expectProblem(await bureau.ask('auditor', 'GET', `${path}?knownAt=yesterday`), 400, 'INVALID_REQUEST');
  });
});

describe('the file as the institution reads it (PQ2025:24)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  it('holds a notice from its service on, beside the total', async () => {
    const determination = standAlone('2025-09-10', [found(TECHNICIAN)]);
    const notice = await noticed(bureau, determination, TECHNICIAN);
    const before = await bureau.ask('hospital', 'GET', `/scoring/persons/${TECHNICIAN}/ledger`);
    expect(before.json()).toMatchObject({ yearTotal: 7, facts: [], scores: [], measures: [], trace: [] });
    expect(before.text).not.toContain(notice.id);
    await serve(bureau, notice.id, servedOn('2025-09-10'));
    expect(await ledgerOf(bureau, TECHNICIAN, '2025-09-10', 'hospital')).toEqual(
      await ledgerOf(bureau, TECHNICIAN, '2025-09-10'),
    );
  });
});

describe('measures that come with the institution’s (PQ2025:27, S25)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  const findings = (circumstance: string) => [
    found(DOCTOR, { circumstance, degree: 'PRINCIPAL' }),
    found(NURSE, { circumstance }),
  ];
  const linked = (personCode: string, change: object = {}) => ({
    personCode,
    from: '2025-09-10',
    to: '2026-03-09',
    reasons: '负主要责任',
    ...change,
  });

  it('follow a suspended department for the principally responsible only', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-05', effectiveOn: '2025-09-08' };
    const caseId = await agreementMeasure(bureau, ['DEPARTMENT_SERVICE_SUSPENDED'], days);
    const body = standAlone('2025-09-10', findings('PQ2025:22(2)'), {
      source: { kind: 'AGREEMENT_MEASURE', caseId },
    });
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    const path = `${DETERMINATIONS}/${id}/linked-measures`;
    expect(await bureau.refused('district-agency', path, linked(NURSE))).toEqual([
      '/personCode NOT_PRINCIPAL PQ2025:27',
    ]);
    expect(
      await bureau.refused('district-agency', path, linked(DOCTOR, { from: '2025-09-07', to: '2025-09-06' })),
    ).toEqual([
      '/from DATE_ORDER PQ2025:27',
      '/to DATE_ORDER PQ2025:27',
      '/from SECOND_PERSON_REQUIRED -',
      '/backdating BACKDATING_REASON_REQUIRED -',
    ]);
    const measure = await bureau.told<Told>('district-agency', 'POST', path, linked(DOCTOR));
    expect(measure).toMatchObject({
      personCode: DOCTOR,
      kind: 'SUSPENSION',
      from: '2025-09-10',
      to: '2026-03-09',
    });
    expect(await ledgerOf(bureau, DOCTOR, '2025-09-10')).toMatchObject({
      status: 'SUSPENDED',
      yearTotal: 0,
      facts: [{ type: 'LINKED', reference: measure.id, institution: HOSPITAL, by: 'district-agency' }],
    });
    expect(await bureau.refused('district-agency', path, linked(DOCTOR))).toEqual([
      '/personCode DUPLICATE_ID PQ2025:27',
    ]);
  });

  it('do not follow for somebody whose principal responsibility no longer stands (PQ2025:37)', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-05', effectiveOn: '2025-09-08' };
    const caseId = await agreementMeasure(bureau, ['DEPARTMENT_SERVICE_SUSPENDED'], days);
    const finding = found(PHARMACIST, {
      conductId: '检〔2025〕1号/降级',
      circumstance: 'PQ2025:22(2)',
      degree: 'PRINCIPAL',
      points: 8,
      reasons: '情节',
    });
    const body = standAlone('2025-09-10', [finding], { source: { kind: 'AGREEMENT_MEASURE', caseId } });
    const notice = await noticed(bureau, body, PHARMACIST);
    await revised(bureau, notice.id, '2025-09-10', { degree: 'GENERAL', points: 7 });
    const path = `${DETERMINATIONS}/${String(notice['determinationId'])}/linked-measures`;
    expect(await bureau.refused('district-agency', path, linked(PHARMACIST))).toEqual([
      '/personCode NOT_PRINCIPAL PQ2025:27',
    ]);
  });

  it('follow a penalty only where a department’s service was ordered to stop', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-05');
    const body = standAlone(
      '2025-09-10',
      [found(TECHNICIAN, { circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' })],
      {
        source: { kind: 'PENALTY_DECISION', caseId },
      },
    );
    const { id } = await bureau.told<Told>('city-bureau', 'POST', DETERMINATIONS, body);
    const path = `${DETERMINATIONS}/${id}/linked-measures`;
    const ordered = (basis: string) => ({
      departmentSuspension: {
        department: '内科',
        orderedFrom: '2025-09-08',
        orderedTo: '2026-03-07',
        basis,
      },
    });
    const wild = {
      from: '2024-01-01',
      departmentSuspension: {
        department: '没有的科室',
        orderedFrom: '2024-01-01',
        orderedTo: '2099-01-01',
        basis: 'REG735:38',
      },
    };
    expect(await bureau.refused('city-agency', path, linked(TECHNICIAN, wild))).toEqual([
      '/from BEFORE_SCHEME PQ2025:50',
      '/departmentSuspension/department UNKNOWN_REFERENCE -',
      '/departmentSuspension/orderedFrom DATE_ORDER PQ2025:27',
      '/departmentSuspension/orderedTo MONTHS_OUT_OF_RANGE REG735:38',
      '/backdating BACKDATING_REASON_REQUIRED -',
    ]);
    expect(await bureau.refused('city-agency', path, linked(TECHNICIAN, ordered('REG735:38')))).toEqual([
      '/to DATE_ORDER PQ2025:27',
    ]);
    const none = ['/departmentSuspension NO_LINKED_MEASURE PQ2025:27'];
    expect(await bureau.refused('city-agency', path, linked(TECHNICIAN))).toEqual(none);
    expect(
      await bureau.refused(
        'city-agency',
        path,
        linked(TECHNICIAN, { ...ordered('REG735:40'), to: '2026-03-07' }),
      ),
    ).toEqual(none);
    expect(
      await bureau.told(
        'city-agency',
        'POST',
        path,
        linked(TECHNICIAN, { ...ordered('REG735:38'), to: '2026-03-07' }),
      ),
    ).toMatchObject({
      kind: 'SUSPENSION',
      citation: 'REG735:38',
    });
  });

  it('do not follow a stand-alone determination', async () => {
    const body = standAlone('2025-09-10', [found(PHARMACIST, NINE)]);
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    expect(
      await bureau.refused('district-agency', `${DETERMINATIONS}/${id}/linked-measures`, linked(PHARMACIST)),
    ).toEqual(['/departmentSuspension NO_LINKED_MEASURE PQ2025:27']);
  });
});

describe('the paper of a measure', () => {
  let bureau: ScoringBureau;
  let first: NoticeTold;
  let second: NoticeTold;
  const paper = (id: string, number: string): Promise<Served> =>
    bureau.told('district-agency', 'POST', `/scoring/notices/${id}/measure-notice`, { number });
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
    const act = (name: string) => found(NURSE, { conductId: `检〔2025〕1号/${name}` });
    first = await noticed(bureau, standAlone('2025-09-10', [act('甲')]), NURSE);
    second = await noticed(bureau, standAlone('2025-09-10', [act('乙')]), NURSE);
    await serve(bureau, second.id, servedOn('2025-09-10'));
  });
  afterAll(() => bureau.close());

  it('has a number of its own among all papers of scoring', async () => {
    const path = `/scoring/notices/${second.id}/measure-notice`;
    expect(await bureau.refused('district-agency', path, { number: first.number })).toEqual([
      '/number DUPLICATE_ID -',
    ]);
    const { measureNotices } = await paper(second.id, '终〔2025〕1号');
    expect(measureNotices).toMatchObject([
      { number: '终〔2025〕1号', kind: 'TERMINATION', yearTotal: 14, years: 1, from: '2025-09-18' },
    ]);
    const body = standAlone('2025-09-10', [found(DOCTOR)]);
    const { id } = await bureau.told<Told>('district-agency', 'POST', DETERMINATIONS, body);
    const form = { personCode: DOCTOR, number: '终〔2025〕1号' };
    expect(await bureau.refused('district-agency', `${DETERMINATIONS}/${id}/notices`, form)).toEqual([
      '/number DUPLICATE_ID -',
    ]);
  });

  it('is awaited and issued anew when only its ground changed', async () => {
    expect(await workOn(bureau, second.id)).not.toContain('ISSUE_MEASURE_NOTICE 110105 2025-09-18');
    await revised(bureau, second.id, '2025-09-10', { circumstance: 'PQ2025:21(1)', points: 6 });
    expect(await workOn(bureau, second.id)).toContain('ISSUE_MEASURE_NOTICE 110105 2025-09-18');
    const { measureNotices } = await paper(second.id, '终〔2025〕2号');
    const same = { kind: 'TERMINATION', years: 1, from: '2025-09-18', to: '2026-09-17' };
    expect(measureNotices).toMatchObject([
      { ...same, yearTotal: 14 },
      { ...same, yearTotal: 13 },
    ]);
    const again = { number: '终〔2025〕3号' };
    expectProblem(
      await bureau.ask('district-agency', 'POST', `/scoring/notices/${second.id}/measure-notice`, again),
      409,
      'CONFLICT',
    );
  });
});

describe('the number of an act (PQ2025:18, S6)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-10');
  });
  afterAll(() => bureau.close());

  interface Determined extends Told {
    readonly findings: { readonly conductId: string }[];
    readonly warnings: { readonly pointer: string; readonly code: string }[];
  }
  const determine = (conductId: string, circumstance: string): Promise<Determined> =>
    bureau.told(
      'district-agency',
      'POST',
      DETERMINATIONS,
      standAlone('2025-09-10', [found(NURSE, { conductId, circumstance, basis: '某规定' })]),
    );
  const issue = (id: string): Promise<NoticeTold> =>
    bureau.told('district-agency', 'POST', `${DETERMINATIONS}/${id}/notices`, {
      personCode: NURSE,
      number: numbered('记'),
    });

  it('is one however it is typed: the act scores once, and the notice says so again', async () => {
    const scope = { pointer: '/findings/0/conductId', code: 'CONDUCT_NOT_OF_INSPECTION' };
    const one = await determine('X1', 'PQ2025:20(3)');
    const other = await determine(' ｘ1 ', 'PQ2025:22(1)');
    expect([one, other].map(({ findings }) => findings[0]?.conductId)).toEqual(['X1', 'X1']);
    for (const { warnings } of [one, other]) expect(warnings).toMatchObject([scope]);
    expect(await issue(one.id)).toMatchObject({ points: 1, warnings: [] });
    expect(await issue(other.id)).toMatchObject({
      points: 6,
      pointsAlone: 7,
      yearTotalAfter: 7,
      warnings: [
        {
          pointer: '/findings/0/conductId',
          code: 'ACT_ALREADY_SCORED',
          detail: '该行为此前已对此人记分；本认定对此人各行为合计 7 分，按差额增加 6 分。',
          citation: 'PQ2025:18',
        },
      ],
    });
  });
});
