import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MoreThan, Not } from 'typeorm';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
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
  noticed,
  numbered,
  NURSE,
  ScoringBureau,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

interface Ledger {
  readonly status: string;
  readonly yearTotal: number;
  readonly facts: readonly { readonly type: string }[];
}

interface Reviewed {
  readonly outcome: string;
  readonly effects: readonly Effect[];
}

const ledgerOf = (bureau: ScoringBureau, code: string, on: string): Promise<Ledger> =>
  bureau.told('auditor', 'GET', `/scoring/persons/${code}/ledger?on=${on}`);

const typesOf = ({ facts }: Ledger): string[] => facts.map(({ type }) => type);

const reversal = (kind: 'WITHDRAWN' | 'CHANGED', on: string, change: object = {}): object => ({
  kind,
  by: 'RECONSIDERATION',
  documentNo: '京政复〔2025〕1号',
  on,
  reasons: '事实不清',
  ...change,
});

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open('2025-09-26');
});
afterEach(() => bureau.close());

const determined = async (username: string, body: object): Promise<string> =>
  (await bureau.told<Told>(username, 'POST', '/scoring/determinations', body)).id;

const issued = (
  agency: string,
  determinationId: string,
  personCode: string,
  months: object = {},
): Promise<NoticeTold> =>
  bureau.told(agency, 'POST', `/scoring/determinations/${determinationId}/notices`, {
    personCode,
    number: numbered('记'),
    ...months,
  });

const reverse = (username: string, caseId: string, body: object): Promise<unknown> =>
  bureau.told(username, 'POST', `/cases/${caseId}/decision/reversal`, body);

describe('a decision withdrawn takes with it all that rests on it (PQ2025:16.3, 37)', () => {
  it('revokes its points, voids its linked measures and ends its work, in the same change', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], days);
    const findings = [
      found(DOCTOR, { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' }),
      found(NURSE, { circumstance: 'PQ2025:22(2)' }),
    ];
    const source = { kind: 'AGREEMENT_MEASURE', caseId };
    const id = await determined('district-agency', standAlone('2025-09-26', findings, { source }));
    const linked = { personCode: DOCTOR, from: '2025-09-26', to: '2026-03-25', reasons: '负主要责任' };
    await bureau.told('district-agency', 'POST', `/scoring/determinations/${id}/linked-measures`, linked);
    const notice = await issued('district-agency', id, DOCTOR, forMonths(2));
    await servedToday(bureau, notice.id, '2025-09-26');
    const objection = await filed(bureau, notice.id, '2025-09-26');
    expect(await ledgerOf(bureau, DOCTOR, '2025-10-15')).toMatchObject({ status: 'SUSPENDED', yearTotal: 9 });
    expect(await workOn(bureau, `determination/${id}/${NURSE}`)).toEqual(['ISSUE_NOTICE 110105 -']);

    bureau.today('2025-10-15');
    const before = await bureau.written();
    await reverse('district-agency', caseId, reversal('WITHDRAWN', '2025-10-14'));

    const after = await ledgerOf(bureau, DOCTOR, '2025-10-15');
    expect(after).toMatchObject({ status: 'NORMAL', yearTotal: 0, timeline: [], measures: [] });
    expect(typesOf(after)).toEqual(['LINKED', 'SCORE', 'RECEIVED', 'REVOKE', 'LINK_VOIDED']);
    expect(await workOn(bureau, `notice/${notice.id}`)).toEqual([]);
    expect(await workOn(bureau, `determination/${id}/${NURSE}`)).toEqual([]);
    expect(await workOn(bureau, `objection/${objection.id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    const ended = await bureau.told<ObjectionTold>('hospital', 'GET', `/objections/${objection.id}`);
    expect(ended).toMatchObject({ state: 'CLOSED', due: null });
    expect(historyOf(ended)).toEqual(['FILED', 'GROUND_FELL → CLOSED']);
    const entries = await bureau.app.app.get(Database).read.find(RecordEntryEntity, {
      where: { sequence: MoreThan(before), action: Not('SIGNED_IN') },
      order: { sequence: 'ASC' },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      'DECISION_WITHDRAWN',
      'SCORE_REVOKED',
      'MEASURE_UNLINKED',
      'SITE_TOLD',
      'SITE_TOLD',
      'OBJECTION_GROUND_FELL',
    ]);
    const path = `/scoring/determinations/${id}/notices`;
    const late = { personCode: NURSE, number: numbered('记') };
    expect(await bureau.refused('district-agency', path, late)).toEqual([' DECISION_WITHDRAWN PQ2025:16']);
  });

  it('leaves points alone that rest on something else, and judges these anew', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-26');
    const source = { kind: 'PENALTY_DECISION', caseId };
    const six = found(DOCTOR, { conductId: '甲', circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' });
    const id = await determined('city-bureau', standAlone('2025-09-26', [six], { source }));
    await issued('city-agency', id, DOCTOR);
    const other = found(DOCTOR, { conductId: '乙', degree: 'PRINCIPAL' });
    const stays = await noticed(bureau, standAlone('2025-09-26', [other]), DOCTOR);
    expect(stays).toMatchObject({ points: 9, yearTotalAfter: 15, now: { measure: { kind: 'TERMINATION' } } });
    await reverse('city-bureau', caseId, reversal('WITHDRAWN', '2025-09-26'));
    const now = await bureau.told<NoticeTold>('district-agency', 'GET', `/scoring/notices/${stays.id}`);
    expect(now.now).toMatchObject({
      points: 9,
      yearTotalAfter: 9,
      measure: { kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 }, months: null },
    });
    expect(await workOn(bureau, `score/${stays.id}`)).toEqual(['CHOOSE_MONTHS 110105 -']);
  });
});

describe('a decision changed is looked at by who determined (PQ2025:16)', () => {
  let caseId: string;
  let id: string;
  let notice: NoticeTold;
  const findings = [
    found(DOCTOR, { circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' }),
    found(TECHNICIAN, { circumstance: 'PQ2025:21(1)' }),
  ];
  beforeEach(async () => {
    caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-26');
    const source = { kind: 'PENALTY_DECISION', caseId };
    id = await determined('city-bureau', standAlone('2025-09-26', findings, { source }));
    notice = await issued('city-agency', id, DOCTOR);
    await servedToday(bureau, notice.id, '2025-09-26', 'city-agency');
  });
  const review = (username: string, body: object): Promise<Reviewed> =>
    bureau.told(username, 'POST', `/scoring/determinations/${id}/review`, body);
  const change = (): Promise<unknown> =>
    reverse('city-bureau', caseId, reversal('CHANGED', '2025-09-26', { figures: [] }));

  it('by a clock of its own, with nothing done meanwhile, and no notice on findings under review', async () => {
    const path = `/scoring/determinations/${id}/review`;
    const kept = { outcome: 'KEPT', reasons: '仅罚款变更，责任不变' };
    expectProblem(await bureau.ask('city-bureau', 'POST', path, kept), 409, 'CONFLICT');
    await change();
    expect(await workOn(bureau, `determination/${id}`)).toEqual(['REVIEW_DETERMINATION 110000 -']);
    expect(await ledgerOf(bureau, DOCTOR, '2025-09-26')).toMatchObject({ yearTotal: 6 });
    const another = { personCode: TECHNICIAN, number: numbered('记') };
    expect(await bureau.refused('city-agency', `/scoring/determinations/${id}/notices`, another)).toEqual([
      ' DETERMINATION_UNDER_REVIEW PQ2025:16',
    ]);
    expectProblem(await bureau.ask('city-agency', 'POST', path, kept), 403, 'FORBIDDEN');
    expect(await review('city-bureau', kept)).toMatchObject({ outcome: 'KEPT', effects: [] });
    expect(await workOn(bureau, `determination/${id}`)).toEqual([]);
    expect(await issued('city-agency', id, TECHNICIAN)).toMatchObject({ points: 4 });
    expectProblem(await bureau.ask('city-bureau', 'POST', path, kept), 409, 'CONFLICT');
  });

  it('revised, for whom it is revised; who was not yet noticed is determined anew', async () => {
    await change();
    const path = `/scoring/determinations/${id}/review`;
    const graver = { ...findings[0], circumstance: 'PQ2025:23(1)' };
    const body = { outcome: 'REVISED', reasons: '违法行为减少' };
    expect(await bureau.refused('city-bureau', path, { ...body, findings: [graver] })).toEqual([
      '/findings/0/circumstance CIRCUMSTANCE_NOT_FOR_SOURCE PQ2025:23(1)',
    ]);
    const important = { ...findings[0], degree: 'IMPORTANT' };
    const lighter = { ...findings[1], adjustment: 'REDUCE_BAND', grounds: ['MADE_GOOD'] };
    const done = await review('city-bureau', { ...body, findings: [important, lighter] });
    expect(done.effects).toMatchObject([
      {
        personCode: DOCTOR,
        before: { years: [{ year: 2025, total: 6 }] },
        after: { years: [{ year: 2025, total: 5 }] },
      },
    ]);
    const another = { personCode: TECHNICIAN, number: numbered('记') };
    expect(await bureau.refused('city-agency', `/scoring/determinations/${id}/notices`, another)).toEqual([
      ' DETERMINATION_REVISED PQ2025:16',
    ]);
    expect(await workOn(bureau, `case/${caseId}`)).toEqual([]);
    expect(await workOn(bureau, `case/${caseId}/${TECHNICIAN}`)).toEqual([
      'DETERMINE_RESPONSIBILITY 110000 -',
    ]);
    expect(await workOn(bureau, `determination/${id}/${TECHNICIAN}`)).toEqual([]);
    const reviews = await bureau.told<Reviewed[]>('auditor', 'GET', `/scoring/determinations/${id}/reviews`);
    expect(reviews.map(({ outcome }) => outcome)).toEqual(['REVISED']);
  });

  it('revoked, all points of it are', async () => {
    await change();
    const done = await review('city-bureau-2', { outcome: 'REVOKED', reasons: '没有责任' });
    expect(done.effects).toMatchObject([
      { personCode: DOCTOR, after: { years: [{ year: 2025, total: 0 }], scores: [{ points: 0 }] } },
    ]);
    const another = { personCode: TECHNICIAN, number: numbered('记') };
    expect(await bureau.refused('city-agency', `/scoring/determinations/${id}/notices`, another)).toEqual([
      ' DETERMINATION_REVOKED PQ2025:16',
    ]);
    const objection = await bureau.ask('hospital', 'POST', '/objections', {
      noticeId: notice.id,
      grounds: '没有责任',
      requested: '撤销',
      filedBy: 'INSTITUTION',
    });
    expectProblem(objection, 409, 'CONFLICT');
  });
});

describe('a person no longer principally responsible is freed of what came with it (PQ2025:27, S25)', () => {
  it('when the objection is upheld in part', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], days);
    const principal = found(DOCTOR, { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' });
    const source = { kind: 'AGREEMENT_MEASURE', caseId };
    const id = await determined('district-agency', standAlone('2025-09-26', [principal], { source }));
    const linked = { personCode: DOCTOR, from: '2025-09-26', to: '2026-03-25', reasons: '负主要责任' };
    await bureau.told('district-agency', 'POST', `/scoring/determinations/${id}/linked-measures`, linked);
    const notice = await issued('district-agency', id, DOCTOR, forMonths(2));
    const objection = await filed(bureau, notice.id, '2025-09-26');
    await stepOn(bureau, 'district-agency', objection.id, 'acceptance');
    const opinion = { on: '2025-09-26', opinion: '同意' };
    await stepOn(bureau, 'district-agency', objection.id, 'determiner-opinion', opinion);
    const decided = await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '负一般责任',
      findings: [{ ...principal, degree: 'GENERAL' }],
    });
    expect(decided.effect).toMatchObject({
      before: { timeline: [{ from: '2025-09-26', status: 'SUSPENDED' }] },
      after: { years: [{ year: 2025, total: 7 }], measures: [], timeline: [] },
    });
  });
});

describe('a clerical error is corrected by a new paper that names the old', () => {
  const words = {
    field: 'CONDUCT',
    conductId: '检〔2025〕1号/1',
    was: '超标准收费',
    becomes: '超标准收取费用',
  };
  const correct = (notice: NoticeTold, of: readonly object[], number = numbered('更')) => ({
    path: `/scoring/notices/${notice.id}/corrections`,
    body: { number, of, reason: '笔误' },
  });

  it('shows both, and judges nothing anew', async () => {
    const notice = await noticed(bureau, standAlone('2025-09-26', [found(DOCTOR)]), DOCTOR);
    await servedToday(bureau, notice.id, '2025-09-26');
    const facts = typesOf(await ledgerOf(bureau, DOCTOR, '2025-09-26'));
    const name = { field: 'PERSON_NAME', was: '示范申', becomes: '示范甲' };
    const first = correct(notice, [words, name]);
    await bureau.told('district-agency', 'POST', first.path, first.body);
    const again = { ...words, was: words.becomes, becomes: '超标准收取诊查费' };
    const second = correct(notice, [again]);
    await bureau.told('district-agency', 'POST', second.path, second.body);
    expect(await bureau.told('hospital', 'GET', first.path)).toMatchObject({
      number: notice.number,
      conduct: [{ asIssued: '超标准收费', asCorrected: '超标准收取诊查费' }],
      corrections: [
        { number: first.body.number, corrects: notice.number, issuedOn: '2025-09-26', of: [words, name] },
        { number: second.body.number, corrects: first.body.number, of: [again], by: 'district-agency' },
      ],
    });
    expect(typesOf(await ledgerOf(bureau, DOCTOR, '2025-09-26'))).toEqual(facts);
    expectProblem(await bureau.ask('pharmacy', 'GET', first.path), 404, 'NOT_FOUND');
  });

  it('never of points, findings or days, and only where the words stand', async () => {
    const notice = await noticed(bureau, standAlone('2025-09-26', [found(DOCTOR)]), DOCTOR);
    for (const field of ['POINTS', 'ISSUED_ON', 'CIRCUMSTANCE']) {
      const { path, body } = correct(notice, [{ field, was: '7', becomes: '1' }]);
      expectProblem(await bureau.ask('district-agency', 'POST', path, body), 400, 'INVALID_REQUEST');
    }
    const wrong = correct(
      notice,
      [
        { ...words, was: '别的文字' },
        { ...words, conductId: '别的行为' },
      ],
      notice.number,
    );
    expect(await bureau.refused('district-agency', wrong.path, wrong.body)).toEqual([
      '/number DUPLICATE_ID -',
      '/of/0/was WAS_MISMATCH -',
      '/of/1/conductId UNKNOWN_REFERENCE -',
    ]);
    const sound = correct(notice, [words]);
    expectProblem(await bureau.ask('city-agency', 'POST', sound.path, sound.body), 403, 'FORBIDDEN');
    expectProblem(await bureau.ask('hospital', 'POST', sound.path, sound.body), 403, 'FORBIDDEN');
  });
});
