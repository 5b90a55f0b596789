import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/problem.js';
import { heldAfter, unheldOf } from '../support/record/held-after.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  PHARMACIST,
  PRINCIPAL,
  ScoringBureau,
  servedOn,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const NINE = { degree: 'PRINCIPAL' };
const NINE_MORE = { ...NINE, conductId: '检〔2025〕2号/1' };
const TWO_MORE = {
  circumstance: 'PQ2025:20(3)',
  basis: '本市有关规定',
  degree: 'IMPORTANT',
  conductId: '检〔2025〕3号/1',
};
const ACCEPT = { accepted: true, opinion: '符合修复条件' };
const REFUSE = { accepted: false, opinion: '佐证材料不足' };

interface Repair extends Told {
  readonly state: string;
  readonly counted: object | null;
  readonly steps: readonly {
    readonly step: string;
    readonly opinion: string | null;
    readonly by: string | null;
  }[];
}

interface Training extends Told {
  readonly attendance: readonly object[];
  readonly [member: string]: unknown;
}

interface Payout {
  readonly items: readonly {
    readonly personCode: string;
    readonly countedOn: string | null;
    readonly deducted: number;
    readonly faults: readonly { readonly code: string }[];
  }[];
}

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

let numbers = 0;

const training = (on: string, personCodes: readonly string[], change: object = {}) => ({
  kind: 'TRAINING',
  title: '医保政策培训',
  on,
  organiser: '市医疗保障事务管理中心',
  documentNo: `培训〔2025〕${++numbers}号`,
  personCodes,
  ...change,
});

const reviewed = (on: string) => ({ institutionReview: { agreed: true, on, opinion: '同意' } });

const forTraining = (personCode: string, { id }: Told, reviewedOn: string) => ({
  personCode,
  trainingId: id,
  reasons: '已参加培训',
  ...reviewed(reviewedOn),
});

const withEvidence = (personCode: string, on: string, reviewedOn: string, change: object = {}) => ({
  personCode,
  activity: { route: 'TRAINING', on, evidence: ['结业证书'], ...change },
  reasons: '已参加学习',
  ...reviewed(reviewedOn),
});

const file = (bureau: ScoringBureau, body: object, username = 'hospital'): Promise<Repair> =>
  bureau.told(username, 'POST', '/repairs', body);

const assess = (
  bureau: ScoringBureau,
  { id }: Told,
  body: object = ACCEPT,
  username = 'district-agency',
): Promise<Repair> => bureau.told(username, 'POST', `/repairs/${id}/assessment`, body);

const record = (bureau: ScoringBureau, body: object, username = 'city-agency'): Promise<Training> =>
  bureau.told(username, 'POST', '/trainings', body);

const totalOf = async (bureau: ScoringBureau, code: string, on: string): Promise<number> =>
  (await bureau.told<{ yearTotal: number }>('auditor', 'GET', `/scoring/persons/${code}/ledger?on=${on}`))
    .yearTotal;

/** Notices somebody today, received today. */
async function scored(
  bureau: ScoringBureau,
  personCode: string,
  on: string,
  change: Record<string, unknown> = {},
  months: object = {},
): Promise<NoticeTold> {
  const determination = standAlone(on, [found(personCode, change)]);
  const notice = await noticed(bureau, determination, personCode, months);
  return bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/service`, servedOn(on));
}

describe('a training, recorded once with those present (PQ2025:32)', () => {
  let bureau: ScoringBureau;
  let held: Training;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored(bureau, DOCTOR, '2025-06-16');
    bureau.today('2025-06-23');
  });
  afterAll(() => bureau.close());

  it('names every person that is unknown or named twice', async () => {
    const body = training('2025-06-24', [DOCTOR, 'D999', DOCTOR.toLowerCase()]);
    expect(await bureau.refused('city-agency', '/trainings', body)).toEqual([
      '/on DATE_ORDER -',
      '/personCodes/1 UNKNOWN_REFERENCE -',
      '/personCodes/2 DUPLICATE_ID -',
    ]);
  });

  it('asks for the level of an activity, and of an activity only', async () => {
    const bodies = [
      training('2025-06-20', [DOCTOR], { kind: 'ACTIVITY' }),
      training('2025-06-20', [DOCTOR], { level: 'DISTRICT' }),
      training('2025-06-20', []),
    ];
    const told = await Promise.all(
      bodies.map(async (body) => {
        const problem = expectProblem(
          await bureau.ask('city-agency', 'POST', '/trainings', body),
          400,
          'INVALID_REQUEST',
        );
        return (problem['errors'] as { pointer: string; code: string }[]).map(
          ({ pointer, code }) => `${pointer} ${code}`,
        );
      }),
    );
    expect(told).toEqual([['/level REQUIRED'], ['/level UNKNOWN_PROPERTY'], ['/personCodes INVALID_VALUE']]);
  });

  it('is recorded once', async () => {
    const body = training('2025-06-20', [DOCTOR, NURSE, PRINCIPAL]);
    held = await record(bureau, body);
    expect(held.attendance).toEqual([
      { personCode: DOCTOR, present: true, institution: HOSPITAL, corrected: null },
      { personCode: NURSE, present: true, institution: HOSPITAL, corrected: null },
      { personCode: PRINCIPAL, present: true, institution: 'P11010500001', corrected: null },
    ]);
    expect(await bureau.refused('district-agency', '/trainings', body)).toEqual([
      '/documentNo DUPLICATE_ID -',
    ]);
  });

  it('is seen by institutions and persons as far as their own people go', async () => {
    const seen = async (username: string) =>
      (await bureau.told<Training>(username, 'GET', `/trainings/${held.id}`)).attendance.length;
    expect(
      await Promise.all(['district-agency', 'hospital', 'pharmacy', 'person', 'auditor'].map(seen)),
    ).toEqual([3, 2, 1, 1, 3]);
    const other = await record(bureau, training('2025-06-21', [TECHNICIAN]));
    expectProblem(await bureau.ask('pharmacy', 'GET', `/trainings/${other.id}`), 404, 'NOT_FOUND');
    const lists = await Promise.all(
      ['auditor', 'hospital', 'pharmacy', 'person'].map(
        async (username) => (await bureau.told<Page<Training>>(username, 'GET', '/trainings')).total,
      ),
    );
    expect(lists).toEqual([2, 2, 1, 1]);
    const filtered = await Promise.all(
      [`person=${TECHNICIAN}`, 'institution=P11010500001', 'kind=ACTIVITY', 'office=110000'].map(
        async (query) => (await bureau.told<Page<Training>>('auditor', 'GET', `/trainings?${query}`)).total,
      ),
    );
    expect(filtered).toEqual([1, 1, 0, 2]);
  });

  it('has its attendance corrected by a further fact with its reason, by the office that recorded it', async () => {
    const path = `/trainings/${held.id}/attendance`;
    const body = { personCode: NURSE, present: false, reason: '签到有误' };
    expectProblem(await bureau.ask('district-agency', 'POST', path, body), 403, 'FORBIDDEN');
    const corrected = await bureau.told<Training>('city-agency', 'POST', path, body);
    expect(corrected.attendance).toContainEqual({
      personCode: NURSE,
      present: false,
      institution: HOSPITAL,
      corrected: '签到有误',
    });
    expectProblem(await bureau.ask('city-agency', 'POST', path, body), 409, 'CONFLICT');
  });

  it('lets whoever was present repair a point, on its own day, through the primary site (PQ2025:31, S22)', async () => {
    const body = forTraining(DOCTOR, held, '2025-06-23');
    expectProblem(await bureau.ask('pharmacy', 'POST', '/repairs', body), 404, 'NOT_FOUND');
    const filed = await file(bureau, body);
    expect(filed).toMatchObject({
      personCode: DOCTOR,
      state: 'FILED',
      institution: HOSPITAL,
      district: '110105',
      trainingId: held.id,
      route: 'TRAINING',
      level: null,
      activityOn: '2025-06-20',
      counted: null,
    });
    bureau.today('2025-06-25');
    const accepted = await assess(bureau, filed);
    expect(accepted).toMatchObject({
      state: 'ACCEPTED',
      counted: { on: '2025-06-20', deducted: 1, because: 'POLICY' },
    });
    expect(await totalOf(bureau, DOCTOR, '2025-06-19')).toBe(7);
    expect(await totalOf(bureau, DOCTOR, '2025-06-20')).toBe(6);
    const again = await bureau.ask('district-agency-2', 'POST', `/repairs/${filed.id}/assessment`, ACCEPT);
    expectProblem(again, 409, 'CONFLICT');
  });

  it('counts once for a person', async () => {
    expect(await bureau.refused('hospital', '/repairs', forTraining(DOCTOR, held, '2025-06-25'))).toEqual([
      '/trainingId DUPLICATE_ID PQ2025:32',
    ]);
    expect(
      await bureau.refused('hospital', '/repairs', withEvidence(DOCTOR, '2025-06-20', '2025-06-25')),
    ).toEqual(['/activity/on DUPLICATE_ID PQ2025:32']);
    const path = `/trainings/${held.id}/attendance`;
    const absent = { personCode: DOCTOR, present: false, reason: '代签' };
    expect(await bureau.refused('city-agency', path, absent)).toEqual([' SECOND_PERSON_REQUIRED PQ2025:31']);
  });

  it('is nothing for whoever was absent, or had no points before', async () => {
    expect(await bureau.refused('hospital', '/repairs', forTraining(NURSE, held, '2025-06-25'))).toEqual([
      '/trainingId NOT_PRESENT PQ2025:31',
      '/trainingId NO_SCORE_BEFORE PQ2025:31',
    ]);
    expect(
      await bureau.refused('hospital', '/repairs', withEvidence(DOCTOR, '2025-06-15', '2025-06-25')),
    ).toEqual(['/activity/on NO_SCORE_BEFORE PQ2025:31']);
    const unknown = forTraining(DOCTOR, { id: 'nothing' }, '2025-06-25');
    expect(await bureau.refused('hospital', '/repairs', unknown)).toEqual([
      '/trainingId UNKNOWN_REFERENCE -',
    ]);
  });

  it('is not assessed by the account that entered the evidence', async () => {
    const entered = await file(bureau, withEvidence(DOCTOR, '2025-06-22', '2025-06-25'), 'district-agency');
    expect(await bureau.refused('district-agency', `/repairs/${entered.id}/assessment`, ACCEPT)).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:31',
    ]);
    expect(await assess(bureau, entered, ACCEPT, 'district-agency-2')).toMatchObject({
      counted: { on: '2025-06-22', deducted: 1 },
    });
  });

  it('can be refused with reasons that the institution reads, withdrawn, and filed again', async () => {
    const body = withEvidence(DOCTOR, '2025-06-23', '2025-06-25');
    const first = await file(bureau, body);
    await assess(bureau, first, REFUSE);
    const told = await bureau.told<Repair>('hospital', 'GET', `/repairs/${first.id}`);
    expect([told.state, told.counted, ...told.steps.map(({ opinion, by }) => [opinion, by])]).toEqual([
      'REFUSED',
      null,
      [null, null],
      ['佐证材料不足', null],
    ]);
    const second = await file(bureau, body);
    const path = `/repairs/${second.id}/withdrawal`;
    expect(await bureau.told('hospital', 'POST', path, { reason: '材料有误' })).toMatchObject({
      state: 'WITHDRAWN',
    });
    const third = await assess(bureau, await file(bureau, body));
    expect(third).toMatchObject({ counted: { on: '2025-06-23', deducted: 1 } });
  });

  it('has a cap of three points a year, and says what is left (PQ2025:32(1))', async () => {
    const body = withEvidence(DOCTOR, '2025-06-24', '2025-06-25');
    expect(await bureau.refused('hospital', '/repairs', body)).toEqual([
      '/activity/on CAP_REACHED PQ2025:32(1)',
    ]);
    const problem = expectProblem(
      await bureau.ask('hospital', 'POST', '/repairs', body),
      422,
      'RULE_VIOLATION',
    );
    expect(problem['errors']).toEqual([
      expect.objectContaining({ detail: '参加培训的修复每年度不超过 3 分，本年度已减 3 分，还可减 0 分。' }),
    ]);
  });

  it('has another cap for activities, taken at their level (PQ2025:32(2))', async () => {
    const level = { route: 'ACTIVITY', level: 'MUNICIPAL' };
    const accepted = await assess(
      bureau,
      await file(bureau, withEvidence(DOCTOR, '2025-06-24', '2025-06-25', level)),
    );
    expect(accepted).toMatchObject({ counted: { on: '2025-06-24', deducted: 2 } });
    expect(await totalOf(bureau, DOCTOR, '2025-06-25')).toBe(2);
  });

  it('is listed for the office, the institution and the person', async () => {
    const total = async (username: string, query = ''): Promise<number> =>
      (await bureau.told<Page<Repair>>(username, 'GET', `/repairs${query}`)).total;
    expect([
      await total('district-agency'),
      await total('hospital', '?state=ACCEPTED'),
      await total('person', '?state=REFUSED'),
      await total('pharmacy'),
      await total('auditor', `?trainingId=${held.id}`),
      await total('city-bureau', `?person=${NURSE}`),
    ]).toEqual([6, 4, 1, 0, 1, 0]);
  });
});

describe('a repair and the measures (PQ2025:31, S23)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored(bureau, PHARMACIST, '2025-06-16');
    await scored(bureau, TECHNICIAN, '2025-06-16', NINE, forMonths(1));
    await scored(bureau, TECHNICIAN, '2025-06-16', NINE_MORE);
    bureau.today('2025-07-01');
    await scored(bureau, PHARMACIST, '2025-07-01', TWO_MORE, forMonths(2));
    bureau.today('2025-07-03');
  });
  afterAll(() => bureau.close());

  it('is refused while terminated', async () => {
    const bodies = ['2025-06-18', '2025-07-02'].map((on) => withEvidence(TECHNICIAN, on, '2025-07-03'));
    for (const body of bodies) {
      expect(await bureau.refused('hospital', '/repairs', body)).toEqual([
        '/activity/on TERMINATED PQ2025:31',
      ]);
    }
  });

  it('counts on the day of the approval where its own day would undo a suspension decided', async () => {
    const filed = await file(bureau, withEvidence(PHARMACIST, '2025-06-20', '2025-07-03'));
    bureau.today('2025-07-04');
    expect(await assess(bureau, filed)).toMatchObject({
      state: 'ACCEPTED',
      counted: {
        on: '2025-07-04',
        deducted: 1,
        because: 'MEASURE_DECIDED',
        detail:
          '计入认可之日 2025-07-04：计入参加之日会改变已作出的暂停或终止，已作出的处理不受修复影响（PQ2025:31）。',
      },
    });
    const path = `/scoring/persons/${PHARMACIST}/ledger?on=2025-07-09`;
    const ledger = await bureau.told<Record<string, unknown>>('auditor', 'GET', path);
    expect(ledger).toMatchObject({
      status: 'SUSPENDED',
      yearTotal: 8,
      timeline: [{ from: '2025-07-09', to: null, status: 'SUSPENDED' }],
    });
  });
});

describe('a training that pays out to each who was present (PQ2025:32)', () => {
  let bureau: ScoringBureau;
  let held: Training;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await scored(bureau, DOCTOR, '2025-06-16');
    await scored(bureau, TECHNICIAN, '2025-06-16', NINE, forMonths(1));
    await scored(bureau, TECHNICIAN, '2025-06-16', NINE_MORE);
    await scored(bureau, PHARMACIST, '2025-06-16', { circumstance: 'PQ2025:20(3)', basis: '本市有关规定' });
    bureau.today('2025-07-03');
    const activity = { kind: 'ACTIVITY', level: 'NATIONAL', title: '飞行检查' };
    const present = [DOCTOR, NURSE, TECHNICIAN, PHARMACIST];
    held = await record(bureau, training('2025-07-02', present, activity), 'district-agency');
  });
  afterAll(() => bureau.close());

  it('is assessed by another account than the one that recorded it', async () => {
    const path = `/trainings/${held.id}/payout`;
    expect(await bureau.refused('district-agency', path, { opinion: '有效参与' })).toEqual([
      ' SECOND_PERSON_REQUIRED PQ2025:31',
    ]);
    expectProblem(await bureau.ask('city-agency', 'POST', path, { opinion: '有效参与' }), 403, 'FORBIDDEN');
  });

  it('grants or refuses everybody, each with the reason, in one change', async () => {
    const paid = await bureau.told<Payout>('district-agency-2', 'POST', `/trainings/${held.id}/payout`, {
      opinion: '有效参与',
    });
    expect(
      paid.items.map(({ personCode, countedOn, deducted, faults }) => [
        personCode,
        countedOn,
        deducted,
        faults.map(({ code }) => code),
      ]),
    ).toEqual([
      [DOCTOR, '2025-07-02', 3, []],
      [NURSE, null, 0, ['NO_SCORE_BEFORE']],
      [TECHNICIAN, null, 0, ['TERMINATED']],
      [PHARMACIST, '2025-07-02', 1, []],
    ]);
    expect([
      await totalOf(bureau, DOCTOR, '2025-07-03'),
      await totalOf(bureau, PHARMACIST, '2025-07-03'),
      await totalOf(bureau, TECHNICIAN, '2025-07-03'),
    ]).toEqual([4, 0, 18]);
  });

  it('pays nobody twice', async () => {
    const paid = await bureau.told<Payout>('district-agency-2', 'POST', `/trainings/${held.id}/payout`, {
      opinion: '再次评估',
    });
    expect(paid.items.map(({ deducted, faults }) => [deducted, faults.map(({ code }) => code)])).toEqual([
      [0, ['DUPLICATE_ID']],
      [0, ['NO_SCORE_BEFORE']],
      [0, ['TERMINATED']],
      [0, ['DUPLICATE_ID']],
    ]);
    expect(await totalOf(bureau, DOCTOR, '2025-07-03')).toBe(4);
    const next = await record(
      bureau,
      training('2025-07-03', [DOCTOR, PHARMACIST], { kind: 'ACTIVITY', level: 'DISTRICT' }),
    );
    const more = await bureau.told<Payout>('district-agency', 'POST', `/trainings/${next.id}/payout`, {
      opinion: '有效参与',
    });
    expect(more.items.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
      ['CAP_REACHED'],
      ['NOTHING_TO_REPAIR'],
    ]);
  });

  it('is on the record as it is stored', async () => {
    expect(unheldOf(await heldAfter(bureau.app.folder))).toEqual([]);
  });
});
