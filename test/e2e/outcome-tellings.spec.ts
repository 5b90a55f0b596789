import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { filed, historyOf, readyToDecide, servedToday, stepOn, workOn } from '../support/appeals.js';
import { agreementMeasure, penalty } from '../support/decided-cases.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  ScoringBureau,
  servedOn,
  standAlone,
  type Told,
} from '../support/scoring.js';

interface WithTellings extends Told {
  readonly state: string;
  readonly outcomeTold: {
    readonly told: readonly { readonly recipient: string; readonly toldOn: string; readonly proof: string }[];
    readonly untold: readonly string[];
  } | null;
  readonly steps: readonly { readonly step: string; readonly state: string; readonly on?: string }[];
}

const telling = (recipient: string, toldOn: string, change: object = {}): object => ({
  recipient,
  method: 'POST',
  toldOn,
  toldBy: '告知人甲',
  receivedBy: '医保办',
  proof: '挂号信回执',
  ...change,
});

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open('2025-09-26');
});
afterEach(() => bureau.close());

describe('the outcome of an objection is told to both sides (PQ2025:37)', () => {
  let id: string;
  const tell = (username: string, body: object): Promise<WithTellings> =>
    bureau.told(username, 'POST', `/objections/${id}/outcome-tellings`, body);
  const asked = (username: string, body: object) =>
    bureau.ask(username, 'POST', `/objections/${id}/outcome-tellings`, body);
  const refused = { outcome: 'REFUSED', reasons: '证据充分' };

  const ofDistrict = async (): Promise<void> => {
    const notice = await noticed(bureau, standAlone('2025-09-26', [found(DOCTOR)]), DOCTOR);
    await servedToday(bureau, notice.id, '2025-09-26');
    ({ id } = await filed(bureau, notice.id, '2025-09-26'));
    await readyToDecide(bureau, id, '2025-09-26');
  };

  it('asks for it by a clock without a day, until both were told', async () => {
    await ofDistrict();
    expectProblem(await asked('district-agency', telling('PERSON', '2025-09-26')), 409, 'CONFLICT');
    bureau.today('2025-10-15');
    const decided = await stepOn(bureau, 'district-agency-2', id, 'decision', refused);
    expect(decided).toMatchObject({ outcomeTold: { told: [], untold: ['INSTITUTION', 'PERSON'] } });
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    bureau.today('2025-10-16');
    const first = await tell('district-agency', telling('INSTITUTION', '2025-10-15'));
    expect(first).toMatchObject({
      state: 'DECIDED',
      outcomeTold: {
        told: [{ recipient: 'INSTITUTION', method: 'POST', toldOn: '2025-10-15', proof: '挂号信回执' }],
        untold: ['PERSON'],
      },
    });
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    const second = await tell('district-agency', telling('PERSON', '2025-10-16'));
    expect(second.outcomeTold?.untold).toEqual([]);
    expect(second.steps.map(({ step }) => step).slice(-3)).toEqual([
      'DECIDED',
      'OUTCOME_TOLD',
      'OUTCOME_TOLD',
    ]);
    expect(await workOn(bureau, `objection/${id}`)).toEqual([]);
    const seen = await bureau.told<WithTellings>('person', 'GET', `/objections/${id}`);
    expect(seen.outcomeTold?.told.map(({ recipient, toldOn }) => `${recipient} ${toldOn}`)).toEqual([
      'INSTITUTION 2025-10-15',
      'PERSON 2025-10-16',
    ]);
  });

  it('by the district agency only, on a day since the outcome, once, and corrected by another', async () => {
    await ofDistrict();
    bureau.today('2025-10-15');
    await stepOn(bureau, 'district-agency-2', id, 'decision', refused);
    for (const username of ['city-agency', 'district-bureau', 'hospital', 'auditor'])
      expectProblem(await asked(username, telling('PERSON', '2025-10-15')), 403, 'FORBIDDEN');
    const path = `/objections/${id}/outcome-tellings`;
    for (const day of ['2025-10-14', '2025-10-16']) {
      expect(await bureau.refused('district-agency', path, telling('PERSON', day))).toEqual([
        '/toldOn DATE_ORDER PQ2025:37',
      ]);
    }
    const correction = { correction: { reason: '凭证有误' } };
    const early = await asked('district-agency', telling('PERSON', '2025-10-15', correction));
    expectProblem(early, 409, 'CONFLICT');
    await tell('district-agency', telling('PERSON', '2025-10-15'));
    expectProblem(await asked('district-agency', telling('PERSON', '2025-10-15')), 409, 'CONFLICT');
    const another = telling('PERSON', '2025-10-15', { ...correction, proof: '签收单' });
    expect(await bureau.refused('district-agency', path, another)).toEqual([
      '/correction SECOND_PERSON_REQUIRED -',
    ]);
    const corrected = await tell('district-agency-2', another);
    expect(corrected.outcomeTold).toMatchObject({
      told: [{ recipient: 'PERSON', proof: '签收单' }],
      untold: ['INSTITUTION'],
    });
  });

  it('anew when the bureau decided the further objection (PQ2025:35)', async () => {
    await ofDistrict();
    await stepOn(bureau, 'district-agency-2', id, 'decision', refused);
    await tell('district-agency', telling('INSTITUTION', '2025-09-26'));
    await tell('district-agency', telling('PERSON', '2025-09-26'));
    const further = { grounds: '证据不足', requested: '撤销', filedBy: 'PERSON' };
    await stepOn(bureau, 'person', id, 'further-objection', further);
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['DECIDE_OBJECTION 110105 -']);
    const upheld = { outcome: 'UPHELD', reasons: '证据不足' };
    const closed = await bureau.told<WithTellings>(
      'district-bureau',
      'POST',
      `/objections/${id}/decision`,
      upheld,
    );
    expect(closed).toMatchObject({
      state: 'CLOSED',
      outcomeTold: { told: [], untold: ['INSTITUTION', 'PERSON'] },
    });
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    await tell('district-agency', telling('INSTITUTION', '2025-09-26'));
    await tell('district-agency', telling('PERSON', '2025-09-26'));
    expect(await workOn(bureau, `objection/${id}`)).toEqual([]);
  });

  it('and a withdrawn one, of the person or of the first outcome alone, asks for nothing more', async () => {
    await ofDistrict();
    await stepOn(bureau, 'hospital', id, 'withdrawal', { reasons: '不再申诉' });
    expect(await workOn(bureau, `objection/${id}`)).toEqual([]);
    expectProblem(await asked('district-agency', telling('PERSON', '2025-09-26')), 409, 'CONFLICT');
  });

  it('of a municipal score by the district agency too, also the reasons of its own refusal (PQ2025:34.2)', async () => {
    const caseId = await penalty(bureau, '38', HOSPITAL, '2025-09-26');
    const findings = [found(DOCTOR, { circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' })];
    const body = standAlone('2025-09-26', findings, { source: { kind: 'PENALTY_DECISION', caseId } });
    const notice = await noticed(bureau, body, DOCTOR, {}, 'city-agency', 'city-bureau');
    await servedToday(bureau, notice.id, '2025-09-26', 'city-agency');
    ({ id } = await filed(bureau, notice.id, '2025-09-26'));
    await stepOn(bureau, 'district-agency', id, 'acceptance');
    const first = { agreed: false, opinion: '证据充分' };
    expect(await stepOn(bureau, 'district-agency', id, 'first-review', first)).toMatchObject({
      state: 'FIRST_REFUSED',
      outcomeTold: { untold: ['INSTITUTION', 'PERSON'] },
    });
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['TELL_OUTCOME 110105 -']);
    expectProblem(await asked('city-agency', telling('PERSON', '2025-09-26')), 403, 'FORBIDDEN');
    await tell('district-agency-2', telling('PERSON', '2025-09-26'));
  });

  it('also when the score fell with its decision, and nothing was left to decide', async () => {
    const days = { institution: HOSPITAL, madeOn: '2025-09-24', effectiveOn: '2025-09-25' };
    const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], days);
    const findings = [found(DOCTOR, { circumstance: 'PQ2025:22(2)' })];
    const body = standAlone('2025-09-26', findings, { source: { kind: 'AGREEMENT_MEASURE', caseId } });
    const notice = await noticed(bureau, body, DOCTOR);
    ({ id } = await filed(bureau, notice.id, '2025-09-26'));
    await bureau.told('district-agency', 'POST', `/cases/${caseId}/decision/reversal`, {
      kind: 'WITHDRAWN',
      by: 'RECONSIDERATION',
      documentNo: '京政复〔2025〕1号',
      on: '2025-09-26',
      reasons: '事实不清',
    });
    const ended = await stepOn(
      bureau,
      'district-agency',
      id,
      'outcome-tellings',
      telling('PERSON', '2025-09-26'),
    );
    expect(historyOf(ended)).toEqual(['FILED', 'GROUND_FELL → CLOSED', 'OUTCOME_TOLD → CLOSED']);
    expect(await workOn(bureau, `objection/${id}`)).toEqual(['TELL_OUTCOME 110105 -']);
  });
});

describe('the outcome of a restoration is told (PQ2025:30)', () => {
  let id: string;
  const review = (username: string, which: string, agreed: boolean): Promise<WithTellings> =>
    bureau.told(username, 'POST', `/restorations/${id}/${which}-review`, { agreed, opinion: '整改情况属实' });
  const tell = (username: string, body: object): Promise<WithTellings> =>
    bureau.told(username, 'POST', `/restorations/${id}/outcome-tellings`, body);
  const applied = async (): Promise<void> => {
    ({ id } = await bureau.told<Told>('hospital', 'POST', '/restorations', {
      personCode: DOCTOR,
      reasons: '已整改并完成学习',
      institutionReview: { agreed: true, on: '2025-11-10', opinion: '同意' },
    }));
  };
  beforeEach(async () => {
    // Nine points, a month from 2025-10-11 on.
    const nine = found(DOCTOR, { degree: 'PRINCIPAL' });
    const notice = await noticed(bureau, standAlone('2025-09-26', [nine]), DOCTOR, forMonths(1));
    await bureau.told(
      'district-agency',
      'POST',
      `/scoring/notices/${notice.id}/service`,
      servedOn('2025-09-26'),
    );
    bureau.today('2025-11-10');
    await applied();
  });

  it('refused, to the person and the institution with the reasons, within the fifteen days of the whole', async () => {
    expect(await workOn(bureau, `restoration/${id}`)).toEqual(['DECIDE_RESTORATION 110105 2025-12-01']);
    const refused = await review('district-agency', 'first', false);
    expect(refused.outcomeTold).toEqual({ told: [], untold: ['INSTITUTION', 'PERSON'] });
    expect(await workOn(bureau, `restoration/${id}`)).toEqual(['TELL_OUTCOME 110105 2025-12-01']);
    await tell('district-agency', telling('PERSON', '2025-11-10'));
    const done = await tell('district-agency', telling('INSTITUTION', '2025-11-10'));
    expect(done.outcomeTold?.untold).toEqual([]);
    expect(done.steps.at(-1)).toMatchObject({ step: 'OUTCOME_TOLD', on: '2025-11-10' });
    expect(await workOn(bureau, `restoration/${id}`)).toEqual([]);
    await applied();
  });

  it('granted, to the person; the institution learns it with the status to set', async () => {
    await review('district-agency', 'first', true);
    const path = `/restorations/${id}/outcome-tellings`;
    const body = telling('PERSON', '2025-11-10');
    expectProblem(await bureau.ask('city-agency', 'POST', path, body), 409, 'CONFLICT');
    const granted = await review('city-agency', 'second', true);
    expect(granted).toMatchObject({ state: 'APPROVED', outcomeTold: { told: [], untold: ['PERSON'] } });
    expect(await workOn(bureau, `restoration/${id}`)).toEqual(['TELL_OUTCOME 110000 2025-12-01']);
    expect(await bureau.refused('city-agency', path, telling('PERSON', '2025-11-09'))).toEqual([
      '/toldOn DATE_ORDER PQ2025:30',
    ]);
    expectProblem(await bureau.ask('hospital', 'POST', path, body), 403, 'FORBIDDEN');
    await tell('city-agency', body);
    expect(await workOn(bureau, `restoration/${id}`)).toEqual([]);
  });

  it('withdrawn, to nobody', async () => {
    await bureau.told('hospital', 'POST', `/restorations/${id}/withdrawal`, { reason: '暂不申请' });
    expect(await workOn(bureau, `restoration/${id}`)).toEqual([]);
  });
});
