import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCase, violation, type CaseBuilder } from '../../../../test/support/discretion/a-case.js';
import { anyCase } from '../../../../test/support/discretion/any-case.js';
import { rulebookWith, schedule, SHIPPED } from '../../../../test/support/discretion/rulebook.js';
import { nameOf } from '../../../../test/support/discretion/what-if.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { counterfactuals } from './counterfactuals.js';

/** The sentence of the change of this name. */
function sentence({ facts }: CaseBuilder, name: string, rulebook: Rulebook = SHIPPED): string | undefined {
  const answer = counterfactuals(facts, rulebook);
  if (!answer.ok) throw new Error('refused');
  const all = [...answer.value.counterfactuals, ...answer.value.refused];
  return all.find((each) => nameOf(each) === name)?.words;
}

const loss = violation('REG735:38(3)');
const inRow = loss.inGrade('38-B-1');
const fraud = violation('REG735:40.1(2)').inGrade('40-B-2');
const person = violation('REG735:41.2').inGrade('40-B-2');

describe('the sentence of a change', () => {
  it.each([
    [
      'several directions',
      aCase(inRow),
      'v1 DB2025:14(1) +',
      '如果当事人积极配合调查并主动提供证据（DB2025:14(1)）：由一般 [1.3, 1.5] 倍（13000.00–15000.00 元）变为' +
        '一般 [1.3, 1.5] 倍（13000.00–15000.00 元）、从轻 [1.3, 1.5) 倍（13000.00–15000.00 元）或者减轻 [0.5, 1.3) 倍（5000.00–13000.00 元）。',
    ],
    [
      'a fine in yuan',
      aCase(violation('REG735:39(7)').refusing().inGrade('39-A-1')),
      'v1 DB2025:18(3) +',
      '如果当事人妨碍或者抗拒调查处理（DB2025:18(3)）：由一般 [35000.00, 45000.00] 元变为从重 [35000.00, 45000.00] 元，' +
        '并须确认没有把违法行为的构成要件重复计算。',
    ],
    [
      'the trigger of art. 39 gone',
      aCase(violation('REG735:39(7)').refusing().inGrade('39-A-1')),
      'v1 refusedToCorrect',
      '如果当事人没有拒不改正（REG735:39）：由一般 [35000.00, 45000.00] 元变为不罚款。',
    ],
    [
      'a waiver permitted',
      aCase(inRow),
      'v1 DB2025:17 +',
      '如果当事人是初次违法、危害后果轻微并及时改正（DB2025:17）：由应予处罚变为可以不予处罚，予以处罚的幅度不变。',
    ],
    [
      'a waiver no longer permitted',
      aCase(inRow).given('DB2025:17'),
      'v1 DB2025:17 -',
      '如果不能认定当事人是初次违法、危害后果轻微并及时改正（DB2025:17）：由可以不予处罚变为应予处罚，予以处罚的幅度不变。',
    ],
    [
      'other fines beside a waiver',
      aCase(inRow).given('DB2025:17'),
      'v1 DB2025:13(2) +',
      '如果当事人主动消除或者减轻了违法行为的危害后果（DB2025:13(2)）：仍可以不予处罚，予以处罚的' +
        '由一般 [1.3, 1.5] 倍（13000.00–15000.00 元）变为从轻 [1.3, 1.5) 倍（13000.00–15000.00 元）或者减轻 [0.5, 1.3) 倍（5000.00–13000.00 元）。',
    ],
    [
      'a waiver that becomes possible with a loss',
      aCase(loss.withoutAmount()).given('DB2025:17'),
      'v1 amount',
      '如果违法行为造成基金损失（REG735:38）：由不罚款变为可以不予处罚，予以处罚的为一般 [1, 2] 倍，并责令退回基金损失，并须选定裁量阶次。',
    ],
    [
      'a waiver that goes with the loss',
      aCase(inRow).given('DB2025:17'),
      'v1 amount',
      '如果违法行为没有造成基金损失（REG735:38）：由可以不予处罚变为不罚款，不再责令退回。',
    ],
    [
      'a loss without a fine',
      aCase(violation('REG735:41.1(1)')),
      'v1 amount',
      '如果违法行为造成基金损失（REG735:41.1）：仍不罚款，但责令退回基金损失。',
    ],
    [
      'what stays although there is no penalty',
      aCase(person),
      'v1 DB2025:16(2) +',
      '如果当事人行为时没有辨认或者控制能力（DB2025:16(2)）：由一般 [3.5, 4] 倍（35000.00–40000.00 元）变为依法不予处罚，' +
        '但仍须责令退回 10000.00 元、暂停联网结算 3–12 个月。',
    ],
    [
      'a penalty after all, with all that belongs to it',
      aCase(violation('REG735:40.1(3)')).given('DB2025:16(4)'),
      'v1 DB2025:16(4) -',
      '如果没有证据证明当事人没有过错（DB2025:16(4)）：由依法不予处罚变为一般 [2, 5] 倍（20000.00–50000.00 元），' +
        '并责令暂停责任部门 6–12 个月，并须选定裁量阶次。',
    ],
    [
      'a suspension beside a fine that stays',
      aCase(inRow),
      'v1 seriousConsequences',
      '如果违法行为造成严重后果（REG735:38）：罚款幅度不变，但责令暂停责任部门 6–12 个月，并须认定是否同时情节恶劣（DB2025:18(1)）。',
    ],
    [
      'that suspension gone',
      aCase(inRow.withSeriousConsequences()),
      'v1 seriousConsequences',
      '如果违法行为没有造成严重后果（REG735:38）：罚款幅度不变，不再责令暂停责任部门，不再须认定是否同时情节恶劣（DB2025:18(1)）。',
    ],
    [
      'the highest grade no longer asked for',
      aCase(loss).givenAll('DB2025:18(3)', 'DB2025:18(5)'),
      'v1 DB2025:18(5) -',
      '如果没有其他法定从重情形（DB2025:18(5)）：罚款幅度不变，不再要求按最高裁量阶次处罚（DB2025:19.1）。',
    ],
    [
      'an element no longer counted twice',
      aCase(fraud).givenAll('DB2025:13(2)', 'DB2025:18(3)', 'DB2025:18(4)'),
      'v1 DB2025:18(4) -',
      '如果当事人没有毁弃、伪造证据或者打击报复（DB2025:18(4)）：罚款幅度不变，不再须核对是否重复计算。',
    ],
    [
      'no room for lighter in the grade',
      aCase(fraud),
      'v1 DB2025:13(3) +',
      '如果当事人是受他人胁迫或者诱骗而违法（DB2025:13(3)）：由一般 [3.5, 4] 倍（35000.00–40000.00 元）变为减轻 [2.5, 3.5) 倍（25000.00–35000.00 元），' +
        '本阶次内没有从轻的余地，可以考虑减轻或者集体讨论（DB2025:10、22）。',
    ],
    [
      'no room for heavier in the grade',
      aCase(inRow),
      'v1 DB2025:18(1) +',
      '如果违法行为情节恶劣且后果严重（DB2025:18(1)）：由一般 [1.3, 1.5] 倍（13000.00–15000.00 元）变为没有可选的幅度，' +
        '本阶次内没有从重的余地，可以考虑集体讨论（DB2025:22）。',
    ],
    [
      'conduct under the benchmark after all',
      aCase(inRow.ended('2025-06-01')),
      'v1 ended 2025-06-09',
      '如果违法行为到 2025-06-09 才终了（现行基准已经施行，DB2025:27）：罚款幅度不变，不再须比对新旧规定。',
    ],
    [
      'a decision before the national rules',
      aCase(inRow).decidedOn('2026-05-01'),
      'case decisionDate 2026-03-31',
      '如果决定在 2026-03-31 作出（国家医疗保障局令第7号尚未施行，DB2025:6）：罚款幅度不变，不再须核对国家医疗保障局令第7号。',
    ],
    [
      'a discovery in time after all',
      aCase(inRow.ended('2025-06-15').discovered('2027-06-16')).decidedOn('2028-01-01'),
      'v1 discovered 2027-06-15',
      '如果违法行为在 2027-06-15 就被发现（尚在 2 年的追究期限之内，DB2025:16(5)）：由依法不予处罚变为一般 [1.3, 1.5] 倍（13000.00–15000.00 元）。',
    ],
    [
      'a conduct that ended in time after all',
      aCase(inRow.ended('2025-06-15').discovered('2027-06-16')).decidedOn('2028-01-01'),
      'v1 ended 2025-06-16',
      '如果违法行为到 2025-06-16 才终了（发现时尚在 2 年的追究期限之内，DB2025:16(5)）：由依法不予处罚变为一般 [1.3, 1.5] 倍（13000.00–15000.00 元）。',
    ],
    [
      'harm gone',
      aCase(inRow.ended('2025-06-15').discovered('2027-06-16').harmingLifeHealthOrFinance()).decidedOn(
        '2028-01-01',
      ),
      'v1 harmToLifeHealthOrFinancialSafety',
      '如果违法行为不涉及公民生命健康安全、金融安全，或者没有危害后果（DB2025:16(5)）：' +
        '由一般 [1.3, 1.5] 倍（13000.00–15000.00 元）变为依法不予处罚，但仍须责令退回 10000.00 元。',
    ],
    [
      'intent gone',
      aCase(loss.toDefraud()),
      'v1 fraudulentIntent',
      '如果当事人不以骗取医疗保障基金为目的（REG735:40.2）：改依 REG735:38 处理，由一般 [2, 5] 倍（20000.00–50000.00 元）变为' +
        '一般 [1, 2] 倍（10000.00–20000.00 元），不再责令暂停责任部门。',
    ],
    [
      'no suspicion of a crime',
      aCase(inRow).suspectedOfCrime(),
      'case suspectedCrime',
      '如果违法行为不涉嫌犯罪（DB2025:5）：不再须移送司法机关。',
    ],
    [
      'an age',
      aCase(person).aged(30),
      'case age 13',
      '如果当事人行为时 13 周岁（DB2025:16(1)）：由一般 [3.5, 4] 倍（35000.00–40000.00 元）变为依法不予处罚，' +
        '但仍须责令退回 10000.00 元、暂停联网结算 3–12 个月。',
    ],
    [
      'the items of age',
      aCase(person).given('DB2025:13(1)'),
      'v1 DB2025:13(1) -',
      '如果当事人行为时已满 18 周岁（DB2025:13(1)）：由减轻 [2.5, 3.5) 倍（25000.00–35000.00 元）变为一般 [3.5, 4] 倍（35000.00–40000.00 元）。',
    ],
    [
      'a repeat left out',
      aCase(fraud).given('DB2025:18(2)', { ground: 'REPEAT' }),
      'v1 DB2025:18(2) -',
      '如果当事人没有在 1 年内再犯同类违法行为（DB2025:18(2)）：由从重 (3.5, 4] 倍（35000.00–40000.00 元）变为一般 [3.5, 4] 倍（35000.00–40000.00 元）。',
    ],
    [
      'a refusal',
      aCase(person).given('DB2025:17'),
      'v1 refusedToCorrect',
      '如果当事人经责令改正而拒不改正（DB2025:18(2)）：不能成立。DB2025:17 与下列事实不能并存：违法行为 v1 同时有拒不改正。',
    ],
  ])('%s', (_what, sound, name, words) => {
    expect(sentence(sound, name)).toBe(words);
  });

  it('tells of a grade that moves while the fines stay', () => {
    const rulebook = rulebookWith(
      schedule('own', [
        ['a', 'REG735:38', 'C', 1, '1', '2'],
        ['b', 'REG735:38', 'B', 1, '1.4', '2'],
      ]),
    );
    const heavier = aCase(loss.inGrade('a', 'own')).given('DB2025:18(3)');
    expect(sentence(heavier, 'v1 row own b', rulebook)).toBe(
      '如果裁量阶次定为 b（裁量细则 own，B 档第 1 阶 [1.4, 2] 倍，DB2025:9）：罚款幅度不变，阶次由 [1, 2] 倍变为 [1.4, 2] 倍。',
    );
  });

  it('tells of the first row chosen where it is as wide as the statute', () => {
    const rulebook = rulebookWith(schedule('own', [['a', 'REG735:38', 'C', 1, '1', '2']]));
    expect(sentence(aCase(loss), 'v1 row own a', rulebook)).toBe(
      '如果裁量阶次定为 a（裁量细则 own，C 档第 1 阶 [1, 2] 倍，DB2025:9）：罚款幅度不变，不再须另定裁量阶次。',
    );
  });
});

describe('the sentence of a change in a case of several violations', () => {
  const two = aCase(inRow, violation('REG735:39(1)').refusing());

  it('names the violation, and the totals where they change', () => {
    expect(sentence(two, 'v2 refusedToCorrect')).toBe(
      '就违法行为 v2，如果当事人没有拒不改正（REG735:39）：由一般 [10000.00, 50000.00] 元变为不罚款；' +
        '全案罚款合计由 23000.00–65000.00 元变为 13000.00–15000.00 元。',
    );
    expect(sentence(two, 'v1 ended 2025-06-08')).toBe(
      '就违法行为 v1，如果违法行为在 2025-06-08 就已终了（早于现行基准施行日 2025-06-09，DB2025:27）：' +
        '罚款幅度不变，但须由办案人员比对新旧规定，从旧兼从轻。',
    );
  });

  it('leaves the totals open where no direction is offered', () => {
    expect(sentence(two, 'v1 DB2025:18(4) +')).toMatch(/；全案罚款合计由 23000\.00–65000\.00 元变为待定。$/u);
  });

  it('says together what is the same for several violations', () => {
    expect(sentence(two, 'case decisionDate 2026-04-01')).toBe(
      '如果决定在 2026-04-01 作出（国家医疗保障局令第7号已经施行，DB2025:6）：' +
        '违法行为 v1、v2 罚款幅度不变，但须由办案人员先核对国家医疗保障局令第7号。',
    );
  });

  it('says apart what is not', () => {
    const person16 = aCase(person, violation('REG735:41.1(1)')).aged(16);
    expect(sentence(person16, 'case age 13')).toBe(
      '如果当事人行为时 13 周岁（DB2025:16(1)）：' +
        '违法行为 v1 由减轻 [2.5, 3.5) 倍（25000.00–35000.00 元）变为依法不予处罚，但仍须责令退回 10000.00 元、暂停联网结算 3–12 个月；' +
        '违法行为 v2 由不罚款变为依法不予处罚，但仍须暂停联网结算 3–12 个月；' +
        '全案罚款合计由 25000.00–35000.00 元变为 0.00–0.00 元。',
    );
  });
});

describe('every sentence', () => {
  it('is whole, and names its article', () => {
    fc.assert(
      fc.property(anyCase(SHIPPED), (facts) => {
        const answer = counterfactuals(facts, SHIPPED);
        if (!answer.ok) throw new Error('refused');
        for (const { words, citation } of [...answer.value.counterfactuals, ...answer.value.refused]) {
          expect(words).toMatch(/^(就违法行为 v\d，)?如果[^：]+（[^：]*）：.+。$/u);
          expect(words).toContain(citation);
          expect(words).not.toMatch(/undefined|null|，，|：，|。。|；；/u);
        }
      }),
      { numRuns: 60, seed: 735 },
    );
  });
});
