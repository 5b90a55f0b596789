import { describe, expect, it } from '@jest/globals';
import {
  aCase,
  violation,
  type CaseBuilder,
  type ViolationBuilder,
} from '../../../../test/support/discretion/a-case.js';
import { spanText } from '../../../../test/support/discretion/judging.js';
import { rulebookWith, schedule, SHIPPED } from '../../../../test/support/discretion/rulebook.js';
import { nameOf } from '../../../../test/support/discretion/what-if.js';
import { BEIJING_REFUSED, BEIJING_WHAT_IF } from '../../../../test/support/published-what-if.js';
import { rangeText } from '../../../../test/support/discretion/judging.js';
import { formatMoney } from '../../shared/money.js';
import { evaluate } from '../evaluate.js';
import type { CaseSummary, Counterfactual, Counterfactuals } from './counterfactual.js';
import { counterfactuals } from './counterfactuals.js';

const beijing = aCase(violation('REG735:40.1(3)').of('92300.00').ended('2025-06-20').discovered('2025-07-02'))
  .decidedOn('2025-09-01')
  .given('DB2025:18(3)');

function found({ facts }: CaseBuilder, rulebook = SHIPPED): Counterfactuals {
  const answer = counterfactuals(facts, rulebook);
  if (answer.ok) return answer.value;
  throw new Error(answer.faults.map(({ code }) => code).join(', '));
}

/** The change of this name; undefined when it changes nothing. */
const named = (all: Counterfactuals, name: string): Counterfactual | undefined =>
  all.counterfactuals.find((each) => nameOf(each) === name);

/** The violations of one side, each as one line. */
const lines = (side: CaseSummary | undefined): string[] =>
  (side?.violations ?? []).map((each) =>
    [
      each.basis,
      each.outcome,
      each.fineBasis,
      `grade ${spanText(each.gradeRange) ?? 'none'}`,
      ...each.directions.map((open) => `${open.direction} ${rangeText(open)}`),
      `refund ${each.refund === null ? 'assumed' : formatMoney(each.refund)}`,
      ...(each.departmentSuspension === null ? [] : ['department']),
      ...(each.settlementSuspension === null ? [] : ['settlement']),
      ...each.needsOfficer,
    ].join(' | '),
  );

/** A change with what it brings about, as three lines. */
const shown = (sound: CaseBuilder, name: string): object => {
  const each = named(found(sound), name);
  return { citation: each?.citation, before: lines(each?.before), after: lines(each?.after) };
};

const one = (provision: string): ViolationBuilder => violation(provision);

describe('the first published case', () => {
  it('reads, change by change', () => {
    expect(found(beijing).counterfactuals.map(({ words }) => words)).toEqual(BEIJING_WHAT_IF);
  });

  it('says what cannot be supposed of it', () => {
    expect(found(beijing).refused.map(({ words }) => words)).toEqual(BEIJING_REFUSED);
  });

  it('lists items as they stand in the text, then flags, amount, rows, days, then the facts of the case', () => {
    const kinds = found(beijing).counterfactuals.map(({ violationId, change }) =>
      violationId === null ? 'CASE' : change.kind,
    );
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'ITEM',
      'FLAG',
      'GRADE',
      'DAY',
      'CASE',
    ]);
  });

  it('is the same with and without a proposal, and each time it is asked', () => {
    const proposed = beijing.proposing('HEAVIER', { multiple: '4' });
    expect(found(proposed)).toEqual(found(beijing));
    const two = aCase(one('REG735:38(3)').toDefraud(), one('REG735:39(1)').refusing());
    const each = two.proposing('ORDINARY', { multiple: '3' }).proposing('ORDINARY', { fine: '9.00' }, 'v2');
    expect(found(each)).toEqual(found(two));
    expect(found(beijing)).toEqual(found(beijing));
  });
});

describe('each kind of change', () => {
  it('an item added (DB2025:13(2))', () => {
    expect(shown(aCase(one('REG735:38(3)').inGrade('38-B-1')), 'v1 DB2025:13(2) +')).toEqual({
      citation: 'DB2025:13(2)',
      before: ['REG735:38 | PENALISE | MULTIPLE | grade 1.3–1.5 | ORDINARY [1.3, 1.5] | refund 10000.00'],
      after: [
        'REG735:38 | PENALISE | MULTIPLE | grade 1.3–1.5 | LIGHTER [1.3, 1.5) | MITIGATED [0.5, 1.3) | refund 10000.00',
      ],
    });
  });

  it('an item left out (DB2025:18(4)): no longer the highest grade (DB2025:19.1)', () => {
    const two = aCase(one('REG735:40.1(3)').inGrade('40-B-1')).givenAll('DB2025:18(3)', 'DB2025:18(4)');
    expect(shown(two, 'v1 DB2025:18(4) -')).toEqual({
      citation: 'DB2025:18(4)',
      before: [
        'REG735:40 | PENALISE | MULTIPLE | grade 3.5–4 | HEAVIER (3.5, 4] | refund 10000.00 | department',
      ],
      after: [
        'REG735:40 | PENALISE | MULTIPLE | grade 3–3.5 | refund 10000.00 | department | HEAVIER_OUTSIDE_GRADE',
      ],
    });
  });

  it('an item with a fact of its own, where it rests on one already used (P9)', () => {
    const shared = aCase(one('REG735:38(3)').inGrade('38-A-2'))
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:14(1)', { factId: 'f1' });
    const added = named(found(shared), 'v1 DB2025:14(1) +');
    expect(lines(added?.after)).toEqual([
      'REG735:38 | PENALISE | MULTIPLE | grade 1.8–2 | MITIGATED [0.5, 1.8) | refund 10000.00 | LIGHTER_OUTSIDE_GRADE',
    ]);
    expect(added?.words).toMatch(
      /^如果另有独立的事实表明当事人积极配合调查并主动提供证据（DB2025:14\(1\)）：/u,
    );
    expect(named(found(shared), 'v1 DB2025:14(1) -')).toBeUndefined();
    expect(lines(named(found(shared), 'v1 DB2025:13(2) -')?.after)).toEqual([
      'REG735:38 | PENALISE | MULTIPLE | grade 1.8–2 | ORDINARY [1.8, 2] | MITIGATED [0.8, 1.8) | refund 10000.00 | LIGHTER_OUTSIDE_GRADE',
    ]);
  });

  it('an item left out of one violation stays for the others it was given for', () => {
    const both = aCase(one('REG735:38(3)'), one('REG735:38(4)')).given('DB2025:18(3)');
    const change = named(found(both), 'v2 DB2025:18(3) -');
    expect(change?.after.violations.map(({ id }) => id)).toEqual(['v2']);
    expect(change?.after.totals).toEqual({ fineMin: 2500000n, fineMax: 4000000n, refund: 2000000n });
  });

  it('a residual item is supposed with a provision still to be named (P38)', () => {
    const change = named(found(aCase(one('REG735:38(3)'))), 'v1 DB2025:16(6) +')?.change;
    expect(change).toEqual({
      kind: 'ITEM',
      item: 'DB2025:16(6)',
      heading: '其他法定不予处罚情形',
      ground: null,
      basisToBeNamed: true,
      from: false,
      to: true,
    });
  });

  it('a flag: refusal to correct under art. 38 (DB2025:18(2); REG735:38)', () => {
    expect(shown(aCase(one('REG735:38(3)').inGrade('38-B-2')), 'v1 refusedToCorrect')).toEqual({
      citation: 'DB2025:18(2)',
      before: ['REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | ORDINARY [1.5, 1.6] | refund 10000.00'],
      after: [
        'REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | HEAVIER (1.5, 1.6] | refund 10000.00 | department',
      ],
    });
  });

  it('a flag: refusal to correct is the trigger of art. 39, and takes 18(2) as said again with it', () => {
    expect(shown(aCase(one('REG735:39(1)').inGrade('39-C-1')), 'v1 refusedToCorrect')).toEqual({
      citation: 'REG735:39',
      before: ['REG735:39 | NO_FINE | NONE | grade none | refund 0.00'],
      after: ['REG735:39 | PENALISE | FIXED | grade 10000–15000 | ORDINARY [10000, 15000] | refund 0.00'],
    });
    const saidTwice = aCase(one('REG735:39(1)').refusing()).given('DB2025:18(2)');
    expect(lines(named(found(saidTwice), 'v1 refusedToCorrect')?.after)).toEqual([
      'REG735:39 | NO_FINE | NONE | grade none | refund 0.00',
    ]);
  });

  it('a flag: serious consequences suspend the department under 38, and ask of 18(1)', () => {
    expect(shown(aCase(one('REG735:38(3)').inGrade('38-B-2')), 'v1 seriousConsequences')).toEqual({
      citation: 'REG735:38',
      before: ['REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | ORDINARY [1.5, 1.6] | refund 10000.00'],
      after: [
        'REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | ORDINARY [1.5, 1.6] | refund 10000.00 | department | CONSIDER_18_1',
      ],
    });
  });

  it('a flag: harm to life, health or financial safety lengthens the limitation (DB2025:16(5))', () => {
    const late = aCase(one('REG735:37').discovered('2027-06-16'))
      .decidedOn('2027-07-01')
      .given('DB2025:16(5)');
    expect(shown(late, 'v1 harmToLifeHealthOrFinancialSafety')).toEqual({
      citation: 'DB2025:16(5)',
      before: ['REG735:37 | NO_PENALTY | NONE | grade none | refund 10000.00 | NATIONAL_RULES_UNAVAILABLE'],
      after: [
        'REG735:37 | PENALISE | MULTIPLE | grade 2–5 | ORDINARY [2, 5] | refund 10000.00 | GRADE_SCHEDULE_REQUIRED | NATIONAL_RULES_UNAVAILABLE',
      ],
    });
  });

  it('a flag: intent moves 38 to 40, where the chosen row does not fit (REG735:40.2)', () => {
    const change = named(found(aCase(one('REG735:38(3)').inGrade('38-B-2'))), 'v1 fraudulentIntent');
    expect({ citation: change?.citation, after: lines(change?.after) }).toEqual({
      citation: 'REG735:40.2',
      after: [
        'REG735:40 | PENALISE | MULTIPLE | grade 2–5 | ORDINARY [2, 5] | refund 10000.00 | department | GRADE_SCHEDULE_REQUIRED',
      ],
    });
    expect(change?.words).toBe(
      '如果当事人以骗取医疗保障基金为目的（REG735:40.2）：改依 REG735:40 处理，' +
        '由一般 [1.5, 1.6] 倍（15000.00–16000.00 元）变为一般 [2, 5] 倍（20000.00–50000.00 元），' +
        '并责令暂停责任部门 6–12 个月，原选阶次 38-B-2 不再适用，并须选定裁量阶次。',
    );
    expect(named(found(aCase(one('REG735:41.1(1)').of('5.00'))), 'v1 fraudulentIntent')?.citation).toBe(
      'REG735:41.2',
    );
  });

  it('suspicion of a crime: the transfer, and nothing else (DB2025:5)', () => {
    const change = named(found(aCase(one('REG735:38(3)'))), 'case suspectedCrime');
    expect(change).toMatchObject({
      violationId: null,
      citation: 'DB2025:5',
      before: { transferToJudicialOrgan: false, violations: [] },
      after: { transferToJudicialOrgan: true, violations: [] },
    });
  });

  it('no loss where there is one (REG735:38)', () => {
    expect(shown(aCase(one('REG735:38(3)').inGrade('38-B-2')), 'v1 amount')).toEqual({
      citation: 'REG735:38',
      before: ['REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | ORDINARY [1.5, 1.6] | refund 10000.00'],
      after: ['REG735:38 | NO_FINE | NONE | grade none | refund 0.00'],
    });
  });

  it('a loss where there is none is told in multiples, since nobody has stated its amount', () => {
    const change = named(found(aCase(one('REG735:38(3)').withoutAmount())), 'v1 amount');
    expect(change?.change).toEqual({ kind: 'AMOUNT', from: null, to: 100n, assumed: true });
    expect(lines(change?.after)).toEqual([
      'REG735:38 | PENALISE | MULTIPLE | grade 1–2 | ORDINARY [1, 2] | refund assumed | GRADE_SCHEDULE_REQUIRED',
    ]);
    expect(change?.after.totals).toBeNull();
    expect(change?.after.violations[0]?.directions[0]).toMatchObject({ fineMin: null, fineMax: null });
    expect(change?.words).toBe(
      '如果违法行为造成基金损失（REG735:38）：由不罚款变为一般 [1, 2] 倍，并责令退回基金损失，并须选定裁量阶次。',
    );
  });

  it('another row of the schedule, and none (DB2025:9)', () => {
    const inRow = aCase(one('REG735:38(3)').inGrade('38-B-2'));
    expect(shown(inRow, 'v1 row sample-2025 38-C-1')).toEqual({
      citation: 'DB2025:9',
      before: ['REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | ORDINARY [1.5, 1.6] | refund 10000.00'],
      after: ['REG735:38 | PENALISE | MULTIPLE | grade 1–1.1 | ORDINARY [1, 1.1] | refund 10000.00'],
    });
    expect(lines(named(found(inRow), 'v1 row none')?.after)).toEqual([
      'REG735:38 | PENALISE | MULTIPLE | grade 1–2 | ORDINARY [1, 2] | refund 10000.00 | GRADE_SCHEDULE_REQUIRED',
    ]);
    const rows = found(inRow).counterfactuals.filter(({ change }) => change.kind === 'GRADE');
    expect(rows.map(nameOf)).toEqual([
      'v1 row sample-2025 38-C-1',
      'v1 row sample-2025 38-C-2',
      'v1 row sample-2025 38-B-1',
      'v1 row sample-2025 38-A-1',
      'v1 row sample-2025 38-A-2',
      'v1 row none',
    ]);
  });

  it('the end of the conduct on the other side of the limitation (DB2025:16(5)) and of the benchmark (DB2025:27)', () => {
    const inRow = aCase(one('REG735:38(3)').inGrade('38-B-2'));
    expect(shown(inRow, 'v1 ended 2023-06-24')).toMatchObject({
      citation: 'DB2025:16(5)',
      after: ['REG735:38 | NO_PENALTY | NONE | grade none | refund 10000.00 | OLD_LAW_UNAVAILABLE'],
    });
    expect(shown(inRow, 'v1 ended 2025-06-08')).toMatchObject({
      citation: 'DB2025:27',
      after: [
        'REG735:38 | PENALISE | MULTIPLE | grade 1.5–1.6 | ORDINARY [1.5, 1.6] | refund 10000.00 | OLD_LAW_UNAVAILABLE',
      ],
    });
  });

  it('the discovery on the other side of the limitation (DB2025:16(5))', () => {
    const inTime = aCase(one('REG735:36(1)')).decidedOn('2027-07-01');
    expect(shown(inTime, 'v1 discovered 2027-06-16')).toEqual({
      citation: 'DB2025:16(5)',
      before: ['REG735:36 | NO_FINE | NONE | grade none | refund 0.00 | NATIONAL_RULES_UNAVAILABLE'],
      after: ['REG735:36 | NO_PENALTY | NONE | grade none | refund 0.00 | NATIONAL_RULES_UNAVAILABLE'],
    });
    const late = aCase(one('REG735:36(1)').discovered('2027-06-16')).decidedOn('2027-07-01');
    expect(lines(named(found(late), 'v1 discovered 2027-06-15')?.after)).toEqual([
      'REG735:36 | NO_FINE | NONE | grade none | refund 0.00 | NATIONAL_RULES_UNAVAILABLE',
    ]);
  });

  it('the decision on the other side of the national rules (DB2025:6, P37)', () => {
    expect(shown(aCase(one('REG735:36(1)')), 'case decisionDate 2026-04-01')).toEqual({
      citation: 'DB2025:6',
      before: ['REG735:36 | NO_FINE | NONE | grade none | refund 0.00'],
      after: ['REG735:36 | NO_FINE | NONE | grade none | refund 0.00 | NATIONAL_RULES_UNAVAILABLE'],
    });
  });

  it('the decision after the last day of the schedule chosen (DB2025:24)', () => {
    const ending = rulebookWith(
      schedule('own', [['b', 'REG735:38', 'B', 1, '1.5', '2']], '2025-06-09', '2025-12-31'),
    );
    const change = named(
      found(aCase(one('REG735:38(1)').inGrade('b', 'own')), ending),
      'case decisionDate 2026-01-01',
    );
    expect(change?.citation).toBe('DB2025:24');
    expect(change?.words).toBe(
      '如果决定在 2026-01-01 作出（裁量细则 own 已经失效，DB2025:24）：' +
        '由一般 [1.5, 2] 倍（15000.00–20000.00 元）变为一般 [1, 2] 倍（10000.00–20000.00 元），' +
        '原选阶次 b 不再适用，并须选定裁量阶次。',
    );
  });

  it.each([
    [13, 'DB2025:16(1)', 'REG735:41.2 | NO_PENALTY | NONE | grade none'],
    [14, 'DB2025:13(1)', 'REG735:41.2 | PENALISE | MULTIPLE | grade 2–2.5 | LIGHTER [2, 2.5]'],
    [17, 'DB2025:13(1)', 'REG735:41.2 | PENALISE | MULTIPLE | grade 2–2.5 | LIGHTER [2, 2.5]'],
  ])('the age: %d instead of 30 (P36)', (age, citation, after) => {
    expect(shown(aCase(one('REG735:41.2').inGrade('40-C-1')).aged(30), `case age ${age}`)).toEqual({
      citation,
      before: [
        'REG735:41.2 | PENALISE | MULTIPLE | grade 2–2.5 | ORDINARY [2, 2.5] | refund 10000.00 | settlement',
      ],
      after: [`${after} | refund 10000.00 | settlement`],
    });
  });

  it('the age: 18 instead of 16, whatever items say the age again', () => {
    const minor = aCase(one('REG735:41.2').inGrade('40-C-1')).aged(16).given('DB2025:13(1)');
    expect(shown(minor, 'case age 18')).toMatchObject({
      citation: 'DB2025:13(1)',
      after: [
        'REG735:41.2 | PENALISE | MULTIPLE | grade 2–2.5 | ORDINARY [2, 2.5] | refund 10000.00 | settlement',
      ],
    });
    expect(named(found(minor), 'v1 DB2025:13(1) -')).toBeUndefined();
  });

  it('the items of age where no age is stated, one instead of the other (P36)', () => {
    const minor = aCase(one('REG735:41.2').inGrade('40-C-1')).given('DB2025:13(1)');
    expect(lines(named(found(minor), 'v1 DB2025:16(1) +')?.after)).toEqual([
      'REG735:41.2 | NO_PENALTY | NONE | grade none | refund 10000.00 | settlement',
    ]);
    expect(lines(named(found(minor), 'v1 DB2025:13(1) -')?.after)).toEqual([
      'REG735:41.2 | PENALISE | MULTIPLE | grade 2–2.5 | ORDINARY [2, 2.5] | refund 10000.00 | settlement',
    ]);
  });
});

describe('what the law refuses', () => {
  it('is a supposition that does not go with the other facts, with code and article (P26)', () => {
    const refused = found(aCase(one('REG735:38(3)').refusing())).refused;
    expect(refused.find((each) => nameOf(each) === 'v1 DB2025:17 +')).toMatchObject({
      violationId: 'v1',
      citation: 'DB2025:17',
      faults: [{ code: 'CIRCUMSTANCES_CONTRADICT', citation: 'DB2025:17' }],
    });
  });

  it('is said once, though it hits several violations', () => {
    const refused = found(aCase(one('REG735:38(3)'), one('REG735:38(4)'))).refused;
    const early = refused.find((each) => nameOf(each) === 'case decisionDate 2025-06-08');
    expect(early?.faults.map(({ code, citation }) => [code, citation])).toEqual([
      ['NO_RULEBOOK_IN_FORCE', 'DB2025:27'],
      ['DATE_ORDER', null],
    ]);
  });

  it('the facts themselves: as evaluate does', () => {
    const { facts } = aCase(one('REG735:40.1(1)').withoutAmount()).given('DB2025:13(6)', { basis: null });
    expect(counterfactuals(facts, SHIPPED)).toEqual(evaluate(facts, SHIPPED));
  });
});
