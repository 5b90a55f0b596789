import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  filed,
  historyOf,
  servedToday,
  stepOn,
  workOn,
  type Effect,
  type ObjectionTold,
} from '../support/appeals.js';
import { agreementMeasure, penalty } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  NURSE,
  numbered,
  ScoringBureau,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const DAY = '2025-09-26';
const DAYS = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };
const SUSPENDED = { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' };

interface Reviewed {
  readonly outcome: string;
  readonly opening: object | null;
  readonly notResponsible: readonly string[];
  readonly effects: readonly Effect[];
}

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open(DAY);
});
afterEach(() => bureau.close());

const ledgerOf = (code: string, on: string): Promise<object> =>
  bureau.told('auditor', 'GET', `/scoring/persons/${code}/ledger?on=${on}`);

const determined = async (username: string, findings: readonly { personCode: string }[], source: object) =>
  (
    await bureau.told<Told>(
      username,
      'POST',
      '/scoring/determinations',
      standAlone(DAY, findings, { source }),
    )
  ).id;

const changed = (change: object = {}): object => ({
  kind: 'CHANGED',
  by: 'RECONSIDERATION',
  documentNo: '京政复〔2025〕1号',
  on: DAY,
  reasons: '处理过重',
  ...change,
});

const reversed = (username: string, caseId: string, body: object): Promise<unknown> =>
  bureau.told(username, 'POST', `/cases/${caseId}/decision/reversal`, body);

const reviewed = (username: string, id: string, body: object): Promise<Reviewed> =>
  bureau.told(username, 'POST', `/scoring/determinations/${id}/review`, body);

describe('a review that finds somebody not principally responsible (PQ2025:27, S25, S31)', () => {
  const findings = [DOCTOR, NURSE].map((code) => found(code, SUSPENDED));
  let id: string;
  let caseId: string;
  beforeEach(async () => {
    caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], DAYS);
    id = await determined('district-agency', findings, { kind: 'AGREEMENT_MEASURE', caseId });
    const linked = { personCode: DOCTOR, from: DAY, to: '2026-03-25', reasons: '负主要责任' };
    await bureau.told('district-agency', 'POST', `/scoring/determinations/${id}/linked-measures`, linked);
    await reversed('district-agency', caseId, changed());
  });

  it('voids the linked measure from the start, though no notice was issued; each is determined anew', async () => {
    expect(await ledgerOf(DOCTOR, DAY)).toMatchObject({ status: 'SUSPENDED' });
    const done = await reviewed('district-agency', id, {
      outcome: 'REVISED',
      reasons: '负一般责任',
      findings: findings.map((each) => ({ ...each, degree: 'GENERAL' })),
    });
    expect(done.effects).toMatchObject([
      {
        personCode: DOCTOR,
        before: { timeline: [{ from: DAY, status: 'SUSPENDED' }] },
        after: { measures: [], timeline: [] },
      },
    ]);
    expect(await ledgerOf(DOCTOR, DAY)).toMatchObject({ status: 'NORMAL', measures: [] });
    for (const code of [DOCTOR, NURSE])
      expect(await workOn(bureau, `case/${caseId}/${code}`)).toEqual(['DETERMINE_RESPONSIBILITY 110105 -']);
    const again = { personCode: NURSE, from: DAY, reasons: '负主要责任' };
    const path = `/scoring/determinations/${id}/linked-measures`;
    expect(await bureau.refused('district-agency', path, again)).toEqual([
      '/personCode DETERMINATION_REVISED PQ2025:16',
    ]);
    const anew = findings.map((each) => ({ ...each, degree: 'GENERAL' }));
    await determined('district-agency', anew, { kind: 'AGREEMENT_MEASURE', caseId });
    for (const code of [DOCTOR, NURSE]) expect(await workOn(bureau, `case/${caseId}/${code}`)).toEqual([]);
  });

  it('lists the claims that were refused for it', async () => {
    const { claimsCsv, sendFile } = await import('../support/claims.js');
    bureau.today('2025-10-20');
    const lines = claimsCsv([['1', DOCTOR, '2025-10-15', '5000']]);
    const path = `/claims/batches?institution=${HOSPITAL}`;
    expect((await sendFile(bureau.app, { username: 'hospital' }, path, lines)).status).toBe(201);
    const rejudged = `/claims/rejudged?institution=${HOSPITAL}`;
    expect(await bureau.told('auditor', 'GET', rejudged)).toMatchObject({ forPayment: { lineCount: 0 } });
    await reviewed('district-agency', id, {
      outcome: 'REVISED',
      reasons: '不负责任',
      notResponsible: [DOCTOR],
    });
    expect(await bureau.told('auditor', 'GET', rejudged)).toMatchObject({
      forPayment: { lineCount: 1, amount: '5000.00', lines: [{ serviceDay: '2025-10-15' }] },
      forRecovery: { lineCount: 0 },
    });
  });

  it('revokes the notice of somebody found not responsible, and ends the objection to it', async () => {
    await reviewed('district-agency', id, { outcome: 'KEPT', reasons: '责任不变' });
    const path = `/scoring/determinations/${id}/notices`;
    const form = { personCode: DOCTOR, number: numbered('记'), ...forMonths(2) };
    const notice = await bureau.told<NoticeTold>('district-agency', 'POST', path, form);
    await servedToday(bureau, notice.id, DAY);
    const objection = await filed(bureau, notice.id, DAY);
    await reversed('district-agency', caseId, changed());
    const body = { outcome: 'REVISED', reasons: '没有参与' };
    const review = `/scoring/determinations/${id}/review`;
    const twice = { ...body, notResponsible: [DOCTOR, 'D110105999999', DOCTOR] };
    expect(await bureau.refused('district-agency', review, twice)).toEqual([
      '/notResponsible/1 UNKNOWN_REFERENCE PQ2025:37',
      '/notResponsible/2 DUPLICATE_ID PQ2025:37',
    ]);
    const done = await reviewed('district-agency', id, { ...body, notResponsible: [DOCTOR] });
    expect(done).toMatchObject({
      notResponsible: [DOCTOR],
      effects: [{ personCode: DOCTOR, after: { years: [{ year: 2025, total: 0 }], timeline: [] } }],
    });
    const ended = await bureau.told<ObjectionTold>('hospital', 'GET', `/objections/${objection.id}`);
    expect(historyOf(ended)).toEqual(['FILED', 'GROUND_FELL → CLOSED']);
  });
});

describe('a changed decision is reviewed by what it says now (PQ2025:16, S35)', () => {
  it('by the measures under the agreement', async () => {
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], DAYS);
    const finding = found(DOCTOR, SUSPENDED);
    const id = await determined('district-agency', [finding], { kind: 'AGREEMENT_MEASURE', caseId });
    await reversed('district-agency', caseId, changed({ measures: ['SUMMONS'] }));
    const path = `/scoring/determinations/${id}/review`;
    const body = { outcome: 'REVISED', reasons: '改为约谈' };
    expect(await bureau.refused('district-agency', path, { ...body, findings: [finding] })).toEqual([
      '/findings/0/circumstance CIRCUMSTANCE_NOT_FOR_SOURCE PQ2025:22(2)',
    ]);
    const summoned = { ...finding, circumstance: 'PQ2025:20(1)' };
    expect(await reviewed('district-agency', id, { ...body, findings: [summoned] })).toMatchObject({
      outcome: 'REVISED',
      findings: [{ circumstance: 'PQ2025:20(1)', points: 3 }],
    });
  });

  it('by the articles of a penalty', async () => {
    const caseId = await penalty(bureau, '40', HOSPITAL, DAY);
    const finding = found(DOCTOR, { circumstance: 'PQ2025:23(1)', degree: 'PRINCIPAL' });
    const id = await determined('city-bureau', [finding], { kind: 'PENALTY_DECISION', caseId });
    const reversal = `/cases/${caseId}/decision/reversal`;
    const wrong = changed({
      measures: ['SUMMONS'],
      bases: [
        { violationId: 'v9', basis: 'REG735:38' },
        { violationId: 'v1', basis: 'REG735:38' },
        { violationId: 'v1', basis: 'REG735:39' },
      ],
    });
    expect(await bureau.refused('city-bureau', reversal, wrong)).toEqual([
      '/bases/0/violationId UNKNOWN_REFERENCE -',
      '/bases/2/violationId DUPLICATE_ID -',
      '/measures TRACK_MISMATCH -',
    ]);
    const bases = [{ violationId: 'v1', basis: 'REG735:38' }];
    const withdrawn = { ...changed({ bases }), kind: 'WITHDRAWN' };
    expectProblem(await bureau.ask('city-bureau', 'POST', reversal, withdrawn), 400, 'INVALID_REQUEST');
    await reversed('city-bureau', caseId, changed({ bases }));
    const six = { ...finding, circumstance: 'PQ2025:21(1)' };
    const body = { outcome: 'REVISED', reasons: '改依第三十八条', findings: [six] };
    expect(await reviewed('city-bureau', id, body)).toMatchObject({ findings: [{ points: 6 }] });
  });
});

describe('a determination is looked at again on other grounds too (S28, S35)', () => {
  const opening = { documentNo: '京行终〔2025〕9号', on: DAY, reasons: '吊销被法院撤销' };
  const revoked = { outcome: 'REVOKED', reasons: '依据不存在' };

  it('on the paper that says so, by one person of the office or above it, and decided by another', async () => {
    const source = {
      kind: 'LICENCE_REVOKED',
      documentNo: '卫罚1号',
      authority: '卫生健康委',
      on: DAY,
      institution: HOSPITAL,
      inspectionNo: '检〔2025〕7号',
    };
    const finding = found(DOCTOR, { circumstance: 'PQ2025:23(2)', degree: 'PRINCIPAL' });
    const id = await determined('district-agency', [finding], source);
    const issued = { personCode: DOCTOR, number: numbered('记') };
    const path = `/scoring/determinations/${id}`;
    await bureau.told('district-agency', 'POST', `${path}/notices`, issued);
    expect(await ledgerOf(DOCTOR, DAY)).toMatchObject({ yearTotal: 12 });
    const openings = `${path}/review-openings`;
    const wrong = { ...opening, ground: 'CIRCULAR_WITHDRAWN', on: '2025-09-25' };
    expect(await bureau.refused('district-agency', openings, wrong)).toEqual([
      '/ground GROUND_NOT_FOR_SOURCE PQ2025:37',
      '/on DATE_ORDER PQ2025:37',
    ]);
    const sound = { ...opening, ground: 'LICENCE_RESTORED' };
    expect(await bureau.told('district-agency', 'POST', openings, sound)).toMatchObject({
      outcome: 'OPENED',
      opening: { ground: 'LICENCE_RESTORED', documentNo: '京行终〔2025〕9号', on: DAY },
    });
    expectProblem(await bureau.ask('city-agency', 'POST', openings, sound), 409, 'CONFLICT');
    expect(await workOn(bureau, `determination/${id}`)).toEqual(['REVIEW_DETERMINATION 110105 -']);
    expect(await bureau.refused('district-agency', `${path}/review`, revoked)).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:42',
    ]);
    const done = await reviewed('district-agency-2', id, revoked);
    expect(done).toMatchObject({ outcome: 'REVOKED', opening: null, effects: [{ personCode: DOCTOR }] });
    expect(await ledgerOf(DOCTOR, DAY)).toMatchObject({ yearTotal: 0 });
    const all = await bureau.told<Reviewed[]>('auditor', 'GET', `${path}/reviews`);
    expect(all.map(({ outcome }) => outcome)).toEqual(['OPENED', 'REVOKED']);
    expectProblem(await bureau.ask('district-agency', 'POST', openings, sound), 409, 'CONFLICT');
  });

  it('by the superior of the office, for its own mistake; never by another district', async () => {
    const source = standAlone(DAY, [])['source'] as object;
    const id = await determined('district-agency', [found(DOCTOR)], source);
    const openings = `/scoring/determinations/${id}/review-openings`;
    const mistaken = { ...opening, ground: 'OWN_MISTAKE' };
    expectProblem(await bureau.ask('hospital', 'POST', openings, mistaken), 403, 'FORBIDDEN');
    await bureau.told('city-agency', 'POST', openings, mistaken);
    expect(await reviewed('district-agency', id, revoked)).toMatchObject({ outcome: 'REVOKED' });
  });
});

describe('whoever had a hand in it reviews nothing of it (PQ2025:42)', () => {
  it('who determined anew on review does not decide the further objection', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, DAY);
    const finding = found(DOCTOR, { circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' });
    const id = await determined('city-bureau', [finding], { kind: 'PENALTY_DECISION', caseId });
    const form = { personCode: DOCTOR, number: numbered('记') };
    const path = `/scoring/determinations/${id}/notices`;
    const notice = await bureau.told<NoticeTold>('city-agency', 'POST', path, form);
    await servedToday(bureau, notice.id, DAY, 'city-agency');
    const objection = await filed(bureau, notice.id, DAY);
    await reversed('city-bureau', caseId, changed());
    const findings = [{ ...finding, degree: 'IMPORTANT' }];
    await reviewed('city-bureau-2', id, { outcome: 'REVISED', reasons: '责任较轻', findings });
    await stepOn(bureau, 'district-agency', objection.id, 'acceptance');
    await stepOn(bureau, 'district-agency', objection.id, 'first-review', {
      agreed: false,
      opinion: '不同意',
    });
    const further = { grounds: '不服', requested: '撤销', filedBy: 'INSTITUTION' };
    await stepOn(bureau, 'hospital', objection.id, 'further-objection', further);
    const decision = `/objections/${objection.id}/decision`;
    const refusal = { outcome: 'REFUSED', reasons: '维持' };
    expect(await bureau.refused('city-bureau-2', decision, refusal)).toEqual([
      ' REVIEWER_CONFLICT PQ2025:42',
    ]);
  });
});
