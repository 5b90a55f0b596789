import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT, runScript, type Run } from '../support/run-program.js';
import { type ScheduleJson, sheetsOf, workbookOf } from '../support/schedule-files.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const BUILD_AND_RUN = 300_000;
const EXAMPLES = ['beijing-2025-05', 'qianjiang-2023-3', 'shenze-2023-1'] as const;

const evaluate = (...args: string[]): Run => runScript('evaluate', args);
const example = (name: string): string => `docs/examples/${name}.yaml`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facts-'));
  expect(evaluate(example(EXAMPLES[0])).status).toBe(0);
}, BUILD_AND_RUN);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function factsFile(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('npm run evaluate', () => {
  it('prints outcome, ranges, refund and the reasons of the first published case', () => {
    const { stdout } = evaluate(example('beijing-2025-05'));
    for (const line of [
      '违法行为 v1 · 依据 REG735:40 · 应予处罚（PENALISE）',
      '│ 从重 HEAVIER │ (3.5, 5]   │ 323050.00 – 461500.00 │',
      '责令退回：92300.00 元',
      '暂停责任部门：6–12 个月',
      '拟处罚款：均在依法可选的幅度之内。',
    ]) {
      expect(stdout).toContain(line);
    }
  });

  it('adds the two conducts of the second (P23) and reaches the upper end in the third', () => {
    expect(evaluate(example('qianjiang-2023-3')).stdout).toContain('合计罚款 6164.10 – 12548.88 元');
    expect(evaluate(example('shenze-2023-1')).stdout).toContain('合计罚款 22362.00 – 44724.00 元');
  });

  it('lists with --all the rules that did not fire, too', () => {
    const { stdout } = evaluate(example('shenze-2023-1'), '--all');
    expect(stdout).toContain('│ · DB2025:18(5) │ P38  │');
  });

  it('names what is wrong with a proposed figure', () => {
    const text = readFileSync(join(ROOT, example('beijing-2025-05')), 'utf8').replace(
      'multiple: 4',
      'multiple: 3.5',
    );
    const { stdout } = evaluate(factsFile('low.yaml', text));
    expect(stdout).toContain(
      '拟处罚款 v1 不成立 OUTSIDE_RANGE（DB2025:10）：3.5 倍不在“从重”的幅度 (3.5, 5] 倍',
    );
  });

  describe('--schedule', () => {
    const own: ScheduleJson = {
      id: 'own',
      title: '试用',
      documentNo: '试用',
      validFrom: '2025-06-09',
      sample: true,
      rows: [
        { id: 'one', bases: ['REG735:38'], tier: 'B', ordinal: 1, criterion: '一般', min: '1.2', max: '1.4' },
        { id: 'two', bases: ['REG735:38'], tier: 'A', ordinal: 1, criterion: '较重', min: '1.5', max: '2' },
      ],
    };
    const confirmations = [{ key: 'GAP REG735:38 one two', reason: '只试两档' }];
    let facts: string;

    beforeAll(() => {
      const text = readFileSync(join(ROOT, example('shenze-2023-1')), 'utf8');
      facts = factsFile(
        'graded.yaml',
        text.replace('    amount', '    grade: { scheduleId: own, rowId: one }\n    amount'),
      );
    });

    it('takes a schedule from a file, its peculiarities confirmed', () => {
      expect(evaluate(facts).stderr).toContain('/violations/0/grade/scheduleId  UNKNOWN_REFERENCE');
      const schedule = factsFile('schedule.json', JSON.stringify({ ...own, confirmations }));
      const { status, stdout } = evaluate(facts, '--schedule', schedule);
      expect(status).toBe(0);
      expect(stdout).toContain('阶次 1.2–1.4 倍');
      expect(stdout).toContain('拟处罚款 v1 不成立 OUTSIDE_RANGE');
      expect(evaluate(facts, '--schedule', schedule, '--json').stdout).toContain('（导入人说明：只试两档）');
    });

    it('takes the same schedule as xlsx, with the same receipt', async () => {
      const json = factsFile('own.json', JSON.stringify({ ...own, confirmations }));
      const xlsx = factsFile('own.xlsx', await workbookOf(sheetsOf({ ...own, confirmations })));
      const [one, other] = [json, xlsx].map((schedule) => evaluate(facts, '--schedule', schedule, '--json'));
      expect(one?.status).toBe(0);
      expect(other).toEqual(one);
    });

    it('refuses one whose peculiarities are not confirmed, or whose file cannot be read', async () => {
      const bare = evaluate(facts, '--schedule', factsFile('bare.xlsx', await workbookOf(sheetsOf(own))));
      expect(bare.status).toBe(1);
      expect(bare.stderr).toContain('/rows/1/min  CONFIRMATION_REQUIRED（DB2025:9）');
      expect(bare.stderr).toContain('{"key": "GAP REG735:38 one two", "reason": "…"}');
      expect(bare.stderr).toContain('（工作表 rows 的单元格 F3）');
      const torn = evaluate(facts, '--schedule', factsFile('torn.xlsx', 'PK'));
      expect(torn.status).toBe(1);
      expect(torn.stderr).toContain('不是有效的 xlsx');
      expect(evaluate(facts, '--schedule', 'nowhere.xlsx').status).toBe(2);
    });
  });

  it('refuses a schedule with all its faults', () => {
    const schedule = factsFile(
      'broken.json',
      JSON.stringify({
        id: 'sample-2025',
        title: '试用',
        documentNo: '试用',
        validFrom: '2025-06-09',
        rows: [],
      }),
    );
    const { status, stderr } = evaluate(example('shenze-2023-1'), '--schedule', schedule);
    expect(status).toBe(1);
    expect(stderr).toContain('/id  DUPLICATE_ID');
    expect(stderr).toContain('/rows  INVALID_VALUE');
  });

  it('keeps the digits of an amount written without quotes', () => {
    const text = readFileSync(join(ROOT, example('shenze-2023-1')), 'utf8').replace(
      '22362.00',
      '9999999999999.90',
    );
    const { stdout } = evaluate(factsFile('large.yaml', text));
    expect(stdout).toContain('责令退回：9999999999999.90 元');
  });

  it('lists all faults of form and of law, and exits with 1', () => {
    const form = evaluate(
      factsFile('form.yaml', 'decisionDate: 2025-13-01\noffender: { kind: HOSPITAL }\nviolations: []\n'),
    );
    expect(form.status).toBe(1);
    expect(form.stderr.match(/^ {2}\/\S+ {2}[A-Z_]+/gmu)?.sort()).toEqual([
      '  /decisionDate  INVALID_VALUE',
      '  /offender/kind  INVALID_VALUE',
      '  /violations  INVALID_VALUE',
    ]);
    const text = readFileSync(join(ROOT, example('shenze-2023-1')), 'utf8').replace(
      '2025-09-01',
      '2025-01-01',
    );
    const law = evaluate(factsFile('law.yaml', text));
    expect(law.status).toBe(1);
    expect(law.stderr).toContain('/decisionDate  NO_RULEBOOK_IN_FORCE（DB2025:27）');
    expect(law.stderr).toContain('/violations/0/discoveredOn  DATE_ORDER');
  });

  it('says what to do when called wrongly, and exits with 2', () => {
    expect(evaluate()).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('用法：') as unknown,
    });
    expect(evaluate('nowhere.yaml')).toMatchObject({
      status: 2,
      stderr: '无法读取文件 nowhere.yaml，请核对路径。\n',
    });
    expect(evaluate(factsFile('torn.yaml', 'violations: [')).status).toBe(2);
    expect(evaluate(factsFile('list.yaml', '- 1')).status).toBe(2);
    expect(evaluate('--nonsense').status).toBe(2);
  });
});

describe('npm run evaluate --json', () => {
  let bureau: TestApp;

  beforeAll(async () => {
    bureau = await openTestApp();
  });

  afterAll(async () => {
    await bureau.close();
  });

  it.each(EXAMPLES)('gives %s the same answer and receipt as the server', async (name) => {
    const token = await bureau.tokenOf('city-bureau');
    const { stdout } = evaluate(example(name), '--json');
    const text = readFileSync(join(ROOT, example(name)), 'utf8');
    const body = parse(text, (key, value: unknown) =>
      typeof value === 'number' ? (key === 'amount' ? value.toFixed(2) : String(value)) : value,
    ) as unknown;
    const served = await bureau.request('POST', '/api/v1/discretion/evaluate', { token, body });
    expect(JSON.parse(stdout)).toEqual(served.json());
  });
});
