import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvaluationAnswer } from '../../src/discretion/discretion.module.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { agreementMatter, beijingCase, qianjiangCase, shenzeCase } from '../support/cases.js';
import { expectProblem } from '../support/problem.js';
import { BEIJING } from '../support/published.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

const CASES = '/api/v1/cases';

interface Evaluation {
  readonly sequence: number;
  readonly revision: number;
  readonly answer: EvaluationAnswer;
}

interface Case {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly steps: string[];
  readonly evaluations: Evaluation[];
  readonly events: { readonly event: string; readonly number: string | null; readonly content: object }[];
}

const clock = new TestClock('2025-10-01T02:00:00.000Z');
let bureau: TestApp;
const tokens = new Map<string, string>();

beforeAll(async () => {
  bureau = await openTestApp({ clock });
});

afterAll(async () => {
  await bureau.close();
});

async function as(username: string): Promise<string> {
  const token = tokens.get(username) ?? (await bureau.tokenOf(username));
  tokens.set(username, token);
  return token;
}

type Method = 'GET' | 'POST' | 'PUT';

async function call(method: Method, path: string, body?: unknown, username = 'city-bureau'): Promise<Answer> {
  const token = await as(username);
  return bureau.request(method, `${CASES}${path}`, body === undefined ? { token } : { token, body });
}

async function ok<T = Case>(method: Method, path: string, body?: unknown, username?: string): Promise<T> {
  const answer = await call(method, path, body, username);
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json() as T;
}

interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly citation?: string;
  readonly detail: string;
}

async function faults(method: Method, path: string, body: unknown, username?: string): Promise<Fault[]> {
  const problem = expectProblem(await call(method, path, body, username), 422, 'RULE_VIOLATION');
  return problem['errors'] as Fault[];
}

const brief = (list: readonly Fault[]): string[] => list.map(({ pointer, code }) => `${pointer} ${code}`);

/** Opens and evaluates a case. */
async function evaluated(form: object): Promise<Case> {
  const { id } = await ok('POST', '', form);
  await ok('POST', `/${id}/evaluate`);
  return ok('GET', `/${id}`);
}

const heavier = (multiple: string) => [{ violationId: 'v1', direction: 'HEAVIER', multiple }];

async function decided(
  form: object,
  figures: object[],
  number: string,
  madeOn = '2025-09-01',
): Promise<Case> {
  const { id } = await evaluated(form);
  await ok('POST', `/${id}/proposal`, { evaluation: 1, figures, reasons: '依法裁量' });
  return ok('POST', `/${id}/decision/penalty`, { number, madeOn, figures, reasons: '依法裁量' });
}

describe('the published penalty cases, end to end', () => {
  it('Beijing 2025-05 goes from draft to decision, served, at 4 × (DB2025:10, 18(3))', async () => {
    const draft = await ok('POST', '', beijingCase());
    expect([draft.state, draft.steps]).toEqual(['DRAFT', ['REVISE', 'EVALUATE']]);

    const evaluation = await ok<Evaluation>('POST', `/${draft.id}/evaluate`);
    expect(evaluation.answer.violations[0]?.directions).toMatchObject([
      { direction: 'HEAVIER', fineMin: '323050.00', fineMax: '461500.00' },
    ]);

    const figures = [{ violationId: 'v1', direction: 'HEAVIER', fine: '369100.00' }];
    const proposed = await ok('POST', `/${draft.id}/proposal`, {
      evaluation: 1,
      figures,
      reasons: '阻挠检查，从重',
    });
    expect([proposed.state, proposed.steps]).toEqual([
      'PROPOSED',
      ['REVISE', 'EVALUATE', 'PROPOSE', 'DECIDE'],
    ]);

    const decision = {
      number: '京医保罚〔2025〕1号',
      madeOn: '2025-09-01',
      figures,
      reasons: '阻挠检查，从重',
    };
    const done = await ok('POST', `/${draft.id}/decision/penalty`, decision);
    expect([done.state, done.steps]).toEqual(['DECIDED', []]);
    expect(done.events.at(-1)).toMatchObject({
      event: 'DECIDED',
      number: '京医保罚〔2025〕1号',
      content: {
        figures: [{ violationId: 'v1', direction: 'HEAVIER', multiple: null, fine: '369100.00' }],
        totalFine: '369100.00',
        totalRefund: '92300.00',
        violations: [
          { id: 'v1', provision: 'REG735:40.1(3)', basis: 'REG735:40', conductEndedOn: '2025-06-20' },
        ],
      },
    });
    const served = await ok('POST', `/${draft.id}/decision/service`, { servedOn: '2025-09-05' });
    expect(served.events.map(({ event }) => event)).toEqual(['PROPOSED', 'DECIDED', 'SERVED']);
  });

  it('Qianjiang 2023-3 adds two conducts to 6,164.10 (P23)', async () => {
    const figures = [
      { violationId: 'excessive', direction: 'ORDINARY', multiple: '1' },
      { violationId: 'invented', direction: 'ORDINARY', multiple: '2' },
    ];
    const done = await decided(qianjiangCase(), figures, '京医保罚〔2025〕2号');
    expect(done.events.at(-1)?.content).toMatchObject({ totalFine: '6164.10', totalRefund: '5943.42' });
  });

  it('Shenze 2023-1 is fined at the upper end of art. 38', async () => {
    const figures = [{ violationId: 'v1', direction: 'ORDINARY', multiple: '2' }];
    const done = await decided(shenzeCase(), figures, '京医保罚〔2025〕3号');
    expect(done.events.at(-1)?.content).toMatchObject({ totalFine: '44724.00', totalRefund: '22362.00' });
  });
});

describe('a matter under the agreement', () => {
  it('7.84 million charged outside the licence are recovered by the agency, with no fine', async () => {
    const draft = await ok('POST', '', agreementMatter, 'district-agency');
    expect(draft.steps).toEqual(['REVISE', 'DECIDE']);
    const done = await ok(
      'POST',
      `/${draft.id}/decision/agreement`,
      {
        number: '朝医保协〔2025〕1号',
        madeOn: '2025-08-01',
        effectiveOn: '2025-08-05',
        measures: ['RECOVERY', 'BREACH_NOTICE'],
        recovered: '7840000.00',
        reasons: '超范围收治，费用不属基金支付范围',
      },
      'district-agency',
    );
    expect(done.state).toBe('DECIDED');
    expect(done.events[0]).toMatchObject({
      event: 'DECIDED',
      number: '朝医保协〔2025〕1号',
      content: { recovered: '7840000.00', measures: ['RECOVERY', 'BREACH_NOTICE'] },
    });
    expect(done.evaluations).toEqual([]);
  });

  it('is not the business of the bureau, nor a penalty case that of the agency (PQ2025:4)', async () => {
    expectProblem(await call('POST', '', agreementMatter, 'city-bureau'), 403, 'FORBIDDEN');
    expectProblem(await call('POST', '', beijingCase(), 'city-agency'), 403, 'FORBIDDEN');
  });

  it('has neither violations nor circumstances of the benchmark', async () => {
    const body = { ...agreementMatter, violations: beijingCase().violations };
    const problem = expectProblem(await call('POST', '', body, 'district-agency'), 400, 'INVALID_REQUEST');
    expect(brief(problem['errors'] as Fault[])).toEqual(['/violations INVALID_VALUE']);
  });
});

describe('a draft', () => {
  it('may be unfinished, but has to add up', async () => {
    const form = beijingCase('H11010500110');
    const [violation] = form.violations;
    const body = {
      ...form,
      facts: [
        { id: 'f1', words: '甲' },
        { id: 'f1', words: '乙' },
      ],
      violations: [
        {
          ...violation,
          conductStartedOn: '2025-07-01',
          worksheet: [{ description: '一', amount: '92299.99' }],
        },
      ],
      circumstances: [{ code: 'DB2025:18(3)', factId: 'f9', violationIds: ['v9'] }],
    };
    expect(brief(await faults('POST', '', body))).toEqual([
      '/facts/1/id DUPLICATE_ID',
      '/violations/0/amount WORKSHEET_SUM',
      '/violations/0/conductStartedOn DATE_ORDER',
      '/circumstances/0/factId UNKNOWN_REFERENCE',
      '/circumstances/0/violationIds/0 UNKNOWN_REFERENCE',
    ]);
    expect((await ok<{ total: number }>('GET', '?offenderCode=H11010500110')).total).toBe(0);
  });

  it('takes a worksheet whose sum is the amount, to the fen', async () => {
    const form = beijingCase('H11010500111');
    const worksheet = [
      { description: '一月', amount: '42300.55' },
      { description: '二月', amount: '49999.45' },
    ];
    const draft = await ok('POST', '', {
      ...form,
      violations: form.violations.map((each) => ({ ...each, worksheet })),
    });
    expect(draft.state).toBe('DRAFT');
  });

  it('names two officers (行政处罚法第四十二条)', async () => {
    const body = { ...beijingCase(), officers: ['执法人员甲', '执法人员甲'] };
    const problem = expectProblem(await call('POST', '', body), 400, 'INVALID_REQUEST');
    expect(brief(problem['errors'] as Fault[])).toEqual(['/officers INVALID_VALUE']);
  });

  it('keeps every revision, and refuses one that rests on an older', async () => {
    const form = shenzeCase('H11010500112');
    const { id } = await ok('POST', '', form);
    const content = { ...form, inspectionNo: '检〔2025〕改号' };
    expect((await ok('PUT', `/${id}`, { revision: 1, content })).revision).toBe(2);
    expectProblem(await call('PUT', `/${id}`, { revision: 1, content }), 409, 'CONFLICT');
    const revisions = await ok<{ content: { inspectionNo: string } }[]>('GET', `/${id}/revisions`);
    expect(revisions.map((each) => each.content.inspectionNo)).toEqual([form.inspectionNo, '检〔2025〕改号']);
  });

  it('goes back to a draft when revised, so that no proposal outlives its facts', async () => {
    const form = shenzeCase('H11010500113');
    const { id, revision } = await evaluated(form);
    expect((await ok('PUT', `/${id}`, { revision, content: form })).state).toBe('DRAFT');
    expectProblem(
      await call('POST', `/${id}/proposal`, { evaluation: 1, figures: [], reasons: '依法' }),
      409,
      'CONFLICT',
    );
  });
});

describe('an evaluation of a stored case', () => {
  it('needs what the rules need, and says where it is missing', async () => {
    const { decisionDate: _without, ...form } = shenzeCase('H11010500120');
    const { id } = await ok('POST', '', form);
    expect(brief(await faults('POST', `/${id}/evaluate`, undefined))).toEqual([
      '/decisionDate CASE_INCOMPLETE',
    ]);
  });

  it('is the same bytes under the same rulebook, and stands once', async () => {
    const { id } = await ok('POST', '', beijingCase('H11010500121'));
    const first = await call('POST', `/${id}/evaluate`);
    clock.advanceSeconds(60);
    const second = await call('POST', `/${id}/evaluate`);
    expect(second.text).toBe(first.text);
    expect((await ok('GET', `/${id}`)).evaluations).toHaveLength(1);
  });

  it('is what POST /discretion/evaluate says of the same facts', async () => {
    const { evaluations } = await evaluated(beijingCase('H11010500122'));
    const token = await as('auditor');
    const body = { ...BEIJING, circumstances: [{ code: 'DB2025:18(3)', factId: 'f1' }] };
    const plain = await bureau.request('POST', '/api/v1/discretion/evaluate', { token, body });
    const { receipt, ...answer } = plain.json() as EvaluationAnswer;
    expect(evaluations[0]?.answer).toMatchObject(answer);
    expect(evaluations[0]?.answer.receipt.outputHash).toBe(receipt.outputHash);
  });

  it('under a new rulebook is kept beside the old, each with its receipt', async () => {
    const { id } = await evaluated(shenzeCase('H11010500123'));
    const ruling = {
      policy: 'repairDay',
      value: 'APPROVAL',
      documentNo: '京医保函〔2025〕9号',
      validFrom: '2027-01-01',
    };
    const token = await as('city-bureau');
    expect((await bureau.request('POST', '/api/v1/rulebook/rulings', { token, body: ruling })).status).toBe(
      201,
    );
    await ok('POST', `/${id}/evaluate`);
    const { evaluations } = await ok('GET', `/${id}`);
    const hashes = evaluations.map(({ answer }) => answer.receipt.rulebookHash);
    expect([evaluations.length, new Set(hashes).size]).toEqual([2, 2]);
    expectProblem(
      await call('POST', `/${id}/proposal`, { evaluation: 1, figures: [], reasons: '依法' }),
      409,
      'CONFLICT',
    );
  });
});

describe('the counterfactuals of an evaluation', () => {
  interface WhatIf {
    readonly counterfactuals: { readonly citation: string; readonly words: string }[];
  }

  it('say what a different fact would have changed, each with its article', async () => {
    const { id } = await evaluated(beijingCase('H11010500124'));
    const { counterfactuals } = await ok<WhatIf>('GET', `/${id}/evaluations/1/counterfactuals`);
    expect(counterfactuals.find(({ citation }) => citation === 'DB2025:13(2)')?.words).toBe(
      '如果当事人主动消除或者减轻了违法行为的危害后果（DB2025:13(2)）：' +
        '由从重 (3.5, 5] 倍（323050.00–461500.00 元）变为综合权衡 [2, 5] 倍（184600.00–461500.00 元），' +
        '并须说明综合权衡的理由（DB2025:19.2）。',
    );
    expectProblem(await call('GET', `/${id}/evaluations/2/counterfactuals`), 404, 'NOT_FOUND');
    expectProblem(await call('GET', `/${id}/evaluations/x/counterfactuals`), 404, 'NOT_FOUND');
  });
});

describe('a proposal', () => {
  it('is refused with every figure that does not hold', async () => {
    const { id } = await evaluated(beijingCase('H11010500130'));
    const body = { evaluation: 1, figures: heavier('3.5'), reasons: '依法' };
    expect(await faults('POST', `/${id}/proposal`, body)).toMatchObject([
      { pointer: '/figures/0/multiple', code: 'OUTSIDE_RANGE', citation: 'DB2025:10' },
    ]);
    expect((await ok('GET', `/${id}`)).state).toBe('EVALUATED');
  });

  it('states its reasons (DB2025:21)', async () => {
    const { id } = await evaluated(beijingCase('H11010500131'));
    const answer = await call('POST', `/${id}/proposal`, { evaluation: 1, figures: heavier('4') });
    const problem = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(brief(problem['errors'] as Fault[])).toEqual(['/reasons REQUIRED']);
  });
});

describe('a penalty decision', () => {
  const decision = { madeOn: '2025-09-01', figures: heavier('4'), reasons: '依法' };

  it('is made by the municipal bureau only (DB2025:4, P25)', async () => {
    const form = { ...beijingCase('H11010500140'), district: '110105' };
    const { id } = await ok('POST', '', form, 'district-bureau');
    await ok('POST', `/${id}/evaluate`, undefined, 'district-bureau');
    await ok(
      'POST',
      `/${id}/proposal`,
      { evaluation: 1, figures: heavier('4'), reasons: '依法' },
      'district-bureau',
    );
    const body = { ...decision, number: '朝医保罚〔2025〕1号' };
    expectProblem(await call('POST', `/${id}/decision/penalty`, body, 'district-bureau'), 403, 'FORBIDDEN');
    expect((await ok('POST', `/${id}/decision/penalty`, body)).state).toBe('DECIDED');
  });

  it('lies within the law, within time, and under a number of its own', async () => {
    const { id } = await evaluated(beijingCase('H11010500141'));
    await ok('POST', `/${id}/proposal`, { evaluation: 1, figures: heavier('4'), reasons: '依法' });
    const at = `/${id}/decision/penalty`;
    expect(brief(await faults('POST', at, { ...decision, number: '甲', figures: heavier('3.5') }))).toEqual([
      '/figures/0/multiple OUTSIDE_RANGE',
    ]);
    expect(brief(await faults('POST', at, { ...decision, number: '甲', figures: [] }))).toEqual([
      '/figures FIGURE_REQUIRED',
    ]);
    expect(
      brief(
        await faults('POST', at, { ...decision, number: '甲', madeOn: '2025-10-02', servedOn: '2025-10-01' }),
      ),
    ).toEqual(['/madeOn DATE_ORDER', '/servedOn DATE_ORDER']);
    expect(brief(await faults('POST', at, { ...decision, number: '京医保罚〔2025〕1号' }))).toEqual([
      '/number DUPLICATE_ID',
    ]);
    expect((await ok('GET', `/${id}`)).state).toBe('PROPOSED');
  });

  it('may depart from the benchmark after collective discussion, but not from the statute (DB2025:22, P28)', async () => {
    const { id } = await evaluated(beijingCase('H11010500142'));
    await ok('POST', `/${id}/proposal`, { evaluation: 1, figures: heavier('4'), reasons: '依法' });
    const departure = { discussedOn: '2025-08-30', reasons: '个案处罚明显不当' };
    const at = `/${id}/decision/penalty`;
    expect(
      brief(await faults('POST', at, { ...decision, number: '乙', figures: heavier('1.9'), departure })),
    ).toEqual(['/figures/0/multiple OUTSIDE_RANGE']);
    const done = await ok('POST', at, { ...decision, number: '乙', figures: heavier('2'), departure });
    expect(done.events.at(-1)?.content).toMatchObject({ totalFine: '184600.00', departure });
  });

  it('never takes the place of a transfer where a crime is suspected (DB2025:5, P33)', async () => {
    const { id } = await evaluated({ ...beijingCase('H11010500143'), suspectedCrime: true });
    await ok('POST', `/${id}/proposal`, { evaluation: 1, figures: heavier('4'), reasons: '依法' });
    expect(brief(await faults('POST', `/${id}/decision/penalty`, { ...decision, number: '丙' }))).toEqual([
      '/figures TRANSFER_REQUIRED',
    ]);
  });

  it('from 2026-04-01 waits for a look at the national rules (DB2025:6, P37)', async () => {
    clock.advanceSeconds(365 * 86_400);
    const form = { ...beijingCase('H11010500144'), decisionDate: '2026-05-01' };
    tokens.clear();
    const { id } = await evaluated(form);
    await ok('POST', `/${id}/proposal`, { evaluation: 1, figures: heavier('4'), reasons: '依法' });
    const body = { ...decision, number: '丁', madeOn: '2026-05-01' };
    expect(brief(await faults('POST', `/${id}/decision/penalty`, body))).toEqual([
      '/nationalRulesChecked NATIONAL_RULES_UNCHECKED',
    ]);
    const done = await ok('POST', `/${id}/decision/penalty`, {
      ...body,
      nationalRulesChecked: '已核对，无不同规定',
    });
    expect(done.state).toBe('DECIDED');
  });

  it('made before the benchmark is recorded as it was, figures in yuan', async () => {
    const form = beijingCase('H11010500145');
    const violations = form.violations.map((each) => ({
      ...each,
      conductEndedOn: '2024-01-01',
      discoveredOn: '2024-02-01',
    }));
    const { id } = await ok('POST', '', { ...form, violations, decisionDate: '2024-05-01' });
    const at = `/${id}/decision/penalty`;
    const body = { ...decision, number: '京医保罚〔2024〕7号', madeOn: '2024-05-01' };
    expect(brief(await faults('POST', at, body))).toEqual(['/figures/0/fine FINE_REQUIRED']);
    const figures = [{ violationId: 'v1', direction: 'HEAVIER', fine: '369100.00' }];
    expect((await ok('POST', at, { ...body, figures })).state).toBe('DECIDED');
  });

  it('is changed or withdrawn by a new paper; the decision itself stays', async () => {
    const { id } = await decided(
      shenzeCase('H11010500146'),
      [{ violationId: 'v1', direction: 'ORDINARY', multiple: '2' }],
      '京医保罚〔2025〕46号',
    );
    const reversal = { by: 'COURT', documentNo: '（2025）京行终1号', on: '2025-09-20', reasons: '事实不清' };
    const at = `/${id}/decision/reversal`;
    expect(brief(await faults('POST', at, { ...reversal, kind: 'CHANGED', on: '2025-08-31' }))).toEqual([
      '/on DATE_ORDER',
    ]);
    await ok('POST', at, {
      ...reversal,
      kind: 'CHANGED',
      figures: [{ violationId: 'v1', direction: 'ORDINARY', multiple: '1' }],
    });
    const withdrawn = await ok('POST', at, { ...reversal, kind: 'WITHDRAWN' });
    expect(withdrawn.events.map(({ event }) => event)).toEqual([
      'PROPOSED',
      'DECIDED',
      'CHANGED',
      'WITHDRAWN',
    ]);
    expectProblem(await call('POST', at, { ...reversal, kind: 'WITHDRAWN' }), 409, 'CONFLICT');
  });
});

describe("the offender's past", () => {
  const code = 'H11010500150';
  const first = '京医保罚〔2025〕50号';

  interface Proposal {
    readonly violationId: string;
    readonly code: string;
    readonly ground: string | null;
    readonly earlier: { readonly decisionNo: string }[];
  }

  const past = async (id: string): Promise<unknown[]> =>
    (await ok<Proposal[]>('GET', `/${id}/past`)).map(({ code: item, ground, earlier }) => [
      item,
      ground,
      earlier.map(({ decisionNo }) => decisionNo),
    ]);

  const later = (conductEndedOn: string, circumstances: object[] = []) => ({
    ...beijingCase(code),
    decisionDate: '2026-08-01',
    facts: [{ id: 'f1', words: '事实' }],
    violations: beijingCase(code).violations.map((each) => ({
      ...each,
      conductEndedOn,
      discoveredOn: '2026-07-01',
    })),
    circumstances,
  });

  it('proposes 17 where there is no earlier decision, and 18(2) for the same article within a year (P17)', async () => {
    const { id } = await ok('POST', '', beijingCase(code));
    expect(await past(id)).toEqual([['DB2025:17', null, []]]);
    await decided(beijingCase(code), heavier('4'), first);
    const within = await ok('POST', '', later('2026-06-20'));
    expect(await past(within.id)).toEqual([['DB2025:18(2)', 'REPEAT', [first]]]);
    const after = await ok('POST', '', later('2026-06-21'));
    expect(await past(after.id)).toEqual([]);
  });

  it('wants a reason for a tick against the record', async () => {
    const firstTime = await ok('POST', '', later('2026-06-20', [{ code: 'DB2025:17', factId: 'f1' }]));
    expect(brief(await faults('POST', `/${firstTime.id}/evaluate`, undefined))).toEqual([
      '/circumstances/0/recordReason AGAINST_RECORD',
    ]);
    const repeat = { code: 'DB2025:18(2)', ground: 'REPEAT', factId: 'f1' };
    const against = await ok('POST', '', later('2026-06-21', [repeat]));
    const [fault] = await faults('POST', `/${against.id}/evaluate`, undefined);
    expect(fault).toEqual({
      pointer: '/circumstances/0/recordReason',
      code: 'AGAINST_RECORD',
      detail: '档案中没有与违法行为 v1 同一性质、一年之内的决定；仍要认定的，请写明理由（recordReason）。',
      citation: 'DB2025:18(2)',
    });
    const reasoned = await evaluated(
      later('2026-06-21', [{ ...repeat, recordReason: '外区决定，见证据三' }]),
    );
    expect(reasoned.evaluations[0]?.answer.violations[0]?.circumstances.aggravate).toBe(1);
  });

  it('forgets a decision that was withdrawn', async () => {
    const { items } = await ok<{ items: { id: string }[] }>('GET', `?offenderCode=${code}&state=DECIDED`);
    await ok('POST', `/${items[0]?.id ?? ''}/decision/reversal`, {
      kind: 'WITHDRAWN',
      by: 'OWN_MOTION',
      documentNo: '京医保撤〔2026〕1号',
      on: '2026-01-05',
      reasons: '自行纠正',
    });
    const { id } = await ok('POST', '', later('2026-06-20'));
    expect(await past(id)).toEqual([['DB2025:17', null, []]]);
  });
});

describe('what one step must not let through that another refuses', () => {
  const reasons = '依法';

  it('a tick against a record that has grown since: the answer stands byte for byte, the next step asks', async () => {
    const code = 'h11010500180 ';
    const form = { ...shenzeCase(code), circumstances: [{ code: 'DB2025:17', factId: 'f1' }] };
    const { id } = await ok('POST', '', { ...form, facts: [{ id: 'f1', words: '初次' }] });
    const first = await call('POST', `/${id}/evaluate`);
    const figures = [{ violationId: 'v1', direction: 'ORDINARY', multiple: '1' }];
    await decided(shenzeCase('H11010500180'), figures, '京医保罚〔2025〕180号');
    expect((await call('POST', `/${id}/evaluate`)).text).toBe(first.text);
    const against = await faults('POST', `/${id}/proposal`, { evaluation: 1, figures, reasons });
    expect(brief(against)).toEqual([' AGAINST_RECORD']);
    expect(against[0]?.detail).toContain('案件事实 /circumstances/0/recordReason：');
  });

  it('figures for violations that are not there, or twice', async () => {
    const { id } = await evaluated(shenzeCase('H11010500181'));
    const twice = [
      { violationId: 'v1', direction: 'ORDINARY', multiple: '1' },
      { violationId: 'v1', direction: 'ORDINARY', multiple: '1' },
      { violationId: 'v9', direction: 'ORDINARY', multiple: '1' },
    ];
    const at = `/${id}/proposal`;
    expect(brief(await faults('POST', at, { evaluation: 1, figures: twice, reasons })).sort()).toEqual([
      '/figures/1/violationId DUPLICATE_ID',
      '/figures/2/violationId UNKNOWN_REFERENCE',
    ]);
    expect(brief(await faults('POST', at, { evaluation: 1, figures: [], reasons }))).toEqual([
      '/figures FIGURE_REQUIRED',
    ]);
  });

  it('a decision before the benchmark that is not one: references, days, a suspected crime (P33)', async () => {
    const form = { ...beijingCase('H11010500182'), suspectedCrime: true };
    const { id } = await ok('POST', '', form);
    const figures = [{ violationId: 'v9', direction: 'WEIGHED', fine: '1.00' }];
    const body = { number: '旧', madeOn: '2025-06-01', figures, reasons };
    expect(brief(await faults('POST', `/${id}/decision/penalty`, body)).sort()).toEqual([
      '/figures TRANSFER_REQUIRED',
      '/figures/0/violationId UNKNOWN_REFERENCE',
      '/madeOn DATE_ORDER',
    ]);
  });

  it('a departure discussed after the decision, a measure in force before it is made', async () => {
    const { id } = await evaluated(beijingCase('H11010500183'));
    await ok('POST', `/${id}/proposal`, { evaluation: 1, figures: heavier('4'), reasons });
    const departure = { discussedOn: '2025-09-02', reasons };
    const body = { number: '后', madeOn: '2025-09-01', figures: heavier('2'), reasons, departure };
    expect(brief(await faults('POST', `/${id}/decision/penalty`, body))).toEqual([
      '/departure/discussedOn DATE_ORDER',
    ]);
    const matter = await ok('POST', '', agreementMatter, 'district-agency');
    const measure = {
      number: '前',
      madeOn: '2025-08-01',
      effectiveOn: '2025-07-31',
      measures: ['RECOVERY'],
      reasons,
    };
    expect(
      brief(await faults('POST', `/${matter.id}/decision/agreement`, measure, 'district-agency')),
    ).toEqual(['/effectiveOn DATE_ORDER']);
  });

  it('changed figures for violations the decision does not know', async () => {
    const figures = [{ violationId: 'v1', direction: 'ORDINARY', multiple: '1' }];
    const { id } = await decided(shenzeCase('H11010500184'), figures, '京医保罚〔2025〕184号');
    const change = { kind: 'CHANGED', by: 'COURT', documentNo: '判1', on: '2025-09-20', reasons };
    const unknown = [{ violationId: 'v9', direction: 'ORDINARY', multiple: '1' }];
    expect(brief(await faults('POST', `/${id}/decision/reversal`, { ...change, figures: unknown }))).toEqual([
      '/figures/0/violationId UNKNOWN_REFERENCE',
    ]);
  });

  it('one officer typed twice, a district that is no code', async () => {
    const body = { ...shenzeCase(), officers: ['甲', '甲 '], district: '朝阳' };
    const problem = expectProblem(await call('POST', '', body), 400, 'INVALID_REQUEST');
    expect(brief(problem['errors'] as Fault[]).sort()).toEqual([
      '/district INVALID_VALUE',
      '/officers INVALID_VALUE',
    ]);
  });
});

describe('lists and rights', () => {
  it('find by words, state and page, newest first', async () => {
    const all = await ok<{ total: number; items: Case[] }>('GET', '?pageSize=2');
    expect(all.items).toHaveLength(2);
    const next = await ok<{ items: Case[] }>('GET', '?pageSize=2&page=2');
    expect(next.items.map(({ id }) => id)).not.toEqual(all.items.map(({ id }) => id));
    const found = await ok<{ total: number }>('GET', `?text=${encodeURIComponent('乙医院')}`);
    expect(found.total).toBe(1);
    expect((await ok<{ total: number }>('GET', `?text=${encodeURIComponent('%')}`)).total).toBe(0);
    expectProblem(await call('GET', '?pageSize=0'), 400, 'INVALID_REQUEST');
  });

  it('show a district its own cases only; another district’s case does not exist for it', async () => {
    const { items } = await ok<{ items: (Case & { district: string })[] }>(
      'GET',
      '?pageSize=200',
      undefined,
      'district-bureau',
    );
    expect(new Set(items.map(({ district }) => district))).toEqual(new Set(['110105']));
    const { id } = await ok('POST', '', shenzeCase('H11010500160'));
    expectProblem(await call('GET', `/${id}`, undefined, 'district-bureau'), 404, 'NOT_FOUND');
  });

  it.each(['hospital', 'pharmacy', 'person', 'sysadmin', 'secadmin'])(
    'are closed to %s',
    async (username) => {
      expectProblem(await call('GET', '', undefined, username), 403, 'FORBIDDEN');
    },
  );

  it('are open to the auditor for reading, not for writing', async () => {
    expect((await call('GET', '', undefined, 'auditor')).status).toBe(200);
    expectProblem(await call('POST', '', shenzeCase(), 'auditor'), 403, 'FORBIDDEN');
  });

  it('leave a line in the record for every change, with the receipt where there is one', async () => {
    const { id } = await decided(
      shenzeCase('H11010500170'),
      [{ violationId: 'v1', direction: 'ORDINARY', multiple: '2' }],
      '京医保罚〔2025〕70号',
    );
    const entries = await bureau.app.get(Database).read.find(RecordEntryEntity, {
      where: { subject: `case/${id}` },
      order: { sequence: 'ASC' },
    });
    expect(entries.map(({ action, receipt }) => [action, receipt !== null])).toEqual([
      ['CASE_OPENED', false],
      ['CASE_EVALUATED', true],
      ['CASE_PROPOSED', true],
      ['CASE_DECIDED', false],
    ]);
  });
});

describe('a case of one district about an institution of another', () => {
  const ofHaidian = (track: 'PENALTY' | 'AGREEMENT'): object => ({
    track,
    district: '110108',
    inspectionNo: '检〔2025〕110108号',
    officers: ['甲', '乙'],
    offender: { kind: 'DESIGNATED_INSTITUTION', name: '示范医院', code: 'H11010500001' },
  });

  it.each([
    ['PENALTY', 'city-bureau', 'DB2025:4'],
    ['AGREEMENT', 'city-agency', 'PQ2025:4'],
  ] as const)('is refused (%s)', async (track, username, citation) => {
    const [fault] = await faults('POST', '', ofHaidian(track), username);
    expect(fault).toMatchObject({ pointer: '/district', code: 'OTHER_DISTRICT', citation });
  });
});
