import { afterEach, describe, expect, it } from '@jest/globals';
import {
  filed,
  objectionBody,
  readyToDecide,
  servedToday,
  stepOn,
  workOn,
  type ObjectionTold,
} from '../support/appeals.js';
import { agreementMeasure } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import type { ToldFault } from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  ScoringBureau,
  servedOn,
  standAlone,
  type NoticeTold,
} from '../support/scoring.js';

const ACT = '检〔2025〕1号/甲';
const NINE = found(DOCTOR, { conductId: ACT, degree: 'PRINCIPAL' });
const TWELVE = { ...NINE, circumstance: 'PQ2025:23(4)', basis: '服务协议第九条' };
const RESIDUAL = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };

let bureau: ScoringBureau;
afterEach(() => bureau.close());

const nowOf = async (id: string): Promise<NoticeTold['now']> =>
  (await bureau.told<NoticeTold>('auditor', 'GET', `/scoring/notices/${id}`)).now;

const told = (recipient: string, toldOn: string): object => ({
  recipient,
  method: 'DIRECT',
  toldOn,
  toldBy: '经办人甲',
  proof: '告知书回执',
});

interface Pair {
  readonly objection: ObjectionTold;
  readonly first: NoticeTold;
  readonly later: NoticeTold;
}

/** Nine points for an act in December, of which a later, graver notice counts the three that it adds. */
async function twoNoticesOfOneAct(): Promise<Pair> {
  bureau = await ScoringBureau.open('2025-12-29');
  const first = await noticed(bureau, standAlone('2025-12-29', [NINE]), DOCTOR, forMonths(1));
  await servedToday(bureau, first.id, '2025-12-29');
  const objection = await filed(bureau, first.id, '2025-12-29');
  await readyToDecide(bureau, objection.id, '2025-12-29');
  bureau.today('2026-01-05');
  const later = await noticed(bureau, standAlone('2026-01-05', [TWELVE]), DOCTOR);
  await servedToday(bureau, later.id, '2026-01-05');
  bureau.today('2026-02-02');
  return { objection, first, later };
}

const upheld = (acknowledged?: readonly string[]): object => ({
  outcome: 'UPHELD',
  reasons: '前次认定不成立；同一行为由后一通知书计分',
  ...(acknowledged !== undefined && { acknowledged }),
});

describe('an objection upheld that makes another notice carry more (PQ2025:34, 37; S6, S31)', () => {
  it('is refused until exactly those notices are acknowledged', async () => {
    const { objection, first, later } = await twoNoticesOfOneAct();
    expect(await nowOf(later.id)).toMatchObject({ points: 3, measure: null });
    const path = `/objections/${objection.id}/decision`;
    const answer = expectProblem(
      await bureau.ask('district-agency-2', 'POST', path, upheld()),
      422,
      'RULE_VIOLATION',
    );
    const [fault] = answer['errors'] as (ToldFault & { detail: string })[];
    expect(fault).toMatchObject({
      pointer: '/acknowledged',
      code: 'OTHER_NOTICE_RAISED',
      citation: 'PQ2025:37',
    });
    expect(fault?.detail).toContain(
      `${later.number}（${later.id}）计分：原为 3 分、无措施，此后 12 分、终止 3 年`,
    );
    expect(await bureau.refused('district-agency-2', path, upheld([first.id, later.id]))).toEqual([
      '/acknowledged/0 NOT_RAISED -',
    ]);
    const refusal = { outcome: 'REFUSED', reasons: '维持', acknowledged: [later.id] };
    expectProblem(await bureau.ask('district-agency-2', 'POST', path, refusal), 400, 'INVALID_REQUEST');
    expect(await nowOf(later.id)).toMatchObject({ points: 3 });
    const decided = await stepOn(bureau, 'district-agency-2', objection.id, 'decision', upheld([later.id]));
    expect(decided).toMatchObject({ state: 'DECIDED', outcome: 'UPHELD' });
    expect(await nowOf(later.id)).toMatchObject({
      points: 12,
      measure: { kind: 'TERMINATION', years: 3, from: '2026-01-13' },
    });
  });

  it('opens the time to object to that notice anew, from the latest telling', async () => {
    const { objection, later } = await twoNoticesOfOneAct();
    const late = objectionBody(later.id, '2026-02-02');
    expect(await bureau.refused('hospital', '/objections', late)).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', upheld([later.id]));
    expect(await workOn(bureau, `notice/${later.id}`)).toEqual([
      'ISSUE_MEASURE_NOTICE 110105 2026-01-13',
      'REMINDER_TALK H11010500001 -',
      'TELL_OUTCOME 110105 -',
    ]);
    const tell = `outcome-tellings`;
    await stepOn(bureau, 'district-agency', objection.id, tell, told('PERSON', '2026-02-02'));
    bureau.today('2026-02-04');
    await stepOn(bureau, 'district-agency', objection.id, tell, told('INSTITUTION', '2026-02-04'));
    expect(await workOn(bureau, `notice/${later.id}`)).toEqual([
      'ISSUE_MEASURE_NOTICE 110105 2026-01-13',
      'OBJECTION_PERIOD H11010500001 2026-02-11',
      'REMINDER_TALK H11010500001 -',
    ]);
    bureau.today('2026-02-11');
    const again = await filed(bureau, later.id, '2026-02-11');
    expect(again).toMatchObject({
      state: 'FILED',
      period: { receivedBy: 'INSTITUTION', receivedOn: '2026-02-04', deadline: '2026-02-11' },
    });
  });

  it('is late again when that time is over', async () => {
    const { objection, later } = await twoNoticesOfOneAct();
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', upheld([later.id]));
    for (const side of ['PERSON', 'INSTITUTION'])
      await stepOn(bureau, 'district-agency', objection.id, 'outcome-tellings', told(side, '2026-02-02'));
    bureau.today('2026-02-10');
    const body = objectionBody(later.id, '2026-02-10');
    expect(await bureau.refused('hospital', '/objections', body)).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
  });

  it('after its own objection was decided too', async () => {
    const { objection, later } = await twoNoticesOfOneAct();
    const own = await filed(
      bureau,
      later.id,
      '2026-01-08',
      {
        filedOn: '2026-01-08',
        backdating: { reason: '窗口当日收件' },
      },
      'district-agency-2',
    );
    await readyToDecide(bureau, own.id, '2026-02-02');
    const kept = { outcome: 'REFUSED', reasons: '维持' };
    expect(await stepOn(bureau, 'district-agency-2', own.id, 'decision', kept)).toMatchObject({
      state: 'DECIDED',
    });
    const second = objectionBody(later.id, '2026-02-02');
    expectProblem(await bureau.ask('hospital', 'POST', '/objections', second), 409, 'CONFLICT');
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', upheld([later.id]));
    expect(await filed(bureau, later.id, '2026-02-02')).toMatchObject({ state: 'FILED', period: null });
  });
});

describe('a decision withdrawn that makes a notice elsewhere carry more (PQ2025:16.3, 37)', () => {
  it('is acknowledged, told and open to objection alike; the months and the paper are asked for', async () => {
    bureau = await ScoringBureau.open('2025-12-22');
    const days = { institution: HOSPITAL, madeOn: '2025-12-19', effectiveOn: '2025-12-22' };
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], days);
    const nine = { ...NINE, circumstance: 'PQ2025:22(2)' };
    const source = { kind: 'AGREEMENT_MEASURE', caseId };
    await noticed(bureau, standAlone('2025-12-22', [nine], { source }), DOCTOR, forMonths(1));
    const later = await noticed(bureau, standAlone('2025-12-22', [NINE]), DOCTOR);
    await servedToday(bureau, later.id, '2025-12-22');
    expect(await nowOf(later.id)).toMatchObject({ points: 0, measure: null });
    bureau.today('2026-02-02');
    const path = `/cases/${caseId}/decision/reversal`;
    const withdrawal = {
      kind: 'WITHDRAWN',
      by: 'COURT',
      documentNo: '京行终〔2026〕1号',
      on: '2026-02-02',
      reasons: '程序违法；同一行为由后一通知书计分',
    };
    expect(await bureau.refused('district-agency', path, withdrawal)).toEqual([
      '/acknowledged OTHER_NOTICE_RAISED PQ2025:37',
    ]);
    await bureau.told('district-agency', 'POST', path, { ...withdrawal, acknowledged: [later.id] });
    expect(await nowOf(later.id)).toMatchObject({
      points: 9,
      measure: { kind: 'SUSPENSION', months: null, from: '2025-12-30', to: null },
    });
    expect(await workOn(bureau, `score/${later.id}`)).toEqual(['CHOOSE_MONTHS 110105 -']);
    const tellings = `/scoring/notices/${later.id}/raise-tellings`;
    expectProblem(
      await bureau.ask('city-agency', 'POST', tellings, told('PERSON', '2026-02-02')),
      403,
      'FORBIDDEN',
    );
    expect(await bureau.told('district-agency', 'POST', tellings, told('INSTITUTION', '2026-02-02'))).toEqual(
      {
        noticeId: later.id,
        by: `case/${caseId}`,
        told: [{ recipient: 'INSTITUTION', toldOn: '2026-02-02' }],
        untold: ['PERSON'],
      },
    );
    expectProblem(
      await bureau.ask('district-agency', 'POST', tellings, told('INSTITUTION', '2026-02-02')),
      409,
      'CONFLICT',
    );
    expect(await workOn(bureau, `notice/${later.id}`)).toEqual([
      'OBJECTION_PERIOD H11010500001 2026-02-09',
      'REMINDER_TALK H11010500001 -',
      'TELL_OUTCOME 110105 -',
    ]);
    const paper = { number: '停〔2026〕1号' };
    expect(
      await bureau.refused('district-agency', `/scoring/notices/${later.id}/measure-notice`, paper),
    ).toEqual([' MONTHS_REQUIRED PQ2025:26.2']);
    const months = { months: 1, reasons: '情节较轻' };
    await bureau.told('district-agency', 'POST', `/scoring/notices/${later.id}/months`, months);
    expect(await workOn(bureau, `notice/${later.id}`)).toContain('ISSUE_MEASURE_NOTICE 110105 2025-12-30');
    expect(await filed(bureau, later.id, '2026-02-02')).toMatchObject({
      state: 'FILED',
      period: { receivedOn: '2026-02-02', deadline: '2026-02-09' },
    });
  });
});

describe('an objection upheld in part raises no act (PQ2025:37, S31)', () => {
  it('neither in points nor in degree or circumstance, even when the sum falls', async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const other = found(DOCTOR, { conductId: '乙', degree: 'PRINCIPAL', ...RESIDUAL });
    const nine = { ...NINE, degree: 'IMPORTANT', points: 9, reasons: '次数较多' };
    const notice = await noticed(bureau, standAlone('2025-09-26', [nine, other]), DOCTOR, forMonths(5));
    await servedToday(bureau, notice.id, '2025-09-26');
    const objection = await filed(bureau, notice.id, '2025-09-26');
    await readyToDecide(bureau, objection.id, '2025-09-26');
    const path = `/objections/${objection.id}/decision`;
    const refused = (finding: object): Promise<string[]> =>
      bureau.refused('district-agency-2', path, {
        outcome: 'UPHELD_IN_PART',
        reasons: '乙不成立',
        findings: [finding],
      });
    const raised = { adjustment: 'RAISE_BAND', grounds: ['INTENT'], points: 12 };
    expect(await refused({ ...nine, ...raised })).toEqual(['/findings/0/points REVISION_RAISES PQ2025:37']);
    expect(await refused({ ...nine, degree: 'PRINCIPAL' })).toEqual([
      '/findings/0/degree REVISION_RAISES PQ2025:37',
    ]);
    const lenient = { adjustment: 'REDUCE_BAND', grounds: ['MADE_GOOD'], points: 9 };
    const graver = { ...nine, circumstance: 'PQ2025:23(4)', basis: '服务协议第九条' };
    expect(await refused({ ...graver, ...lenient })).toEqual([
      '/findings/0/circumstance REVISION_RAISES PQ2025:37',
    ]);
    const decided = await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '乙不成立',
      findings: [{ ...nine, degree: 'GENERAL', points: 8 }],
    });
    expect(decided.effect?.after.years).toEqual([{ year: 2025, total: 8 }]);
  });
});

describe('while months are open to choose (PQ2025:26.2, S12)', () => {
  it('no paper of the measure goes out on months that nobody chose', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const b = found(DOCTOR, { conductId: '乙', degree: 'IMPORTANT', ...RESIDUAL });
    const notice = await noticed(bureau, standAlone('2025-06-16', [NINE, b]), DOCTOR, forMonths(5));
    await servedToday(bureau, notice.id, '2025-06-16');
    const objection = await filed(bureau, notice.id, '2025-06-16');
    await readyToDecide(bureau, objection.id, '2025-06-16');
    const decided = await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '乙较轻',
      findings: [NINE, { ...b, degree: 'GENERAL' }],
    });
    expect(decided).toMatchObject({ state: 'MONTHS_OPEN', monthsOpen: [notice.id] });
    const path = `/scoring/notices/${notice.id}/measure-notice`;
    expect(await bureau.refused('district-agency', path, { number: '停〔2025〕9号' })).toEqual([
      ' MONTHS_REQUIRED PQ2025:26.2',
    ]);
    const months = { months: 3, reasons: '情节一般' };
    await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/months`, months);
    const issued = await bureau.told<NoticeTold>('district-agency', 'POST', path, {
      number: '停〔2025〕9号',
    });
    expect(issued).toMatchObject({ measureNotices: [{ months: 3 }] });
  });
});

describe('while the receipt that counts is missing (PQ2025:34, S16)', () => {
  it('nothing is late, though the person has long had the notice', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const notice = await noticed(bureau, standAlone('2025-06-16', [NINE]), DOCTOR, forMonths(1));
    await bureau.told(
      'district-agency',
      'POST',
      `/scoring/notices/${notice.id}/service`,
      servedOn('2025-06-16', { recipient: 'PERSON', receivedBy: '本人' }),
    );
    bureau.today('2025-08-18');
    expect(await filed(bureau, notice.id, '2025-08-18')).toMatchObject({ state: 'FILED', period: null });
  });
});
