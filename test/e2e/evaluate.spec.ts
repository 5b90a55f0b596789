import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvaluationAnswer } from '../../src/discretion/discretion.module.js';
import { BEIJING, onOwnDates, QIANJIANG, SHENZE } from '../support/published.js';
import { expectProblem } from '../support/problem.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { answerVectors, refusalVectors } from '../support/vectors.js';

const EVALUATE = '/api/v1/discretion/evaluate';

let bureau: TestApp;
let token: string;

beforeAll(async () => {
  bureau = await openTestApp();
  token = await bureau.tokenOf('hospital');
});

afterAll(async () => {
  await bureau.close();
});

const send = (body: unknown): Promise<Answer> => bureau.request('POST', EVALUATE, { token, body });

async function evaluate(body: unknown): Promise<EvaluationAnswer> {
  const answer = await send(body);
  expect({ status: answer.status, body: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    body: '',
  });
  return answer.json() as EvaluationAnswer;
}

interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly citation?: string;
}

async function faults(body: unknown, status: 400 | 422): Promise<Fault[]> {
  const problem = expectProblem(
    await send(body),
    status,
    status === 400 ? 'INVALID_REQUEST' : 'RULE_VIOLATION',
  );
  return problem['errors'] as Fault[];
}

describe('the published cases', () => {
  it('Beijing 2025-05: invented services and obstruction → art. 40, heavier, 4 × inside (DB2025:10, 18(3))', async () => {
    const proposal = [{ violationId: 'v1', direction: 'HEAVIER', multiple: '4' }];
    const answer = await evaluate({ ...BEIJING, proposal });
    expect(answer.violations[0]).toMatchObject({
      basis: 'REG735:40',
      outcome: 'PENALISE',
      statutoryRange: { min: '2', max: '5' },
      midpoint: '3.5',
      directions: [
        {
          direction: 'HEAVIER',
          min: '3.5',
          max: '5',
          minInclusive: false,
          maxInclusive: true,
          fineMin: '323050.00',
          fineMax: '461500.00',
        },
      ],
      refund: '92300.00',
      departmentSuspension: { minMonths: 6, maxMonths: 12 },
    });
    expect(answer.violations[0]?.directions).toHaveLength(1);
    expect(answer.proposalFindings).toEqual([]);
  });

  it('Beijing 2025-05: the fine of 369,100.00 lies inside, 3.5 × outside', async () => {
    const inside = await evaluate({
      ...BEIJING,
      proposal: [{ violationId: 'v1', direction: 'HEAVIER', fine: '369100.00' }],
    });
    expect(inside.proposalFindings).toEqual([]);
    const outside = await evaluate({
      ...BEIJING,
      proposal: [{ violationId: 'v1', direction: 'HEAVIER', multiple: '3.5' }],
    });
    expect(outside.proposalFindings).toEqual([
      {
        violationId: 'v1',
        code: 'OUTSIDE_RANGE',
        citation: 'DB2025:10',
        detail:
          '3.5 倍不在“从重”的幅度 (3.5, 5] 倍（罚款 323050.00–461500.00 元）之内；方括号含本数，圆括号不含本数。',
      },
    ]);
  });

  it('Qianjiang 2023-3: two conducts, 1 × under 38 and 2 × under 40, added to 6,164.10 (P23)', async () => {
    const answer = await evaluate(QIANJIANG);
    expect(answer.violations.map(({ basis }) => basis)).toEqual(['REG735:38', 'REG735:40']);
    expect(answer.proposalFindings).toEqual([]);
    expect(answer.totals).toEqual({ fineMin: '6164.10', fineMax: '12548.88', refund: '5943.42' });
  });

  it('Shenze 2023-1: 2 × the loss is the upper end of art. 38', async () => {
    const answer = await evaluate(SHENZE);
    expect(answer.proposalFindings).toEqual([]);
    expect(answer.totals).toEqual({ fineMin: '22362.00', fineMax: '44724.00', refund: '22362.00' });
  });

  it.each([
    ['Beijing', BEIJING, '2025-04-30'],
    ['Qianjiang', QIANJIANG, '2023-03-01'],
    ['Shenze', SHENZE, '2023-10-01'],
  ] as const)(
    '%s on its own dates raises OLD_LAW_UNAVAILABLE (DB2025:27, P32)',
    async (_name, facts, ended) => {
      const own = await evaluate(onOwnDates(facts, ended));
      const moved = await evaluate(facts);
      const codes = (answer: EvaluationAnswer): string[] =>
        answer.violations.flatMap(({ needsOfficer }) => needsOfficer.map(({ code }) => code));
      expect(new Set(codes(own))).toContain('OLD_LAW_UNAVAILABLE');
      expect(new Set(codes(moved))).not.toContain('OLD_LAW_UNAVAILABLE');
      expect(own.totals).toEqual(moved.totals);
    },
  );
});

describe('the conformance vectors', () => {
  interface Coded {
    readonly code: string;
    readonly violationId?: string;
  }
  const codesOnly = (list: readonly Coded[]): string[] =>
    list.map(({ code, violationId }) => `${violationId ?? ''} ${code}`).sort();

  function comparable({ violations, proposalFindings, ...rest }: EvaluationAnswer): object {
    return {
      ...rest,
      violations: violations.map(({ needsOfficer, ...violation }) => ({
        ...violation,
        needsOfficer: codesOnly(needsOfficer),
      })),
      proposalFindings: codesOnly(proposalFindings),
    };
  }

  it.each(answerVectors('evaluate').map((vector, index) => [index + 1, vector] as const))(
    'answers request %i as the independent implementation does',
    async (_line, { request, expected }) => {
      expect(comparable(await evaluate(request))).toMatchObject(comparable(expected as EvaluationAnswer));
    },
  );

  it.each(refusalVectors('/discretion/evaluate').map((vector, index) => [index + 1, vector] as const))(
    'refuses request %i with its codes',
    async (_line, { request, status, codes }) => {
      const found = (await faults(request, status as 422)).map(({ code }) => code);
      expect(codes.filter((code) => !found.includes(code))).toEqual([]);
    },
  );
});

describe('the answer', () => {
  it('is the same bytes for the same request, for whoever asks', async () => {
    const first = await send(BEIJING);
    const auditor = await bureau.tokenOf('auditor');
    const second = await bureau.request('POST', EVALUATE, { token: auditor, body: BEIJING });
    expect(second.text).toBe(first.text);
  });

  it('carries a receipt of rulebook, engine, request and answer', async () => {
    const { receipt } = await evaluate(SHENZE);
    expect(Object.keys(receipt)).toEqual(['rulebookHash', 'engineVersion', 'inputHash', 'outputHash']);
    const other = await evaluate({ ...SHENZE, suspectedCrime: true });
    expect(other.receipt.rulebookHash).toBe(receipt.rulebookHash);
    expect(other.receipt.inputHash).not.toBe(receipt.inputHash);
    expect(other.receipt.outputHash).not.toBe(receipt.outputHash);
  });

  it('does not hang on the order of the members of the request', async () => {
    const reordered = Object.fromEntries(Object.entries(SHENZE).reverse());
    const [first, second] = [await evaluate(SHENZE), await evaluate(reordered)];
    expect(second).toEqual(first);
  });

  it('needs a sign-in', async () => {
    expectProblem(await bureau.request('POST', EVALUATE, { body: SHENZE }), 401, 'UNAUTHENTICATED');
  });
});

describe('bad input', () => {
  const [violation] = SHENZE.violations;
  const withViolation = (change: object): unknown => ({
    ...SHENZE,
    violations: [{ ...violation, ...change }],
  });

  it.each([
    [
      'an unknown provision',
      withViolation({ provision: 'REG735:99' }),
      '/violations/0/provision',
      'INVALID_VALUE',
    ],
    [
      'an unknown circumstance',
      { ...SHENZE, circumstances: [{ code: 'DB2025:12' }] },
      '/circumstances/0/code',
      'INVALID_VALUE',
    ],
    ['an unknown property', withViolation({ amout: '1' }), '/violations/0/amout', 'UNKNOWN_PROPERTY'],
    ['three decimals', withViolation({ amount: '1.234' }), '/violations/0/amount', 'INVALID_VALUE'],
    ['a negative amount', withViolation({ amount: '-1' }), '/violations/0/amount', 'INVALID_VALUE'],
    ['an exponent', withViolation({ amount: '1e3' }), '/violations/0/amount', 'INVALID_VALUE'],
    ['14 digits', withViolation({ amount: '12345678901234' }), '/violations/0/amount', 'INVALID_VALUE'],
    ['a number for an amount', withViolation({ amount: 1 }), '/violations/0/amount', 'INVALID_VALUE'],
    [
      'an impossible date',
      withViolation({ discoveredOn: '2025-02-29' }),
      '/violations/0/discoveredOn',
      'INVALID_VALUE',
    ],
    ['a missing date', { ...SHENZE, decisionDate: undefined }, '/decisionDate', 'REQUIRED'],
    [
      'an age of an institution',
      { ...SHENZE, offender: { kind: 'AGENCY', age: 3 } },
      '/offender/age',
      'INVALID_VALUE',
    ],
    ['no violation', { ...SHENZE, violations: [] }, '/violations', 'INVALID_VALUE'],
    [
      'a ground on another circumstance',
      { ...SHENZE, circumstances: [{ code: 'DB2025:18(3)', ground: 'REPEAT' }] },
      '/circumstances/0/ground',
      'INVALID_VALUE',
    ],
    [
      'neither multiple nor fine',
      { ...SHENZE, proposal: [{ violationId: 'v1', direction: 'ORDINARY' }] },
      '/proposal/0/multiple',
      'REQUIRED',
    ],
    [
      'both multiple and fine',
      { ...SHENZE, proposal: [{ violationId: 'v1', direction: 'ORDINARY', multiple: '1', fine: '1' }] },
      '/proposal/0/fine',
      'INVALID_VALUE',
    ],
    [
      'five decimals of a multiple',
      { ...SHENZE, proposal: [{ violationId: 'v1', direction: 'ORDINARY', multiple: '1.00001' }] },
      '/proposal/0/multiple',
      'INVALID_VALUE',
    ],
  ])('answers %s once, where it is', async (_what, body, pointer, code) => {
    const found = await faults(body, 400);
    expect(found.map((each) => [each.pointer, each.code])).toEqual([[pointer, code]]);
  });

  it('reports a list that is too long at the list, whatever is in it', async () => {
    const violations = Array.from({ length: 10_000 }, () => ({}));
    const found = await faults({ ...SHENZE, violations }, 400);
    expect(found.map((each) => [each.pointer, each.code])).toEqual([['/violations', 'INVALID_VALUE']]);
  });

  it('takes 200 violations and 500 circumstances', async () => {
    const violations = Array.from({ length: 200 }, (_each, index) => ({ ...violation, id: `v${index}` }));
    const circumstances = Array.from({ length: 500 }, () => ({ code: 'DB2025:14(1)' }));
    const answer = await evaluate({ ...SHENZE, violations, circumstances, proposal: [] });
    expect(answer.violations).toHaveLength(200);
    expect(answer.totals.fineMax).toBe('8944800.00');
  });

  it('refuses a body of 5 MB', async () => {
    const payload = JSON.stringify({ ...SHENZE, note: 'x'.repeat(5_000_000) });
    expectProblem(await bureau.request('POST', EVALUATE, { token, payload }), 413, 'PAYLOAD_TOO_LARGE');
  });

  it.each(['{', '{"decisionDate":', '', 'null', '[]', '"text"', '12'])(
    'answers the body %j with a 400',
    async (payload) => {
      const answer = await bureau.request('POST', EVALUATE, { token, payload });
      expectProblem(answer, 400, 'INVALID_REQUEST');
    },
  );

  it('lists all contradictions of law at once, each with its article', async () => {
    const found = await faults(
      {
        decisionDate: '2025-07-01',
        offender: { kind: 'DESIGNATED_INSTITUTION' },
        violations: [
          {
            id: 'v1',
            provision: 'REG735:41.2',
            conductEndedOn: '2025-06-15',
            discoveredOn: '2025-08-01',
            grade: { scheduleId: 'sample-2025', rowId: 'nowhere' },
          },
          {
            id: 'v1',
            provision: 'REG735:39(1)',
            amount: '5.00',
            conductEndedOn: '2025-06-15',
            discoveredOn: '2025-06-16',
            seriousConsequences: true,
          },
        ],
        circumstances: [
          { code: 'DB2025:13(1)' },
          { code: 'DB2025:13(6)' },
          { code: 'DB2025:16(5)', violationIds: ['v1', 'v9'] },
          { code: 'DB2025:17' },
          { code: 'DB2025:18(2)' },
        ],
        proposal: [
          { violationId: 'v8', direction: 'ORDINARY', multiple: '1' },
          { violationId: 'v8', direction: 'ORDINARY', multiple: '1' },
        ],
      },
      422,
    );
    expect(
      found.map(({ pointer, code, citation }) => `${pointer} ${code} ${citation ?? ''}`.trim()).sort(),
    ).toEqual(
      [
        '/violations/1/id DUPLICATE_ID',
        '/violations/0/provision PROVISION_NOT_FOR_OFFENDER REG735:41.2',
        '/violations/0/amount AMOUNT_REQUIRED REG735:41.2',
        '/violations/0/discoveredOn DATE_ORDER',
        '/violations/0/grade/rowId UNKNOWN_REFERENCE DB2025:9',
        '/violations/1/amount AMOUNT_NOT_APPLICABLE REG735:39',
        '/circumstances/0/code CIRCUMSTANCE_NOT_FOR_OFFENDER DB2025:13(1)',
        '/circumstances/1/basis BASIS_REQUIRED DB2025:13(6)',
        '/circumstances/2/violationIds/1 UNKNOWN_REFERENCE',
        '/circumstances/2/code LIMITATION_CONTRADICTS DB2025:16(5)',
        '/circumstances/3/code CIRCUMSTANCES_CONTRADICT DB2025:17',
        '/circumstances/4/code REFUSAL_CONTRADICTS DB2025:18(2)',
        '/proposal/0/violationId UNKNOWN_REFERENCE',
        '/proposal/1/violationId UNKNOWN_REFERENCE',
        '/proposal/1/violationId DUPLICATE_ID',
      ].sort(),
    );
  });
});
