import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PreviewAnswer } from '../../src/scoring/preview-answer.dto.js';
import { expectProblem } from '../support/problem.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { answerVectors, refusalVectors } from '../support/vectors.js';

const PREVIEW = '/api/v1/scoring/preview';

let bureau: TestApp;
let token: string;

beforeAll(async () => {
  bureau = await openTestApp();
  token = await bureau.tokenOf('hospital');
});

afterAll(async () => {
  await bureau.close();
});

const send = (body: unknown): Promise<Answer> => bureau.request('POST', PREVIEW, { token, body });

async function preview(events: readonly object[], asOf = '2025-12-31'): Promise<PreviewAnswer> {
  const answer = await send({ asOf, events });
  expect({ status: answer.status, body: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    body: '',
  });
  return answer.json() as PreviewAnswer;
}

interface Fault {
  readonly pointer: string;
  readonly code: string;
}

async function faults(body: unknown, status: 400 | 422): Promise<string[]> {
  const code = status === 400 ? 'INVALID_REQUEST' : 'RULE_VIOLATION';
  const problem = expectProblem(await send(body), status, code);
  return (problem['errors'] as Fault[]).map((each) => `${each.pointer} ${each.code}`);
}

interface ScoreOptions {
  readonly on?: string;
  readonly received?: string;
  readonly months?: number;
  readonly conduct?: string;
}

/** A notice with one finding; points choose the circumstance and the points. */
function score(
  id: string,
  points: number,
  { on = '2025-06-10', received, months, conduct = id }: ScoreOptions = {},
) {
  const article = 20 + Math.floor((points - 1) / 3);
  const circumstance = article === 20 ? 'PQ2025:20(1)' : `PQ2025:${article}(1)`;
  return {
    type: 'SCORE',
    id,
    effectiveOn: on,
    inspectionId: 'i1',
    findings: [{ conductId: conduct, circumstance, degree: 'PRINCIPAL', points }],
    ...(received !== undefined && { noticeReceivedOn: received }),
    ...(months !== undefined && { months }),
  };
}

describe('the conformance vectors', () => {
  const sorted = (list: readonly unknown[]): unknown[] =>
    [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const key = (each: unknown): string =>
    JSON.stringify(Object.entries(each as object).sort(([a], [b]) => (a < b ? -1 : 1)));

  function comparable({ trace: _trace, ...answer }: PreviewAnswer): object {
    return {
      ...answer,
      scores: sorted(answer.scores),
      linked: sorted(answer.linked),
      repairs: sorted(answer.repairs),
      restorations: sorted(answer.restorations),
      timeline: answer.timeline.map(({ causes, ...span }) => ({ ...span, causes: [...causes].sort() })),
    };
  }

  it.each(answerVectors('preview').map((vector, index) => [index + 1, vector] as const))(
    'answers history %i as the independent implementation does',
    async (_line, { request, expected }) => {
      const { asOf, events } = request as { asOf: string; events: object[] };
      const answer = comparable(await preview(events, asOf));
      expect(answer).toEqual(comparable(expected as PreviewAnswer));
    },
  );

  it.each(refusalVectors('/scoring/preview').map((vector, index) => [index + 1, vector] as const))(
    'refuses history %i with its codes',
    async (_line, { request, status, codes }) => {
      const found = (await faults(request, status as 422)).map((each) => each.split(' ')[1]);
      expect(codes.filter((code) => !found.includes(code))).toEqual([]);
    },
  );
});

describe('examples from the articles', () => {
  it('12 at once ends the qualification for 3 years; 10 suspends for 3 to 4 months (PQ2025:26; Chifeng 2025)', async () => {
    const twelve = await preview([score('n1', 12, { received: '2025-06-16' })]);
    expect(twelve.scores[0]?.measure).toEqual({
      kind: 'TERMINATION',
      years: 3,
      from: '2025-06-24',
      to: '2028-06-23',
      void: false,
    });
    const ten = await preview([score('n1', 10, { received: '2025-06-16', months: 4 })]);
    expect(ten.scores[0]?.measure).toMatchObject({ allowedMonths: { min: 3, max: 4 }, to: '2025-10-23' });
  });

  it('one act under two circumstances counts the higher; two acts of one inspection add (PQ2025:18, S5, S6)', async () => {
    const findings = [
      { conductId: 'a', circumstance: 'PQ2025:20(1)', degree: 'GENERAL' },
      { conductId: 'a', circumstance: 'PQ2025:21(1)', degree: 'GENERAL' },
      { conductId: 'b', circumstance: 'PQ2025:20(1)', degree: 'IMPORTANT' },
    ];
    const { scores } = await preview([{ ...score('n1', 1), findings }]);
    expect(scores[0]?.points).toBe(6);
  });

  it('an act scored 2 by the agency and later 11 after the penalty adds 9 (S6)', async () => {
    const { scores } = await preview([
      score('n1', 2, { conduct: 'a' }),
      score('n2', 11, { conduct: 'a', on: '2025-08-01', received: '2025-08-04', months: 5 }),
    ]);
    expect(scores.map(({ points, yearTotalAfter }) => [points, yearTotalAfter])).toEqual([
      [2, 2],
      [9, 11],
    ]);
  });

  it('8, a repair of 2, then 3 make 9: suspended for 1 to 2 months (PQ2025:26, 32)', async () => {
    const { scores, repairs } = await preview([
      score('n1', 8),
      { type: 'REPAIR', on: '2025-07-01', route: 'ACTIVITY', level: 'MUNICIPAL' },
      score('n2', 3, { on: '2025-08-01', received: '2025-08-04', months: 1 }),
    ]);
    expect(repairs).toEqual([{ on: '2025-07-01', accepted: true, deducted: 2, code: null }]);
    expect(scores[1]).toMatchObject({ yearTotalAfter: 9, measure: { allowedMonths: { min: 1, max: 2 } } });
  });

  it('served on 2025-09-26: objection to 2025-10-10, measure from 2025-10-11 (PQ2025:24, 34, S16)', async () => {
    const { scores } = await preview([score('n1', 9, { received: '2025-09-26', months: 1 })]);
    expect(scores[0]).toMatchObject({
      objectionDeadline: '2025-10-10',
      measure: { from: '2025-10-11', to: '2025-11-10' },
    });
  });

  it('decided on 2025-12-30 with 10 points and 3 months: runs on into 2026, whose points are 0 (PQ2025:25, S15)', async () => {
    const answer = await preview(
      [score('n1', 10, { on: '2025-12-30', received: '2026-01-05', months: 3 })],
      '2026-02-01',
    );
    expect(answer).toMatchObject({ year: 2026, yearTotal: 0, status: 'SUSPENDED' });
    expect(answer.timeline).toEqual([{ from: '2026-01-13', to: null, status: 'SUSPENDED', causes: ['n1'] }]);
  });

  it('expiry does not restore; an approval does, from the day after the last day at the earliest (PQ2025:30, S19)', async () => {
    const events = [score('n1', 9, { received: '2025-06-16', months: 2 })];
    expect((await preview(events, '2025-09-30')).status).toBe('SUSPENDED');
    const restored = await preview(
      [...events, { type: 'RESTORE', appliedOn: '2025-08-04', approvedOn: '2025-08-15' }],
      '2025-08-24',
    );
    expect([restored.status, restored.restorations]).toEqual([
      'NORMAL',
      [{ approvedOn: '2025-08-15', accepted: true, effectiveOn: '2025-08-24', code: null }],
    ]);
  });

  it('a year without an arrangement is provisional, never guessed silently (S34)', async () => {
    const { scores } = await preview(
      [score('n1', 9, { on: '2026-12-20', received: '2026-12-29', months: 1 })],
      '2027-06-01',
    );
    expect(scores[0]).toMatchObject({ objectionDeadline: '2027-01-05', provisional: true });
  });

  it('says why, rule by rule', async () => {
    const { trace } = await preview([score('n1', 9, { received: '2025-09-26', months: 1 })]);
    expect(trace.map(({ rule, reading, fired, detail }) => [rule, reading, fired, detail])).toEqual([
      ['PQ2025:18', 'S6', false, 'n1：各行为取最高合计 9 分，减去此前已记的，增加 9 分'],
      ['PQ2025:26.2', 'S11', true, 'n1：2025 年累计 9 分 → 暂停 1 至 2 个月，取 1 个月'],
      ['PQ2025:34', 'S16', true, 'n1：申诉截止 2025-10-10'],
      ['PQ2025:24', 'S18', true, 'n1：暂停自 2025-10-11 至 2025-11-10，期满不自动恢复（S19）'],
    ]);
  });
});

describe('bad input', () => {
  const asOf = '2025-12-31';

  it.each([
    ['a type that does not exist', { type: 'FORGIVE' }, ['/events/0/type INVALID_VALUE']],
    [
      'members missing for the type',
      { type: 'SCORE', id: 'n1' },
      ['/events/0/effectiveOn REQUIRED', '/events/0/inspectionId REQUIRED', '/events/0/findings REQUIRED'],
    ],
    [
      'a member of another type',
      { type: 'REVOKE', on: '2025-07-01', scoreId: 'n1', months: 2 },
      ['/events/0/months UNKNOWN_PROPERTY'],
    ],
    [
      'an activity without level',
      { type: 'REPAIR', on: '2025-07-01', route: 'ACTIVITY' },
      ['/events/0/level REQUIRED'],
    ],
    [
      'a training with level',
      { type: 'REPAIR', on: '2025-07-01', route: 'TRAINING', level: 'DISTRICT' },
      ['/events/0/level INVALID_VALUE'],
    ],
    ['a notice without findings', { ...score('n1', 3), findings: [] }, ['/events/0/findings INVALID_VALUE']],
  ])('answers %s once, where it is', async (_what, event, expected) => {
    expect(await faults({ asOf, events: [event] }, 400)).toEqual(expected);
  });

  it('reports more than 1,000 events at the list', async () => {
    expect(await faults({ asOf, events: Array.from({ length: 1001 }, () => ({})) }, 400)).toEqual([
      '/events INVALID_VALUE',
    ]);
  });

  it('lists all faults of law at once', async () => {
    const events = [
      { ...score('n1', 3, { on: '2025-04-14' }) },
      {
        ...score('n1', 3),
        findings: [{ conductId: 'a', circumstance: 'PQ2025:20(3)', degree: 'GENERAL', points: 4 }],
      },
      {
        ...score('n2', 3),
        findings: [
          { conductId: 'a', circumstance: 'PQ2025:23(2)', degree: 'GENERAL', adjustment: 'RAISE_BAND' },
        ],
      },
      { type: 'REVOKE', on: '2025-07-01', scoreId: 'n9' },
    ];
    expect(await faults({ asOf, events }, 422)).toEqual([
      '/events/0/effectiveOn BEFORE_SCHEME',
      '/events/1/id DUPLICATE_ID',
      '/events/1/findings/0/basis BASIS_REQUIRED',
      '/events/1/findings/0/points POINTS_OUT_OF_RANGE',
      '/events/2/findings/0/adjustment BAND_UNAVAILABLE',
      '/events/3/scoreId UNKNOWN_SCORE',
    ]);
  });

  it('answers 1,000 revised events without tiring', async () => {
    const scores = Array.from({ length: 500 }, (_each, index) =>
      score(`n${index}`, 9, { received: '2025-06-16' }),
    );
    const revisions = scores.map(({ id, findings }) => ({
      type: 'REVISE',
      on: '2025-07-01',
      scoreId: id,
      findings,
    }));
    const answer = await preview([...scores, ...revisions]);
    expect(answer.yearTotal).toBe(4500);
  });
});

describe('GET /calendar/working-days', () => {
  const count = async (from: string, days: number): Promise<unknown> => {
    const path = `/api/v1/calendar/working-days?from=${from}&count=${days}`;
    return (await bureau.request('GET', path, { token })).json();
  };

  it.each([
    ['2025-09-26', 5, '2025-10-10'],
    ['2025-09-26', 15, '2025-10-23'],
    ['2025-09-26', 20, '2025-10-30'],
    ['2025-12-29', 5, '2026-01-06'],
    ['2025-12-29', 15, '2026-01-20'],
    ['2025-12-29', 20, '2026-01-27'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-13', 15, '2026-03-12'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-04-30', 15, '2026-05-25'],
    ['2026-04-30', 20, '2026-06-01'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-18', 15, '2026-10-15'],
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-03-02', -15, '2026-02-03'],
  ])('%s and %i working days: %s', async (from, days, date) => {
    expect(await count(from, days)).toMatchObject({ from, count: days, date, provisional: false });
  });

  it('names the days passed over and the make-up days counted', async () => {
    expect(await count('2025-09-26', 5)).toEqual({
      from: '2025-09-26',
      count: 5,
      date: '2025-10-10',
      provisional: false,
      passedOver: [
        { date: '2025-09-27', reason: '周六' },
        ...['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => ({
          date: `2025-10-${day}`,
          reason: '国庆节、中秋节',
        })),
      ],
      madeUp: ['2025-09-28'],
    });
  });

  it('is provisional in a year without an arrangement, and says what is wrong with a query', async () => {
    expect(await count('2026-12-30', 3)).toMatchObject({ date: '2027-01-04', provisional: true });
    const answer = await bureau.request('GET', '/api/v1/calendar/working-days?from=2025-13-01&count=x', {
      token,
    });
    const problem = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect((problem['errors'] as Fault[]).map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/count INVALID_VALUE',
      '/from INVALID_VALUE',
    ]);
  });
});
