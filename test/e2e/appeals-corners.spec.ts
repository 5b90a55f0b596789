import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
import { agreementMeasure } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  found,
  HOSPITAL,
  noticed,
  ScoringBureau,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const DAY = '2025-09-26';
const SOURCE_DAYS = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open(DAY);
});
afterEach(() => bureau.close());

const objectionOf = (id: string): Promise<ObjectionTold> =>
  bureau.told('hospital', 'GET', `/objections/${id}`);

const withdrawn = (caseId: string): Promise<unknown> =>
  bureau.told('district-agency', 'POST', `/cases/${caseId}/decision/reversal`, {
    kind: 'WITHDRAWN',
    by: 'RECONSIDERATION',
    documentNo: '京政复〔2025〕1号',
    on: DAY,
    reasons: '事实不清',
  });

describe('a further objection withdrawn (PQ2025:35)', () => {
  it('by who made it leaves what the agency decided, and ends for good', async () => {
    const notice = await noticed(bureau, standAlone(DAY, [found(DOCTOR)]), DOCTOR);
    await servedToday(bureau, notice.id, DAY);
    const { id } = await filed(bureau, notice.id, DAY);
    await readyToDecide(bureau, id, DAY);
    await stepOn(bureau, 'district-agency-2', id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '责任较轻',
      findings: [found(DOCTOR, { adjustment: 'REDUCE_BAND', grounds: ['MADE_GOOD'] })],
    });
    const further = { grounds: '证据不足', requested: '撤销', filedBy: 'PERSON' };
    await stepOn(bureau, 'person', id, 'further-objection', further);
    const path = `/objections/${id}/withdrawal`;
    expectProblem(await bureau.ask('hospital', 'POST', path, { reasons: '不再申诉' }), 403, 'FORBIDDEN');
    const closed = await stepOn(bureau, 'person', id, 'withdrawal', { reasons: '不再申诉' });
    expect(closed).toMatchObject({ state: 'CLOSED', outcome: 'UPHELD_IN_PART', due: null });
    expect(historyOf(closed).slice(-2)).toEqual([
      'FURTHER_OBJECTION → FURTHER_OBJECTED',
      'WITHDRAWN → CLOSED',
    ]);
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    const now = await bureau.told<NoticeTold>('district-agency', 'GET', `/scoring/notices/${notice.id}`);
    expect(now.now).toMatchObject({ points: 4 });
    const decision = { outcome: 'REFUSED', reasons: '维持' };
    const late = await bureau.ask('district-bureau', 'POST', `/objections/${id}/decision`, decision);
    expectProblem(late, 409, 'CONFLICT');
    for (const again of ['further-objection', 'withdrawal']) {
      const body = again === 'withdrawal' ? { reasons: '不再申诉' } : further;
      expectProblem(await bureau.ask('person', 'POST', `/objections/${id}/${again}`, body), 409, 'CONFLICT');
    }
    const anew = await bureau.ask('hospital', 'POST', '/objections', objectionBody(notice.id, DAY));
    expectProblem(anew, 409, 'CONFLICT');
  });
});

describe('a ground that falls while months are to be chosen (PQ2025:26.2, 37; S31)', () => {
  it('ends the objection; nobody is said to have chosen months that are not needed any more', async () => {
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], SOURCE_DAYS);
    const seven = found(DOCTOR, { conductId: '甲', circumstance: 'PQ2025:22(2)' });
    const source = { kind: 'AGREEMENT_MEASURE', caseId };
    const first = await noticed(bureau, standAlone(DAY, [seven], { source }), DOCTOR);
    const six = found(DOCTOR, {
      conductId: '乙',
      circumstance: 'PQ2025:21(4)',
      basis: '服务协议第九条',
      degree: 'PRINCIPAL',
    });
    const second = await noticed(bureau, standAlone(DAY, [six]), DOCTOR);
    expect(second.now).toMatchObject({ yearTotalAfter: 13, measure: { kind: 'TERMINATION' } });
    const { id } = await filed(bureau, first.id, DAY);
    await readyToDecide(bureau, id, DAY);
    const decided = await stepOn(bureau, 'district-agency-2', id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '主动挽回损失',
      findings: [{ ...seven, adjustment: 'REDUCE_BAND', grounds: ['MADE_GOOD'] }],
    });
    expect(decided).toMatchObject({ state: 'MONTHS_OPEN', monthsOpen: [second.id] });
    expect(await workOn(bureau, `score/${second.id}`)).toEqual(['CHOOSE_MONTHS 110105 -']);
    await withdrawn(caseId);
    const ended = await objectionOf(id);
    expect(ended).toMatchObject({ state: 'CLOSED', monthsOpen: [] });
    expect(historyOf(ended).slice(3)).toEqual([
      'DECIDED → MONTHS_OPEN',
      'MONTHS_NOT_NEEDED → DECIDED',
      'GROUND_FELL → CLOSED',
    ]);
    expect(await workOn(bureau, `score/${second.id}`)).toEqual([]);
    const now = await bureau.told<NoticeTold>('district-agency', 'GET', `/scoring/notices/${second.id}`);
    expect(now.now).toMatchObject({
      points: 6,
      yearTotalAfter: 6,
      measure: { kind: 'TERMINATION', void: true },
    });
  });
});

describe('a measure with the institution’s whose last day nobody knew (PQ2025:27, 30; S19, S20, S25)', () => {
  let determinationId: string;
  let caseId: string;
  let linkId: string;
  beforeEach(async () => {
    caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], SOURCE_DAYS);
    const principal = found(DOCTOR, { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' });
    const body = standAlone(DAY, [principal], { source: { kind: 'AGREEMENT_MEASURE', caseId } });
    ({ id: determinationId } = await bureau.told<Told>(
      'district-agency',
      'POST',
      '/scoring/determinations',
      body,
    ));
    const path = `/scoring/determinations/${determinationId}/linked-measures`;
    const linked = { personCode: DOCTOR, from: DAY, reasons: '负主要责任' };
    ({ id: linkId } = await bureau.told<Told>('district-agency', 'POST', path, linked));
    bureau.today('2025-12-01');
  });

  const pathOf = (): string =>
    `/scoring/determinations/${determinationId}/linked-measures/${linkId}/last-day`;
  const resumed = (lastDay: string) => ({
    lastDay,
    documentNo: '恢复协议〔2025〕1号',
    reasons: '机构整改完成',
  });
  const application = (on: string) => ({
    personCode: DOCTOR,
    reasons: '已整改并完成学习',
    institutionReview: { agreed: true, on, opinion: '同意' },
  });
  const statusOn = async (on: string): Promise<string> => {
    const path = `/scoring/persons/${DOCTOR}/ledger?on=${on}`;
    return (await bureau.told<{ status: string }>('auditor', 'GET', path)).status;
  };

  it('is not restored while it has none, with the reason', async () => {
    expect(await bureau.refused('hospital', '/restorations', application('2025-12-01'))).toEqual([
      '/appliedOn NO_LAST_DAY PQ2025:30',
    ]);
    expect(await workOn(bureau, `measure/${linkId}`)).toEqual([]);
  });

  it('ends as others do, by restoration, once the institution’s last day is on the file', async () => {
    const told = await bureau.told<object>('district-agency', 'POST', pathOf(), resumed('2025-12-12'));
    expect(told).toMatchObject({ id: linkId, personCode: DOCTOR, from: DAY, to: '2025-12-12' });
    expect(await workOn(bureau, `measure/${linkId}`)).toEqual([`RESTORATION_WINDOW ${HOSPITAL} 2025-12-12`]);
    const { id } = await bureau.told<Told>('hospital', 'POST', '/restorations', application('2025-12-01'));
    const agree = { agreed: true, opinion: '符合恢复条件' };
    await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, agree);
    await bureau.told('city-agency', 'POST', `/restorations/${id}/second-review`, agree);
    expect([await statusOn('2025-12-12'), await statusOn('2025-12-13')]).toEqual(['SUSPENDED', 'NORMAL']);
    const late = await bureau.ask('district-agency-2', 'POST', pathOf(), resumed('2026-01-31'));
    expectProblem(late, 409, 'CONFLICT');
  });

  it('stays suspended after it until it is restored (S19)', async () => {
    await bureau.told('district-agency', 'POST', pathOf(), resumed('2025-11-30'));
    expect(await statusOn('2026-03-01')).toBe('SUSPENDED');
    const path = `/qualifications/${DOCTOR}?on=2025-12-01`;
    const { reasons } = await bureau.told<{ reasons: { code: string }[] }>('hospital', 'GET', path);
    expect(reasons.map(({ code }) => code)).toEqual(['EXPIRED_NOT_RESTORED']);
  });

  it('is on or after the first, recorded by the agency that linked, and corrected by another person', async () => {
    expect(await bureau.refused('district-agency', pathOf(), resumed('2025-09-25'))).toEqual([
      '/lastDay DATE_ORDER PQ2025:27',
    ]);
    expectProblem(await bureau.ask('city-agency', 'POST', pathOf(), resumed('2025-12-12')), 403, 'FORBIDDEN');
    expectProblem(await bureau.ask('hospital', 'POST', pathOf(), resumed('2025-12-12')), 403, 'FORBIDDEN');
    await bureau.told('district-agency', 'POST', pathOf(), resumed('2025-12-12'));
    expect(await bureau.refused('district-agency', pathOf(), resumed('2025-12-21'))).toEqual([
      '/lastDay SECOND_PERSON_REQUIRED -',
    ]);
    await bureau.told('district-agency-2', 'POST', pathOf(), resumed('2025-12-21'));
    expect(await workOn(bureau, `measure/${linkId}`)).toEqual([`RESTORATION_WINDOW ${HOSPITAL} 2025-12-21`]);
  });

  it('is not recorded of one that fell with its decision', async () => {
    bureau.today('2025-12-01');
    await withdrawn(caseId);
    expectProblem(
      await bureau.ask('district-agency', 'POST', pathOf(), resumed('2025-12-12')),
      409,
      'CONFLICT',
    );
  });
});
