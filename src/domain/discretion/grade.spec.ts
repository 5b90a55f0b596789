import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../test/support/discretion/a-case.js';
import {
  judged,
  questionsOf,
  rangesOf,
  readingOf,
  spanText,
} from '../../../test/support/discretion/judging.js';
import { rulebookWith, ruling, schedule, SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { formatDecimal } from '../shared/decimal.js';
import type { ItemCode } from './items.js';

const PROVISIONS = { '38': 'REG735:38(3)', '39': 'REG735:39(1)', '40': 'REG735:40.1(3)' } as const;

/** A case in a row of the sample; under 39 the correction was refused. */
function inRow(row: string): CaseBuilder {
  const article = row.slice(0, 2) as keyof typeof PROVISIONS;
  const charged = violation(PROVISIONS[article]).inGrade(row);
  return aCase(article === '39' ? charged.refusing() : charged);
}

const twiceAggravated = (sound: CaseBuilder): CaseBuilder => sound.givenAll('DB2025:18(3)', 'DB2025:18(4)');

describe('the grade', () => {
  it('without a row is the whole range of the statute, and a row is asked for (DB2025:9)', () => {
    const answer = judged(aCase(violation('REG735:40.1(3)')));
    expect(spanText(answer.gradeRange)).toBe('2–5');
    expect(questionsOf(answer)).toEqual(['GRADE_SCHEDULE_REQUIRED']);
  });

  it('is that of the row chosen, and its tier and place are named (DB2025:7, 9, P2)', () => {
    const answer = judged(inRow('40-B-2'));
    expect(spanText(answer.gradeRange)).toBe('3.5–4');
    expect(questionsOf(answer)).toEqual([]);
    expect(readingOf(answer, 'DB2025:7', 'P2')).toBe(
      'fired: 选定 sample-2025 / 40-B-2：B 档第 2 阶（示例，非正式裁量细则）',
    );
  });

  it('of an official schedule is named with its document number', () => {
    const rulebook = rulebookWith(schedule('city', [['r1', 'REG735:38', 'C', 1, '1', '1.2']]));
    expect(
      readingOf(judged(aCase(violation('REG735:38(3)').inGrade('r1', 'city')), rulebook), 'DB2025:7', 'P2'),
    ).toBe('fired: 选定 city / r1：C 档第 1 阶（测试细则 1 号）');
  });

  it('lies below the statute in rank, and the statute’s midpoint stays (DB2025:6, 24, P31)', () => {
    const answer = judged(inRow('38-A-2'));
    expect(answer.midpoint && formatDecimal(answer.midpoint)).toBe('1.5');
    expect(spanText(answer.statutoryRange)).toBe('1–2');
    expect(readingOf(answer, 'DB2025:6', 'P31')).toBe(
      'fired: 位阶：法律法规及国家局、市政府规定 > 本基准 > 裁量细则；阶次须落在法定幅度内',
    );
  });
});

describe('two or more aggravating items and none of 13 or 14: the highest grade (DB2025:19.1, P13)', () => {
  it.each([
    ['38-C-1', '1.1–1.3', []],
    ['38-C-2', '1.1–1.3', []],
    ['38-B-1', '1.5–1.6', ['HEAVIER (1.5, 1.6]']],
    ['38-B-2', '1.5–1.6', ['HEAVIER (1.5, 1.6]']],
    ['38-A-1', '1.8–2', ['HEAVIER [1.8, 2]']],
    ['40-C-1', '2.5–3', []],
    ['40-B-1', '3.5–4', ['HEAVIER (3.5, 4]']],
    ['40-A-1', '4.5–5', ['HEAVIER [4.5, 5]']],
    ['39-C-1', '15000–20000', []],
    ['39-B-1', '30000–35000', ['HEAVIER (30000, 35000]']],
    ['39-A-1', '45000–50000', ['HEAVIER [45000, 50000]']],
  ])('of the tier in which the chosen row lies, and heavier in it: %s → %s %j', (row, grade, ranges) => {
    const answer = judged(twiceAggravated(inRow(row)));
    expect(spanText(answer.gradeRange)).toBe(grade);
    expect(rangesOf(answer)).toEqual(ranges);
  });

  it.each([
    ['38-C-1', '1.8–2', 'HEAVIER [1.8, 2]'],
    ['40-B-1', '4.5–5', 'HEAVIER [4.5, 5]'],
    ['39-C-1', '45000–50000', 'HEAVIER [45000, 50000]'],
  ])('of the whole provision, once a ruling says so: %s → %s %s', (row, grade, range) => {
    const rulebook = rulebookWith(ruling('highestGradeWithin', 'PROVISION', '2025-06-20'));
    const answer = judged(twiceAggravated(inRow(row)), rulebook);
    expect(spanText(answer.gradeRange)).toBe(grade);
    expect(rangesOf(answer)).toEqual([range]);
  });

  it('a ruling holds from its day on', () => {
    const rulebook = rulebookWith(ruling('highestGradeWithin', 'PROVISION', '2025-07-01'));
    const grave = twiceAggravated(inRow('38-B-1'));
    expect(spanText(judged(grave.decidedOn('2025-06-30'), rulebook).gradeRange)).toBe('1.5–1.6');
    expect(spanText(judged(grave.decidedOn('2025-07-01'), rulebook).gradeRange)).toBe('1.8–2');
  });

  it('is the row with the greatest maximum, of equal ones with the greatest minimum', () => {
    const rows = [
      ['low', 'REG735:38', 'B', 1, '1.2', '1.5'],
      ['wide', 'REG735:38', 'B', 2, '1.4', '1.8'],
      ['high', 'REG735:38', 'B', 3, '1.6', '1.8'],
      ['other-basis', 'REG735:40', 'B', 1, '4', '5'],
    ] as const;
    for (const order of [rows, rows.toReversed()]) {
      const rulebook = rulebookWith(schedule('s', order));
      for (const chosen of ['low', 'wide', 'high']) {
        const charged = violation('REG735:38(3)').inGrade(chosen, 's');
        const answer = judged(twiceAggravated(aCase(charged)), rulebook);
        expect(spanText(answer.gradeRange)).toBe('1.6–1.8');
        expect(readingOf(answer, 'DB2025:19.1', 'P13')).toBe(
          'fired: 从重 2 项：所选档次内最高阶次 high [1.6, 1.8] 倍',
        );
      }
    }
  });

  it('is of the schedule chosen, not of another', () => {
    const rulebook = rulebookWith(schedule('s', [['only', 'REG735:38', 'B', 1, '1.5', '1.55']]));
    const charged = violation('REG735:38(3)').inGrade('only', 's');
    expect(spanText(judged(twiceAggravated(aCase(charged)), rulebook).gradeRange)).toBe('1.5–1.55');
  });

  it('without a row is unknown: the whole range stands in, and the officer is asked', () => {
    const answer = judged(twiceAggravated(aCase(violation('REG735:38(3)'))));
    expect(rangesOf(answer)).toEqual(['HEAVIER (1.5, 2]']);
    expect(questionsOf(answer)).toEqual(['GRADE_SCHEDULE_REQUIRED', 'HIGHEST_GRADE_UNKNOWN']);
  });

  it('a refusal and one item more are two (P19)', () => {
    const refusing = aCase(violation('REG735:38(3)').inGrade('38-A-1').refusing()).given('DB2025:18(3)');
    expect(spanText(judged(refusing).gradeRange)).toBe('1.8–2');
  });

  it('does not apply to one item, nor to refusal and repeat, which are one (P14, P16)', () => {
    expect(spanText(judged(inRow('38-A-1').given('DB2025:18(3)')).gradeRange)).toBe('1.6–1.8');
    const both = aCase(violation('REG735:38(3)').inGrade('38-A-1').refusing()).given('DB2025:18(2)', {
      ground: 'REPEAT',
    });
    expect(spanText(judged(both).gradeRange)).toBe('1.6–1.8');
  });

  it.each<readonly ItemCode[]>([['DB2025:13(2)'], ['DB2025:14(1)'], ['DB2025:13(2)', 'DB2025:14(1)']])(
    'does not apply beside items of 13 or 14: the chosen grade stays, and is weighed (DB2025:19.2, P15)',
    (...items) => {
      const answer = judged(twiceAggravated(inRow('40-A-1')).givenAll(...items));
      expect(spanText(answer.gradeRange)).toBe('4–4.5');
      expect(rangesOf(answer)).toEqual([`WEIGHED [${4 - items.length}, 4.5]`]);
    },
  );
});

describe('the midpoint of the grade, once a ruling says so (DB2025:10, P4)', () => {
  const rulebook = rulebookWith(
    ruling('midpointOf', 'GRADE', '2025-07-01'),
    schedule('single', [
      ['below', 'REG735:38', 'C', 1, '1.4', '1.4'],
      ['above', 'REG735:38', 'A', 1, '1.6', '1.6'],
    ]),
  );

  it.each([
    ['38-C-1', '1.05', '[1, 1.05)', '(1.05, 1.1]'],
    ['38-B-1', '1.4', '[1.3, 1.4)', '(1.4, 1.5]'],
    ['38-A-1', '1.7', '[1.6, 1.7)', '(1.7, 1.8]'],
    ['40-A-2', '4.75', '[4.5, 4.75)', '(4.75, 5]'],
    ['39-A-1', '40000', '[35000, 40000)', '(40000, 45000]'],
  ])('%s: midpoint %s, lighter %s, heavier %s', (row, midpoint, lighter, heavier) => {
    const answer = judged(inRow(row).given('DB2025:14(1)'), rulebook);
    expect(answer.midpoint && formatDecimal(answer.midpoint)).toBe(midpoint);
    expect(rangesOf(answer)).toContain(`LIGHTER ${lighter}`);
    expect(rangesOf(judged(inRow(row).given('DB2025:18(3)'), rulebook))).toEqual([`HEAVIER ${heavier}`]);
  });

  it('is the statute’s where no row was chosen', () =>
    expect(rangesOf(judged(aCase(violation('REG735:38(3)')).given('DB2025:18(3)'), rulebook))).toEqual([
      'HEAVIER (1.5, 2]',
    ]));

  it('is that of the highest grade where that applies (P13)', () =>
    expect(rangesOf(judged(twiceAggravated(inRow('38-B-1')), rulebook))).toEqual(['HEAVIER (1.55, 1.6]']));

  it('is the statute’s the day before', () =>
    expect(rangesOf(judged(inRow('38-A-1').decidedOn('2025-06-30').given('DB2025:18(3)'), rulebook))).toEqual(
      ['HEAVIER [1.6, 1.8]'],
    ));

  it.each(['below', 'above'])('closes both directions in a grade of one figure: %s', (row) => {
    const single = aCase(violation('REG735:38(3)').inGrade(row, 'single'));
    expect(questionsOf(judged(single.given('DB2025:13(2)'), rulebook))).toEqual(['LIGHTER_OUTSIDE_GRADE']);
    expect(questionsOf(judged(single.given('DB2025:18(3)'), rulebook))).toEqual(['HEAVIER_OUTSIDE_GRADE']);
  });

  it('is named in the trace with its own operands, not with the statute’s', () => {
    const answer = judged(inRow('38-B-1').given('DB2025:14(1)'), rulebook);
    expect(readingOf(answer, 'DB2025:10', 'P3')).toContain('(1.3 + 1.5) / 2 = 1.4 倍');
  });

  it('is named as the grade’s', () => {
    const sound = inRow('38-B-1').given('DB2025:14(1)');
    expect(readingOf(judged(sound, rulebook), 'DB2025:10', 'P4')).toBe(
      'idle: 中间值取阶次的；阶次 [1.3, 1.5] 倍',
    );
    expect(readingOf(judged(sound), 'DB2025:10', 'P4')).toBe('idle: 中间值取法定幅度的；阶次 [1.3, 1.5] 倍');
  });
});

describe('the rulebook is not changed by what is asked of it', () => {
  it('the shipped one still has the adopted values', () =>
    expect(rangesOf(judged(inRow('38-A-1').given('DB2025:18(3)'), SHIPPED))).toEqual(['HEAVIER [1.6, 1.8]']));
});
