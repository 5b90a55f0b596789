import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../test/support/discretion/a-case.js';
import { assessed, judged, readingOf } from '../../../test/support/discretion/judging.js';

const loss = aCase(violation('REG735:38(3)'));

/** Items of 13, of 14 and of 18 that count. */
const counts = (sound: CaseBuilder): readonly number[] => {
  const { shallMitigate, mayMitigate, aggravate } = judged(sound).circumstances;
  return [shallMitigate, mayMitigate, aggravate];
};

describe('circumstances are counted by item (DB2025:15, P9)', () => {
  it('none given, none counted', () => expect(counts(loss)).toEqual([0, 0, 0]));

  it('items of 13, of 14 and of 18 each in their own number', () => {
    const given = loss
      .givenAll('DB2025:13(2)', 'DB2025:13(4)', 'DB2025:13(6)', 'DB2025:14(1)', 'DB2025:14(4)')
      .given('DB2025:18(3)');
    expect(counts(given)).toEqual([3, 2, 1]);
  });

  it('several facts under one item count once', () => {
    const given = loss
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:13(2)', { factId: 'f2' })
      .given('DB2025:13(2)');
    expect(counts(given)).toEqual([1, 0, 0]);
  });

  it('a circumstance without a fact rests on one of its own', () =>
    expect(counts(loss.givenAll('DB2025:13(2)', 'DB2025:13(3)'))).toEqual([2, 0, 0]));
});

describe('one fact founds one item (P9)', () => {
  it('the same fact under two items of 13 counts once', () =>
    expect(
      counts(loss.given('DB2025:13(2)', { factId: 'f1' }).given('DB2025:13(4)', { factId: 'f1' })),
    ).toEqual([1, 0, 0]));

  it('the same fact under 13 and 14 counts under 13, in whatever order it is given', () => {
    const [of13, of14] = ['DB2025:13(5)', 'DB2025:14(2)'] as const;
    const fact = { factId: 'f1' };
    expect(counts(loss.given(of13, fact).given(of14, fact))).toEqual([1, 0, 0]);
    expect(counts(loss.given(of14, fact).given(of13, fact))).toEqual([1, 0, 0]);
  });

  it('the same fact under two items of 18 counts once', () =>
    expect(
      counts(loss.given('DB2025:18(3)', { factId: 'f1' }).given('DB2025:18(4)', { factId: 'f1' })),
    ).toEqual([0, 0, 1]));

  it('18 is gone through by itself: the same fact may found one item of 13 and one of 18', () =>
    expect(
      counts(loss.given('DB2025:13(2)', { factId: 'f1' }).given('DB2025:18(3)', { factId: 'f1' })),
    ).toEqual([1, 0, 1]));

  it('an item with one fresh fact among used ones counts', () => {
    const given = loss
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:13(4)', { factId: 'f1' })
      .given('DB2025:13(4)', { factId: 'f2' });
    expect(counts(given)).toEqual([2, 0, 0]);
  });

  it('an item with one fact of its own among used ones counts', () => {
    const given = loss
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:13(4)', { factId: 'f1' })
      .given('DB2025:13(4)');
    expect(counts(given)).toEqual([2, 0, 0]);
  });

  it('an item that counts uses all its facts, also those it did not need', () => {
    const given = loss
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:13(2)', { factId: 'f2' })
      .given('DB2025:13(4)', { factId: 'f2' })
      .given('DB2025:14(1)', { factId: 'f1' });
    expect(counts(given)).toEqual([1, 0, 0]);
  });

  it('facts are the violation’s own: another violation may rest on the same', () => {
    const two = aCase(violation('REG735:38(3)'), violation('REG735:38(1)'))
      .given('DB2025:13(2)', { factId: 'f1', violationIds: ['v1'] })
      .given('DB2025:13(4)', { factId: 'f1', violationIds: ['v2'] });
    expect(assessed(two).violations.map(({ circumstances }) => circumstances.shallMitigate)).toEqual([1, 1]);
  });

  it('items of 16 and 17 are not subject to it', () => {
    const waived = loss.given('DB2025:13(2)', { factId: 'f1' }).given('DB2025:17', { factId: 'f1' });
    expect(judged(waived).outcome).toBe('WAIVER_PERMITTED');
    expect(counts(waived)).toEqual([1, 0, 0]);
    expect(judged(waived.given('DB2025:16(4)', { factId: 'f1' })).outcome).toBe('NO_PENALTY');
  });

  it('an item passed over is named with its reason', () => {
    const given = loss.given('DB2025:13(2)', { factId: 'f1' }).given('DB2025:14(1)', { factId: 'f1' });
    expect(readingOf(judged(given), 'DB2025:14(1)', 'P9')).toBe(
      'idle: 积极配合并主动提供证据：所依事实已用于前项，不另计',
    );
    expect(readingOf(judged(given), 'DB2025:15', 'P9')).toBe(
      'fired: 按项计：第十三条 1 项，第十四条 0 项，第十八条 0 项；因一事不二计而不计：DB2025:14(1)',
    );
  });
});

describe('an item that the software adds itself (P9)', () => {
  const minor = aCase(violation('REG735:41.2')).aged(17);
  const refusal = aCase(violation('REG735:38(3)').refusing());

  it('needs no fact, and uses none', () =>
    expect(counts(minor.given('DB2025:13(3)', { factId: 'f1' }))).toEqual([2, 0, 0]));

  it('counts once, given or not', () => expect(counts(minor.given('DB2025:13(1)'))).toEqual([1, 0, 0]));

  it('uses the facts of its given entries all the same', () =>
    expect(
      counts(minor.given('DB2025:13(1)', { factId: 'f1' }).given('DB2025:13(3)', { factId: 'f1' })),
    ).toEqual([1, 0, 0]));

  it('counts even where its given entry rests on a used fact', () => {
    const given = refusal
      .given('DB2025:18(1)', { factId: 'f1' })
      .given('DB2025:18(2)', { factId: 'f1' })
      .given('DB2025:18(3)', { factId: 'f1' });
    expect(counts(given)).toEqual([0, 0, 2]);
  });
});

describe('refusal and repeat (DB2025:18(2))', () => {
  const refusing = aCase(violation('REG735:38(3)').refusing());

  it('a refusal to correct is 18(2) by itself (P19)', () => expect(counts(refusing)).toEqual([0, 0, 1]));

  it('given as well, the refusal still counts once; REFUSAL is the ground unless stated (P16)', () => {
    expect(counts(refusing.given('DB2025:18(2)'))).toEqual([0, 0, 1]);
    expect(counts(refusing.given('DB2025:18(2)', { ground: 'REFUSAL' }))).toEqual([0, 0, 1]);
  });

  it('refusal and repeat together are one item (P16)', () => {
    const both = refusing.given('DB2025:18(2)', { ground: 'REPEAT' });
    expect(counts(both)).toEqual([0, 0, 1]);
    expect(readingOf(judged(both), 'DB2025:18(2)', 'P16')).toBe(
      'fired: 拒不改正与一年内再犯同属一项，计一次',
    );
  });

  it('a repeat within twelve months counts by itself, on the officer’s finding (P17)', () => {
    const repeat = loss.given('DB2025:18(2)', { ground: 'REPEAT' });
    expect(counts(repeat)).toEqual([0, 0, 1]);
    expect(readingOf(judged(repeat), 'DB2025:18(2)', 'P17')).toBe(
      'fired: “一年内”按各次行为日期滚动十二个月计，由办案人员认定',
    );
  });

  it('is also counted where no fine is possible', () =>
    expect(counts(aCase(violation('REG735:38(3)').withoutAmount().refusing()))).toEqual([0, 0, 1]));
});

describe('under art. 39 the refusal is what the fine is for (REG735:39, P19)', () => {
  const fixed = aCase(violation('REG735:39(1)').refusing());

  it('and is not counted again', () => {
    expect(counts(fixed)).toEqual([0, 0, 0]);
    expect(judged(fixed).trace).toContainEqual(
      expect.objectContaining({ reading: 'P19', detail: '拒不改正是罚款的前提，不再作为从重情形' }),
    );
  });

  it('nor where it is given', () => expect(counts(fixed.given('DB2025:18(2)'))).toEqual([0, 0, 0]));

  it('a repeat is counted', () =>
    expect(counts(fixed.given('DB2025:18(2)', { ground: 'REPEAT' }))).toEqual([0, 0, 1]));

  it('of refusal and repeat, the repeat is counted', () =>
    expect(counts(fixed.given('DB2025:18(2)').given('DB2025:18(2)', { ground: 'REPEAT' }))).toEqual([
      0, 0, 1,
    ]));

  it('a refusal that is not counted uses no fact', () =>
    expect(
      counts(fixed.given('DB2025:18(2)', { factId: 'f1' }).given('DB2025:18(3)', { factId: 'f1' })),
    ).toEqual([0, 0, 1]));
});

describe('circumstances of some violations only', () => {
  it('count there and nowhere else; without a list they count everywhere', () => {
    const three = aCase(violation('REG735:38(1)'), violation('REG735:38(2)'), violation('REG735:38(3)'))
      .given('DB2025:13(2)', { violationIds: ['v2'] })
      .given('DB2025:14(1)', { violationIds: ['v3', 'v2'] })
      .given('DB2025:18(3)');
    expect(
      assessed(three).violations.map(({ circumstances: { shallMitigate, mayMitigate, aggravate } }) => [
        shallMitigate,
        mayMitigate,
        aggravate,
      ]),
    ).toEqual([
      [0, 0, 1],
      [1, 1, 1],
      [0, 1, 1],
    ]);
  });
});

describe('a residual item names its provision (P38)', () => {
  it.each([
    ['DB2025:13(6)', [1, 0, 0]],
    ['DB2025:14(4)', [0, 1, 0]],
    ['DB2025:16(6)', [0, 0, 0]],
    ['DB2025:18(5)', [0, 0, 1]],
  ] as const)('%s', (item, expected) => {
    const given = loss.given(item, { basis: '行政处罚法第三十二条' });
    expect(counts(given)).toEqual(expected);
    expect(judged(given).trace).toContainEqual(
      expect.objectContaining({
        reading: 'P38',
        fired: true,
        detail: expect.stringContaining('行政处罚法第三十二条'),
      }),
    );
  });
});
