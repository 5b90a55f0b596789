import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CounterfactualsAnswer } from '../../src/discretion/discretion.module.js';
import { canonicalHash } from '../../src/rulebook/canonical-hash.js';
import { expectProblem } from '../support/problem.js';
import { BEIJING, QIANJIANG, SHENZE } from '../support/published.js';
import { BEIJING_REFUSED, BEIJING_WHAT_IF } from '../support/published-what-if.js';
import { runScript } from '../support/run-program.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

const COUNTERFACTUALS = '/api/v1/discretion/counterfactuals';
const EVALUATE = '/api/v1/discretion/evaluate';
const BUILD_AND_RUN = 300_000;

let bureau: TestApp;
let token: string;

beforeAll(async () => {
  bureau = await openTestApp();
  token = await bureau.tokenOf('hospital');
});

afterAll(async () => {
  await bureau.close();
});

const send = (body: unknown, path = COUNTERFACTUALS): Promise<Answer> =>
  bureau.request('POST', path, { token, body });

async function counterfactuals(body: unknown): Promise<CounterfactualsAnswer> {
  const answer = await send(body);
  expect({ status: answer.status, body: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    body: '',
  });
  return answer.json() as CounterfactualsAnswer;
}

describe('POST /discretion/counterfactuals', () => {
  it('says of the first published case what would change it, in words', async () => {
    const answer = await counterfactuals(BEIJING);
    expect(answer.counterfactuals.map(({ words }) => words)).toEqual(BEIJING_WHAT_IF);
    expect(answer.refused.map(({ words }) => words)).toEqual(BEIJING_REFUSED);
  });

  it('gives change, article, before and after as data', async () => {
    const [first] = (await counterfactuals(BEIJING)).counterfactuals;
    const side = {
      id: 'v1',
      basis: 'REG735:40',
      outcome: 'PENALISE',
      fineBasis: 'MULTIPLE',
      gradeRange: { min: '2', max: '5' },
      refund: '92300.00',
      departmentSuspension: { minMonths: 6, maxMonths: 12 },
      settlementSuspension: null,
    };
    expect(first).toEqual({
      violationId: 'v1',
      change: {
        kind: 'ITEM',
        item: 'DB2025:13(2)',
        heading: '主动消除或减轻后果',
        ground: null,
        basisToBeNamed: false,
        from: false,
        to: true,
      },
      citation: 'DB2025:13(2)',
      words: BEIJING_WHAT_IF[0],
      before: {
        transferToJudicialOrgan: false,
        violations: [
          {
            ...side,
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
            needsOfficer: ['GRADE_SCHEDULE_REQUIRED'],
          },
        ],
        totals: { fineMin: '323050.00', fineMax: '461500.00', refund: '92300.00' },
      },
      after: {
        transferToJudicialOrgan: false,
        violations: [
          {
            ...side,
            directions: [
              {
                direction: 'WEIGHED',
                min: '2',
                max: '5',
                minInclusive: true,
                maxInclusive: true,
                fineMin: '184600.00',
                fineMax: '461500.00',
              },
            ],
            needsOfficer: ['GRADE_SCHEDULE_REQUIRED', 'MIXED_CIRCUMSTANCES'],
          },
        ],
        totals: { fineMin: '184600.00', fineMax: '461500.00', refund: '92300.00' },
      },
    });
  });

  it('gives what the law refuses with its fault', async () => {
    const [first] = (await counterfactuals(BEIJING)).refused;
    expect(first).toEqual({
      violationId: 'v1',
      change: {
        kind: 'ITEM',
        item: 'DB2025:13(1)',
        heading: '未成年人违法',
        ground: null,
        basisToBeNamed: false,
        from: false,
        to: true,
      },
      citation: 'DB2025:13(1)',
      words: BEIJING_REFUSED[0],
      faults: [
        {
          code: 'CIRCUMSTANCE_NOT_FOR_OFFENDER',
          citation: 'DB2025:13(1)',
          detail: 'DB2025:13(1) 只适用于自然人，当事人是定点医药机构。',
        },
      ],
    });
  });

  it('gives sums only where an amount is stated, and yuan where the fine is in yuan', async () => {
    const [violation] = SHENZE.violations;
    const withoutLoss = { ...SHENZE, proposal: [], violations: [{ ...violation, amount: undefined }] };
    const loss = (await counterfactuals(withoutLoss)).counterfactuals.find(
      ({ change }) => change.kind === 'AMOUNT',
    );
    expect(loss?.change).toEqual({ kind: 'AMOUNT', from: null, to: '1.00', assumed: true });
    expect(loss?.after).toMatchObject({
      totals: null,
      violations: [{ refund: null, directions: [{ min: '1', max: '2', fineMin: null, fineMax: null }] }],
    });
    const management = {
      ...withoutLoss,
      violations: [{ ...violation, amount: undefined, provision: 'REG735:39(1)' }],
    };
    const refusal = (await counterfactuals(management)).counterfactuals.find(
      ({ change }) => change.kind === 'FLAG' && change.flag === 'refusedToCorrect',
    );
    expect(refusal?.after.violations[0]).toMatchObject({
      gradeRange: { min: '10000.00', max: '50000.00' },
      directions: [{ min: '10000.00', max: '50000.00', fineMin: '10000.00', fineMax: '50000.00' }],
    });
  });

  it('does not hang on the proposal, and answers the same bytes to whoever asks', async () => {
    const first = await counterfactuals(QIANJIANG);
    const second = await counterfactuals({ ...QIANJIANG, proposal: [] });
    expect(second.counterfactuals).toEqual(first.counterfactuals);
    const auditor = await bureau.tokenOf('auditor');
    const again = await bureau.request('POST', COUNTERFACTUALS, { token: auditor, body: QIANJIANG });
    expect(again.text).toBe((await send(QIANJIANG)).text);
  });

  it('carries a receipt of rulebook, engine, request and answer, as evaluate does', async () => {
    const { receipt, ...answer } = await counterfactuals(SHENZE);
    const evaluated = (await send(SHENZE, EVALUATE)).json() as { receipt: typeof receipt };
    expect(receipt).toEqual({
      rulebookHash: evaluated.receipt.rulebookHash,
      engineVersion: evaluated.receipt.engineVersion,
      inputHash: evaluated.receipt.inputHash,
      outputHash: canonicalHash(answer),
    });
  });

  it('refuses what evaluate refuses, with the same faults', async () => {
    const contradicting = { ...BEIJING, circumstances: [{ code: 'DB2025:13(1)' }, { code: 'DB2025:13(6)' }] };
    const refused = await send(contradicting);
    const problem = expectProblem(refused, 422, 'RULE_VIOLATION');
    expect(problem).toEqual((await send(contradicting, EVALUATE)).json());
    expectProblem(await send({ ...BEIJING, violations: [] }), 400, 'INVALID_REQUEST');
  });

  it('takes at most 20 violations at once', async () => {
    const [violation] = SHENZE.violations;
    const of = (count: number): unknown => ({
      ...SHENZE,
      proposal: [],
      violations: Array.from({ length: count }, (_none, index) => ({ ...violation, id: `v${index}` })),
    });
    expect((await counterfactuals(of(20))).counterfactuals.length).toBeGreaterThan(20);
    const problem = expectProblem(await send(of(21)), 422, 'RULE_VIOLATION');
    expect(problem['errors']).toEqual([
      {
        pointer: '/violations',
        code: 'TOO_MANY_VIOLATIONS',
        detail: '共 21 个违法行为；逐一设想事实的改变，每次至多 20 个，请分次提交。',
      },
    ]);
    const worse = { ...(of(21) as object), decisionDate: '2025-01-01' };
    const codes = expectProblem(await send(worse), 422, 'RULE_VIOLATION')['errors'] as { code: string }[];
    expect(codes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['TOO_MANY_VIOLATIONS', 'NO_RULEBOOK_IN_FORCE', 'DATE_ORDER']),
    );
  });

  it('needs a sign-in', async () => {
    expectProblem(await bureau.request('POST', COUNTERFACTUALS, { body: BEIJING }), 401, 'UNAUTHENTICATED');
  });
});

describe('npm run evaluate --what-if', () => {
  const example = 'docs/examples/beijing-2025-05.yaml';
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'what-if-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it(
    'prints the sentences below the answer',
    () => {
      const without = runScript('evaluate', [example]).stdout;
      const { status, stdout } = runScript('evaluate', [example, '--what-if']);
      expect(status).toBe(0);
      expect(stdout).toBe(
        [
          without,
          `如果只有一处事实不同（${BEIJING_WHAT_IF.length} 处会改变处理或者幅度）：`,
          ...BEIJING_WHAT_IF.map((words) => `· ${words}`),
          `另有 ${BEIJING_REFUSED.length} 处设想与其他事实或者规则抵触，加 --all 列出。`,
          '',
        ].join('\n'),
      );
    },
    BUILD_AND_RUN,
  );

  it('lists with --all what cannot be supposed', () => {
    const { stdout } = runScript('evaluate', [example, '--what-if', '--all']);
    expect(stdout).toContain(`下列设想与其他事实或者规则抵触：\n· ${BEIJING_REFUSED.join('\n· ')}\n`);
  });

  it('adds with --json the answer of the API', async () => {
    const { receipt: _receipt, ...served } = await counterfactuals(BEIJING);
    const printed = JSON.parse(runScript('evaluate', [example, '--what-if', '--json']).stdout) as {
      readonly receipt: unknown;
      readonly whatIf: CounterfactualsAnswer;
    };
    expect(printed.whatIf).toMatchObject(served);
    expect(printed.receipt).toBeDefined();
  });

  it('refuses a file with too many violations', () => {
    const [violation] = SHENZE.violations;
    const violations = Array.from({ length: 21 }, (_none, index) => ({ ...violation, id: `v${index}` }));
    const file = join(folder, 'many.json');
    writeFileSync(file, JSON.stringify({ ...SHENZE, proposal: [], violations }));
    const { status, stderr } = runScript('evaluate', [file, '--what-if']);
    expect(status).toBe(1);
    expect(stderr).toContain('/violations  TOO_MANY_VIOLATIONS：共 21 个违法行为');
  });
});
