import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { expectProblem } from '../support/problem.js';
import { SHENZE } from '../support/published.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const SCHEDULES = '/api/v1/discretion/schedules';
const EVALUATE = '/api/v1/discretion/evaluate';

const schedule = {
  id: 'trial-2026',
  title: '试行裁量细则',
  documentNo: '京医保发〔2026〕1号',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  sample: false,
  rows: [
    { id: 'low', bases: ['REG735:38'], tier: 'C', ordinal: 1, criterion: '损失较小', min: '1', max: '1.5' },
    { id: 'high', bases: ['REG735:38'], tier: 'A', ordinal: 1, criterion: '损失较大', min: '1.5', max: '2' },
  ],
};

let bureau: TestApp;
let city: string;

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2025-07-01T00:00:00.000Z') });
  city = await bureau.tokenOf('city-bureau');
});

afterAll(async () => {
  await bureau.close();
});

interface Receipted {
  readonly receipt: { readonly rulebookHash: string };
}

const rulebookHash = async (): Promise<string> => {
  const answer = await bureau.request('POST', EVALUATE, { token: city, body: SHENZE });
  return (answer.json() as Receipted).receipt.rulebookHash;
};

describe('grade schedules (DB2025:9, 24)', () => {
  it('ship the sample, named as one', async () => {
    const list = await bureau.request('GET', SCHEDULES, { token: city });
    expect(list.json()).toEqual([
      {
        id: 'sample-2025',
        title: expect.stringContaining('示例') as unknown,
        documentNo: expect.stringContaining('示例') as unknown,
        validFrom: '2025-06-09',
        sample: true,
        inForceToday: true,
      },
    ]);
    const one = await bureau.request('GET', `${SCHEDULES}/sample-2025`, { token: city });
    expect((one.json() as { rows: unknown[] }).rows).toHaveLength(18);
  });

  it('are imported by the municipal bureau only', async () => {
    for (const username of ['district-bureau', 'city-agency', 'hospital', 'auditor', 'sysadmin']) {
      const token = await bureau.tokenOf(username);
      expectProblem(await bureau.request('POST', SCHEDULES, { token, body: schedule }), 403, 'FORBIDDEN');
    }
  });

  it('name every fault of law, and leave nothing behind', async () => {
    const before = await rulebookHash();
    const [low, high] = schedule.rows;
    const body = {
      ...schedule,
      id: 'sample-2025',
      validTo: '2025-01-01',
      rows: [{ ...low, max: '2.5' }, { ...high, bases: ['REG735:36'] }, low],
    };
    const problem = expectProblem(
      await bureau.request('POST', SCHEDULES, { token: city, body }),
      422,
      'RULE_VIOLATION',
    );
    const codes = (problem['errors'] as { code: string }[]).map(({ code }) => code);
    expect(new Set(codes)).toEqual(
      new Set(['DUPLICATE_ID', 'DATE_ORDER', 'OUTSIDE_STATUTE', 'UNKNOWN_BASIS', 'ORDER_BROKEN']),
    );
    expect(await rulebookHash()).toBe(before);
  });

  it('once imported are used at once, change the rulebook hash and stand in the record', async () => {
    const before = await rulebookHash();
    const taken = await bureau.request('POST', SCHEDULES, { token: city, body: schedule });
    expect({ status: taken.status, body: taken.json() }).toEqual({
      status: 201,
      body: { ...schedule, inForceToday: false },
    });
    expect(await rulebookHash()).not.toBe(before);

    const [violation] = SHENZE.violations;
    const graded = { ...violation, grade: { scheduleId: 'trial-2026', rowId: 'high' } };
    const answer = await bureau.request('POST', EVALUATE, {
      token: city,
      body: { ...SHENZE, decisionDate: '2026-02-01', violations: [graded] },
    });
    expect(answer.json()).toMatchObject({ violations: [{ gradeRange: { min: '1.5', max: '2' } }] });

    const entries = await bureau.app
      .get(Database)
      .read.find(RecordEntryEntity, { where: { action: 'SCHEDULE_IMPORTED' } });
    expect(entries.map(({ actor, office, subject }) => [actor, office, subject])).toEqual([
      ['city-bureau', '110000', 'schedule/trial-2026'],
    ]);
  });

  it('are not in force after their last day', async () => {
    const [violation] = SHENZE.violations;
    const graded = { ...violation, grade: { scheduleId: 'trial-2026', rowId: 'high' } };
    const problem = expectProblem(
      await bureau.request('POST', EVALUATE, {
        token: city,
        body: { ...SHENZE, decisionDate: '2027-01-01', violations: [graded] },
      }),
      422,
      'RULE_VIOLATION',
    );
    expect(problem['errors']).toEqual([
      {
        pointer: '/violations/0/grade/scheduleId',
        code: 'SCHEDULE_NOT_IN_FORCE',
        detail: '裁量细则 trial-2026 的有效期为 2026-01-01 至 2026-12-31，决定日 2027-01-01 不在其内。',
        citation: 'DB2025:24',
      },
    ]);
  });

  it('are refused a second time under the same id', async () => {
    const problem = expectProblem(
      await bureau.request('POST', SCHEDULES, { token: city, body: schedule }),
      422,
      'RULE_VIOLATION',
    );
    expect(
      (problem['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]),
    ).toEqual([['/id', 'DUPLICATE_ID']]);
  });

  it('can be read under every id they can be imported under', async () => {
    const id = '细'.repeat(200);
    const taken = await bureau.request('POST', SCHEDULES, {
      token: city,
      body: { ...schedule, id, sample: true },
    });
    expect(taken.status).toBe(201);
    const read = await bureau.request('GET', `${SCHEDULES}/${encodeURIComponent(id)}`, { token: city });
    expect(read.status).toBe(200);
    const reserved = { ...schedule, id: 'template.xlsx' };
    expectProblem(
      await bureau.request('POST', SCHEDULES, { token: city, body: reserved }),
      400,
      'INVALID_REQUEST',
    );
  });

  it('answer 404 for one that does not exist', async () => {
    expectProblem(await bureau.request('GET', `${SCHEDULES}/none`, { token: city }), 404, 'NOT_FOUND');
  });
});

describe('rulings on open readings', () => {
  const ruling = {
    policy: 'midpointOf',
    value: 'GRADE',
    documentNo: '京医保函〔2026〕9号',
    validFrom: '2026-03-01',
  };
  const ofGrade = (decisionDate: string): unknown => ({
    ...SHENZE,
    decisionDate,
    violations: [{ ...SHENZE.violations[0], grade: { scheduleId: 'sample-2025', rowId: '38-A-1' } }],
    circumstances: [{ code: 'DB2025:14(1)' }],
    proposal: [],
  });
  const midpointOn = async (day: string): Promise<unknown> => {
    const answer = await bureau.request('POST', EVALUATE, { token: city, body: ofGrade(day) });
    return (answer.json() as { violations: { midpoint: string }[] }).violations[0]?.midpoint;
  };

  it('are for the municipal bureau, and name a value that is not admitted', async () => {
    const token = await bureau.tokenOf('city-agency');
    expectProblem(
      await bureau.request('POST', '/api/v1/rulebook/rulings', { token, body: ruling }),
      403,
      'FORBIDDEN',
    );
    const problem = expectProblem(
      await bureau.request('POST', '/api/v1/rulebook/rulings', {
        token: city,
        body: { ...ruling, value: 'MIDDLE' },
      }),
      422,
      'RULE_VIOLATION',
    );
    expect(problem['errors']).toEqual([
      {
        pointer: '/value',
        code: 'VALUE_NOT_ADMITTED',
        detail: 'midpointOf 可取 STATUTE、GRADE。',
        citation: 'DB2025:10',
      },
    ]);
  });

  it.each([
    ['appealStaysMeasure', 'YES', 'PQ2025:24'],
    ['reversalEffect', 'FROM_DECISION', 'PQ2025:37'],
  ])('are not taken in where the rules would pass them over: %s %s', async (policy, value, citation) => {
    const body = { ...ruling, policy, value };
    const answer = await bureau.request('POST', '/api/v1/rulebook/rulings', { token: city, body });
    expect(expectProblem(answer, 422, 'RULE_VIOLATION')['errors']).toMatchObject([
      { pointer: '/value', code: 'VALUE_NOT_APPLIED', citation },
    ]);
  });

  it('apply to decisions from their first day on, not before (P4)', async () => {
    const answer = await bureau.request('POST', '/api/v1/rulebook/rulings', { token: city, body: ruling });
    expect(answer.status).toBe(201);
    expect(await midpointOn('2026-02-28')).toBe('1.5');
    expect(await midpointOn('2026-03-01')).toBe('1.7');
  });

  it('show in the rulebook with its readings', async () => {
    const answer = await bureau.request('GET', '/api/v1/rulebook', { token: city });
    expect(answer.json()).toMatchObject({
      instruments: expect.arrayContaining([
        expect.objectContaining({
          id: 'DB2025',
          documentNo: '京医保发〔2025〕12号',
          validFrom: '2025-06-09',
        }),
      ]) as unknown,
      calendarYears: [2025, 2026],
      scheduleIds: expect.arrayContaining(['sample-2025', 'trial-2026']) as unknown,
    });
  });
});
