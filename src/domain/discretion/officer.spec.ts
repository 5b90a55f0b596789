import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../test/support/discretion/a-case.js';
import { judged, questionsOf } from '../../../test/support/discretion/judging.js';
import { rulebookWith, ruling, schedule, SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { OfficerQuestion } from './assessment.js';

const inRow = (row: string): CaseBuilder => aCase(violation('REG735:38(3)').inGrade(row));
const loss = inRow('38-B-1');

function question(sound: CaseBuilder, code: string, rulebook = SHIPPED): OfficerQuestion | undefined {
  return judged(sound, rulebook).needsOfficer.find((each) => each.code === code);
}

describe('a grade', () => {
  it.each(['REG735:37', 'REG735:38(3)', 'REG735:40.1(3)', 'REG735:41.2'])(
    'is asked for where a fine is possible and none was chosen: %s (DB2025:9)',
    (provision) =>
      expect(judged(aCase(violation(provision))).needsOfficer).toEqual([
        expect.objectContaining({ code: 'GRADE_SCHEDULE_REQUIRED', citation: 'DB2025:9' }),
      ]),
  );

  it('is asked for under art. 39 too, once correction is refused', () => {
    const fixed = violation('REG735:39(1)');
    expect(questionsOf(judged(aCase(fixed.refusing())))).toEqual(['GRADE_SCHEDULE_REQUIRED']);
    expect(questionsOf(judged(aCase(fixed)))).toEqual([]);
  });

  it('that is the highest is unknown without one, and is asked for beside it (DB2025:19.1, P13)', () => {
    const grave = aCase(violation('REG735:38(3)')).givenAll('DB2025:18(3)', 'DB2025:18(4)');
    expect(questionsOf(judged(grave))).toEqual(['GRADE_SCHEDULE_REQUIRED', 'HIGHEST_GRADE_UNKNOWN']);
    expect(question(grave, 'HIGHEST_GRADE_UNKNOWN')?.citation).toBe('DB2025:19.1');
    expect(questionsOf(judged(grave.given('DB2025:14(1)')))).toEqual([
      'GRADE_SCHEDULE_REQUIRED',
      'MIXED_CIRCUMSTANCES',
    ]);
  });
});

describe('a direction that does not meet the grade (DB2025:10, 11, P4)', () => {
  it.each([
    ['38-B-2', 'DB2025:13(2)', 'LIGHTER_OUTSIDE_GRADE', '按阶次中间值计则为 [1.5, 1.55) 倍'],
    ['38-A-1', 'DB2025:14(1)', 'LIGHTER_OUTSIDE_GRADE', '按阶次中间值计则为 [1.6, 1.7) 倍'],
    ['38-C-1', 'DB2025:18(3)', 'HEAVIER_OUTSIDE_GRADE', '按阶次中间值计则为 (1.05, 1.1] 倍'],
    ['38-B-1', 'DB2025:18(3)', 'HEAVIER_OUTSIDE_GRADE', '按阶次中间值计则为 (1.4, 1.5] 倍'],
  ] as const)('%s with %s: %s, with what the grade’s midpoint would give', (row, item, code, material) => {
    const asked = question(inRow(row).given(item), code);
    expect(asked?.citation).toBe('DB2025:10');
    expect(asked?.detail).toContain(material);
    expect(asked?.detail).toContain(
      code === 'LIGHTER_OUTSIDE_GRADE'
        ? '与从轻的要求（低于中间值）无交集，不能在本阶次内从轻'
        : '与从重的要求（高于中间值）无交集，不能在本阶次内从重',
    );
    expect(questionsOf(judged(inRow(row).given(item)))).toEqual([code]);
  });

  it('speaks in yuan under art. 39', () =>
    expect(
      question(
        aCase(violation('REG735:39(1)').refusing().inGrade('39-A-1')).given('DB2025:13(2)'),
        'LIGHTER_OUTSIDE_GRADE',
      )?.detail,
    ).toContain('按阶次中间值计则为 [35000.00, 40000.00) 元'));

  it('names the highest grade where that applies (P13)', () =>
    expect(
      question(inRow('38-C-1').givenAll('DB2025:18(3)', 'DB2025:18(4)'), 'HEAVIER_OUTSIDE_GRADE')?.detail,
    ).toContain('阶次 [1.1, 1.3] 倍'));

  it('says so where the other midpoint gives nothing either', () => {
    const rulebook = rulebookWith(schedule('s', [['r', 'REG735:38', 'B', 1, '1.6', '1.6']]));
    const single = aCase(violation('REG735:38(3)').inGrade('r', 's')).given('DB2025:13(2)');
    expect(question(single, 'LIGHTER_OUTSIDE_GRADE', rulebook)?.detail).toContain(
      '按阶次中间值计亦无可选幅度',
    );
  });

  it('once the grade’s midpoint is ruled, gives what the statute’s would give', () => {
    const rulebook = rulebookWith(
      ruling('midpointOf', 'GRADE', '2025-07-01'),
      schedule('s', [['r', 'REG735:38', 'B', 1, '1.4', '1.4']]),
    );
    const single = aCase(violation('REG735:38(3)').inGrade('r', 's'));
    expect(question(single.given('DB2025:13(2)'), 'LIGHTER_OUTSIDE_GRADE', rulebook)?.detail).toContain(
      '按法定幅度中间值计则为 [1.4, 1.4] 倍',
    );
    expect(question(single.given('DB2025:18(3)'), 'HEAVIER_OUTSIDE_GRADE', rulebook)?.detail).toContain(
      '按法定幅度中间值计亦无可选幅度',
    );
  });

  it('is not asked about where the items do not call for it', () => {
    expect(questionsOf(judged(inRow('38-A-1')))).toEqual([]);
    expect(questionsOf(judged(inRow('38-A-1').given('DB2025:18(3)')))).toEqual([]);
    expect(questionsOf(judged(inRow('38-A-1').givenAll('DB2025:18(3)', 'DB2025:13(2)')))).toEqual([
      'MIXED_CIRCUMSTANCES',
    ]);
  });

  it('is not asked about where only mitigation is closed (P11)', () =>
    expect(
      questionsOf(judged(aCase(violation('REG735:40.1(3)').inGrade('40-C-1')).given('DB2025:13(2)'))),
    ).toEqual([]));
});

describe('weighing', () => {
  it('is left to the officer, with reasons (DB2025:19.2, P15)', () =>
    expect(question(loss.givenAll('DB2025:13(2)', 'DB2025:18(3)'), 'MIXED_CIRCUMSTANCES')?.citation).toBe(
      'DB2025:19.2',
    ));

  it.each([
    ['REG735:39(7)', 'DB2025:18(3)'],
    ['REG735:40.1(2)', 'DB2025:18(4)'],
  ] as const)('what makes up %s and counts again as %s is flagged (DB2025:3, P19)', (provision, item) => {
    const charged = aCase(violation(provision).refusing());
    const asked = question(charged.given(item), 'ELEMENT_OF_VIOLATION');
    expect(asked?.citation).toBe('DB2025:3');
    expect(asked?.detail).toContain(`${item} 所指事实可能就是 ${provision} 的构成要件`);
    expect(question(charged, 'ELEMENT_OF_VIOLATION')).toBeUndefined();
  });

  it.each([
    ['REG735:39(7)', 'DB2025:18(4)'],
    ['REG735:39(6)', 'DB2025:18(3)'],
    ['REG735:40.1(2)', 'DB2025:18(3)'],
    ['REG735:40.1(1)', 'DB2025:18(4)'],
  ] as const)('%s with %s repeats nothing (P19)', (provision, item) =>
    expect(
      question(aCase(violation(provision).refusing()).given(item), 'ELEMENT_OF_VIOLATION'),
    ).toBeUndefined(),
  );

  it('an element is flagged only when the item counts (P9, P19)', () => {
    const passedOver = aCase(violation('REG735:40.1(2)'))
      .given('DB2025:18(3)', { factId: 'f1' })
      .given('DB2025:18(4)', { factId: 'f1' });
    expect(question(passedOver, 'ELEMENT_OF_VIOLATION')).toBeUndefined();
    expect(question(passedOver.given('DB2025:18(4)'), 'ELEMENT_OF_VIOLATION')?.code).toBe(
      'ELEMENT_OF_VIOLATION',
    );
  });

  it('serious consequences raise 18(1), which also asks for grave circumstances, and add nothing by themselves', () => {
    const serious = aCase(violation('REG735:38(3)').inGrade('38-B-1').withSeriousConsequences());
    expect(question(serious, 'CONSIDER_18_1')?.citation).toBe('DB2025:18(1)');
    expect(judged(serious).circumstances.aggravate).toBe(0);
    expect(question(serious.given('DB2025:18(1)'), 'CONSIDER_18_1')).toBeUndefined();
  });
});

describe('law that is not to be had', () => {
  it.each([
    ['2025-06-08', ['OLD_LAW_UNAVAILABLE']],
    ['2025-06-09', []],
  ])('conduct ended on %s: %j (DB2025:27, P32)', (ended, questions) => {
    const sound = aCase(violation('REG735:38(3)').inGrade('38-B-1').ended(ended).discovered('2025-06-25'));
    expect(questionsOf(judged(sound))).toEqual(questions);
  });

  it.each([
    ['2026-03-31', []],
    ['2026-04-01', ['NATIONAL_RULES_UNAVAILABLE']],
  ])('decision on %s: %j (DB2025:6, P37)', (day, questions) =>
    expect(questionsOf(judged(loss.decidedOn(day)))).toEqual(questions),
  );

  it('is cited', () => {
    const both = aCase(violation('REG735:38(3)').inGrade('38-B-1').ended('2025-06-08')).decidedOn(
      '2026-04-01',
    );
    expect(judged(both).needsOfficer.map(({ citation }) => citation)).toEqual(['DB2025:27', 'DB2025:6']);
  });

  it.each<[string, CaseBuilder]>([
    ['no fine', aCase(violation('REG735:36(1)').ended('2025-06-08'))],
    ['no penalty', aCase(violation('REG735:38(3)').ended('2025-06-08')).given('DB2025:16(3)')],
    ['a waiver', aCase(violation('REG735:38(3)').inGrade('38-B-1').ended('2025-06-08')).given('DB2025:17')],
  ])('is asked about whatever the outcome: %s', (_outcome, sound) =>
    expect(questionsOf(judged(sound.decidedOn('2026-04-01')))).toEqual([
      'OLD_LAW_UNAVAILABLE',
      'NATIONAL_RULES_UNAVAILABLE',
    ]),
  );
});

describe('all that only a fine raises is asked only where one is possible', () => {
  const questions = (sound: CaseBuilder): string[] => questionsOf(judged(sound));
  const grave = violation('REG735:40.1(2)').withSeriousConsequences();

  it('and all of it at once, in this order', () => {
    const all = aCase(grave.ended('2025-06-08'))
      .givenAll('DB2025:18(4)', 'DB2025:13(2)')
      .decidedOn('2026-04-01');
    expect(questions(all)).toEqual([
      'GRADE_SCHEDULE_REQUIRED',
      'MIXED_CIRCUMSTANCES',
      'ELEMENT_OF_VIOLATION',
      'CONSIDER_18_1',
      'OLD_LAW_UNAVAILABLE',
      'NATIONAL_RULES_UNAVAILABLE',
    ]);
    expect(questions(all.given('DB2025:16(4)'))).toEqual([
      'OLD_LAW_UNAVAILABLE',
      'NATIONAL_RULES_UNAVAILABLE',
    ]);
  });

  it('also where a waiver is permitted (DB2025:17)', () =>
    expect(
      questions(aCase(violation('REG735:38(3)')).givenAll('DB2025:17', 'DB2025:18(3)', 'DB2025:13(2)')),
    ).toEqual(['GRADE_SCHEDULE_REQUIRED', 'MIXED_CIRCUMSTANCES']));

  it.each(['REG735:36(1)', 'REG735:39(7)', 'REG735:41.1(1)'])('not under %s without a fine', (provision) =>
    expect(
      questions(
        aCase(violation(provision).withSeriousConsequences()).givenAll('DB2025:18(3)', 'DB2025:13(2)'),
      ),
    ).toEqual([]),
  );
});
