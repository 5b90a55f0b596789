import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  filed,
  historyOf,
  objectionBody,
  readyToDecide,
  servedToday,
  stepOn,
  workOn,
} from '../support/appeals.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  noticed,
  ScoringBureau,
  standAlone,
  type NoticeTold,
} from '../support/scoring.js';

const DAY = '2025-09-26';
let bureau: ScoringBureau;
let notice: NoticeTold;
beforeEach(async () => {
  bureau = await ScoringBureau.open(DAY);
  notice = await noticed(
    bureau,
    standAlone(DAY, [found(DOCTOR, { degree: 'PRINCIPAL' })]),
    DOCTOR,
    forMonths(1),
  );
  await servedToday(bureau, notice.id, DAY);
});
afterEach(() => bureau.close());

const byPerson = (change: Record<string, unknown> = {}) =>
  filed(bureau, notice.id, DAY, { filedBy: 'PERSON', grounds: '不是我做的', ...change }, 'person');

describe('each side has the right to object (PQ2025:34)', () => {
  it('the second joins the objection of the first, with grounds of its own; neither objects twice', async () => {
    const first = await filed(bureau, notice.id, DAY, { signedByPerson: undefined });
    expect(first).toMatchObject({ state: 'SUPPLEMENT_ASKED', missing: ['SIGNATURE'] });
    const joined = await byPerson({ sealedByInstitution: undefined });
    expect(joined).toMatchObject({
      id: first.id,
      state: 'FILED',
      filedBy: 'INSTITUTION',
      missing: [],
      sides: [
        { side: 'INSTITUTION', filedOn: DAY, grounds: '本人没有经手该笔费用' },
        { side: 'PERSON', filedOn: DAY, grounds: '不是我做的' },
      ],
    });
    expect(historyOf(joined)).toEqual(['FILED → SUPPLEMENT_ASKED', 'SUPPLEMENT_ASKED', 'JOINED → FILED']);
    for (const [username, filedBy] of [
      ['person', 'PERSON'],
      ['hospital', 'INSTITUTION'],
    ]) {
      const again = objectionBody(notice.id, DAY, { filedBy });
      expectProblem(await bureau.ask(username ?? '', 'POST', '/objections', again), 409, 'CONFLICT');
    }
  });

  it('in its own time only', async () => {
    await filed(bureau, notice.id, DAY);
    bureau.today('2025-10-11');
    const late = objectionBody(notice.id, DAY, { filedBy: 'PERSON' });
    expect(await bureau.refused('person', '/objections', late)).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
  });

  it('one withdraws for itself: the other’s stands and is decided', async () => {
    const { id } = await filed(bureau, notice.id, DAY);
    await byPerson();
    bureau.today('2025-10-15');
    const left = await stepOn(bureau, 'hospital', id, 'withdrawal', { reasons: '和解' });
    expect(left).toMatchObject({
      state: 'FILED',
      filedBy: 'PERSON',
      grounds: '不是我做的',
      sides: [{ side: 'PERSON' }],
      due: { dueOn: '2025-10-30' },
    });
    expect(historyOf(left)).toEqual(['FILED', 'JOINED → FILED', 'WITHDRAWN → FILED']);
    const again = { reasons: '和解' };
    expectProblem(
      await bureau.ask('hospital', 'POST', `/objections/${id}/withdrawal`, again),
      403,
      'FORBIDDEN',
    );
    await readyToDecide(bureau, id, '2025-10-15');
    const decided = { outcome: 'UPHELD', reasons: '未经手' };
    expect(await stepOn(bureau, 'district-agency-2', id, 'decision', decided)).toMatchObject({
      state: 'DECIDED',
      outcome: 'UPHELD',
    });
  });

  it('the counter says whose written withdrawal it has', async () => {
    const { id } = await filed(bureau, notice.id, DAY);
    await byPerson();
    const path = `/objections/${id}/withdrawal`;
    const written = { reasons: '和解', documentNo: '撤〔2025〕1号' };
    expect(await bureau.refused('district-agency', path, written)).toEqual(['/filedBy REQUIRED PQ2025:34']);
    const left = await stepOn(bureau, 'district-agency', id, 'withdrawal', { ...written, filedBy: 'PERSON' });
    expect(left).toMatchObject({ state: 'FILED', filedBy: 'INSTITUTION', sides: [{ side: 'INSTITUTION' }] });
  });

  it('after both withdrew nothing hinders a side that is still in time', async () => {
    const first = await filed(bureau, notice.id, DAY);
    await byPerson();
    await stepOn(bureau, 'person', first.id, 'withdrawal', { reasons: '和解' });
    const last = await stepOn(bureau, 'hospital', first.id, 'withdrawal', { reasons: '和解' });
    expect(last).toMatchObject({ state: 'WITHDRAWN', sides: [] });
    expect(await workOn(bureau, `objection/${first.id}`)).toEqual([]);
    bureau.today('2025-10-10');
    const anew = await byPerson();
    expect(anew).toMatchObject({ state: 'FILED', filedBy: 'PERSON' });
    expect(anew.id).not.toBe(first.id);
  });

  it('to the bureau as well: one may withdraw the further objection without the other (PQ2025:35)', async () => {
    const { id } = await filed(bureau, notice.id, DAY);
    await readyToDecide(bureau, id, DAY);
    await stepOn(bureau, 'district-agency-2', id, 'decision', { outcome: 'REFUSED', reasons: '维持' });
    const further = (filedBy: string) => ({ grounds: '仍不服', requested: '撤销', filedBy });
    await stepOn(bureau, 'hospital', id, 'further-objection', further('INSTITUTION'));
    const path = `/objections/${id}/further-objection`;
    expectProblem(await bureau.ask('hospital', 'POST', path, further('INSTITUTION')), 409, 'CONFLICT');
    expect(await stepOn(bureau, 'person', id, 'further-objection', further('PERSON'))).toMatchObject({
      state: 'FURTHER_OBJECTED',
      sides: [{ side: 'INSTITUTION' }, { side: 'PERSON' }],
    });
    expect(await stepOn(bureau, 'hospital', id, 'withdrawal', { reasons: '和解' })).toMatchObject({
      state: 'FURTHER_OBJECTED',
      sides: [{ side: 'PERSON' }],
    });
    expect(await workOn(bureau, `objection/${id}`)).toEqual([
      'DECIDE_OBJECTION 110105 -',
      'TELL_OUTCOME 110105 -',
    ]);
    expect(await stepOn(bureau, 'person', id, 'withdrawal', { reasons: '和解' })).toMatchObject({
      state: 'CLOSED',
    });
  });
});
