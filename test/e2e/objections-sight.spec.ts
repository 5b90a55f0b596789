import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  filed,
  objectionBody,
  readyToDecide,
  servedToday,
  stepOn,
  workOn,
  type ObjectionTold,
} from '../support/appeals.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  found,
  noticed,
  NURSE,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  type Told,
} from '../support/scoring.js';

const DAY = '2025-09-26';
const ELSEWHERE = {
  kind: 'STAND_ALONE',
  reasons: '性质恶劣',
  institution: SECOND_HOSPITAL,
  inspectionNo: '检〔2025〕9号',
};

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open(DAY);
});
afterEach(() => bureau.close());

describe('what an objection shows (PQ2025:25, 37)', () => {
  it('an institution: its own notices and the totals, not those of others, nor who decided', async () => {
    const residual = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };
    const secret = found(DOCTOR, { conductId: '检〔2025〕9号/密', ...residual });
    const body = standAlone(DAY, [secret], { source: ELSEWHERE });
    const other = await noticed(bureau, body, DOCTOR, {}, 'city-agency');
    const own = await noticed(bureau, standAlone(DAY, [found(DOCTOR)]), DOCTOR);
    const objection = await filed(bureau, own.id, DAY);
    await readyToDecide(bureau, objection.id, DAY);
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD',
      reasons: '撤销',
    });
    const path = `/objections/${objection.id}`;
    const seen = await bureau.told<ObjectionTold>('hospital', 'GET', path);
    expect(JSON.stringify(seen)).not.toContain(other.id);
    expect(seen.effect).toMatchObject({
      before: { years: [{ year: 2025, total: 8 }], scores: [{ id: own.id, points: 7 }] },
      after: { years: [{ year: 2025, total: 1 }], scores: [{ id: own.id, points: 0 }] },
    });
    expect(seen.steps.map(({ by }) => by)).toEqual([null, null, null, null]);
    const whole = await bureau.told<ObjectionTold>('district-agency', 'GET', path);
    expect(whole.effect?.before.scores.map(({ id }) => id)).toEqual([other.id, own.id]);
    expect(whole.steps.map(({ by }) => by)).toEqual([
      'hospital',
      'district-agency-2',
      'district-agency',
      'district-agency-2',
    ]);
    const person = await bureau.told<ObjectionTold>('person', 'GET', path);
    expect(person.effect?.before.scores.map(({ id }) => id)).toEqual([other.id, own.id]);
    expect(person.steps.map(({ by }) => by)).toEqual([null, null, null, null]);
  });

  it('a correction: nothing to either side before the notice was served', async () => {
    const notice = await noticed(bureau, standAlone(DAY, [found(DOCTOR)]), DOCTOR);
    const path = `/scoring/notices/${notice.id}/corrections`;
    for (const username of ['hospital', 'person'])
      expectProblem(await bureau.ask(username, 'GET', path), 404, 'NOT_FOUND');
    await servedToday(bureau, notice.id, DAY);
    for (const username of ['hospital', 'person'])
      expect(await bureau.told(username, 'GET', path)).toMatchObject({ number: notice.number });
  });
});

describe('a notice revoked before it was served', () => {
  it('starts no time and no talk when its service is recorded after all', async () => {
    const notice = await noticed(bureau, standAlone(DAY, [found(DOCTOR)]), DOCTOR);
    const objection = await filed(bureau, notice.id, DAY, { filedBy: 'PERSON' }, 'person');
    await readyToDecide(bureau, objection.id, DAY);
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
      outcome: 'UPHELD',
      reasons: '撤销',
    });
    await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/service`, servedOn(DAY));
    expect(await workOn(bureau, `notice/${notice.id}`)).toEqual([]);
    expectProblem(
      await bureau.ask('hospital', 'POST', '/objections', objectionBody(notice.id, DAY)),
      409,
      'CONFLICT',
    );
  });
});

describe('after the bureau refused a further objection (PQ2025:35)', () => {
  it('the outcome of the agency stands beside it', async () => {
    const principal = found(DOCTOR, { degree: 'IMPORTANT' });
    const notice = await noticed(bureau, standAlone(DAY, [principal]), DOCTOR);
    const { id } = await filed(bureau, notice.id, DAY);
    await readyToDecide(bureau, id, DAY);
    const inPart = await stepOn(bureau, 'district-agency-2', id, 'decision', {
      outcome: 'UPHELD_IN_PART',
      reasons: '责任较轻',
      findings: [found(DOCTOR)],
    });
    expect(inPart).toMatchObject({ outcome: 'UPHELD_IN_PART', agencyOutcome: null });
    const further = { grounds: '不服', requested: '撤销', filedBy: 'INSTITUTION' };
    await stepOn(bureau, 'hospital', id, 'further-objection', further);
    const refusal = { outcome: 'REFUSED', reasons: '维持' };
    expect(await stepOn(bureau, 'district-bureau', id, 'decision', refusal)).toMatchObject({
      state: 'CLOSED',
      outcome: 'REFUSED',
      effect: null,
      agencyOutcome: { outcome: 'UPHELD_IN_PART', effect: { after: { years: [{ total: 7 }] } } },
    });
  });
});

describe('the number of a paper', () => {
  it('is used once, among notices and corrections alike', async () => {
    const first = await noticed(bureau, standAlone(DAY, [found(DOCTOR)]), DOCTOR);
    const correction = {
      number: '更〔2025〕1号',
      of: [{ field: 'INSTITUTION_ADDRESS', was: '甲路一号', becomes: '甲路二号' }],
      reason: '笔误',
    };
    await bureau.told('district-agency', 'POST', `/scoring/notices/${first.id}/corrections`, correction);
    const body = standAlone(DAY, [found(NURSE, { conductId: '乙' })]);
    const { id } = await bureau.told<Told>('district-agency', 'POST', '/scoring/determinations', body);
    const form = { personCode: NURSE, number: correction.number };
    expect(await bureau.refused('district-agency', `/scoring/determinations/${id}/notices`, form)).toEqual([
      '/number DUPLICATE_ID -',
    ]);
  });
});
