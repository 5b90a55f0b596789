import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../test/support/discretion/a-case.js';
import { judged, readingOf } from '../../../test/support/discretion/judging.js';
import { ITEMS, type ItemCode } from './items.js';

/** The trace as a list of `rule reading`. */
const rows = (sound: CaseBuilder): string[] =>
  judged(sound).trace.map(({ rule, reading }) => (reading === null ? rule : `${rule} ${reading}`));

/** Every item once, in the order of the text, with the reading that bears on it. */
const ITEM_ROWS = [
  'DB2025:13(1) P36',
  'DB2025:13(2) P9',
  'DB2025:13(3) P9',
  'DB2025:13(4) P9',
  'DB2025:13(5) P9',
  'DB2025:13(6) P38',
  'DB2025:14(1) P9',
  'DB2025:14(2) P9',
  'DB2025:14(3) P9',
  'DB2025:14(4) P38',
  'DB2025:16(1) P36',
  'DB2025:16(2)',
  'DB2025:16(3) P26',
  'DB2025:16(4)',
  'DB2025:16(5) P27',
  'DB2025:16(6) P38',
  'DB2025:17 P26',
  'DB2025:18(1) P9',
  'DB2025:18(2) P16',
  'DB2025:18(3) P9',
  'DB2025:18(4) P9',
  'DB2025:18(5) P38',
];

const ANY_LAW = ['DB2025:5 P33', 'DB2025:6 P31', 'DB2025:6 P37', 'DB2025:27 P32'];
const PENALTY_LAW = ['DB2025:4 P25', ...ANY_LAW, 'DB2025:25 P1'];

const COUNTED = ['DB2025:15 P9', 'DB2025:18(2) P16', 'DB2025:18(2) P17'];
const COUNTED_AGAIN = 'DB2025:3 P19';
const COUNTED_FOR_A_FINE = [...COUNTED, COUNTED_AGAIN];
const OUTCOME = ['DB2025:16(5) P27', 'DB2025:16'];

const GRADE = ['DB2025:10 P3', 'DB2025:7 P2', 'DB2025:19.1 P13'];
const DIRECTIONS = ['DB2025:10 P4', 'DB2025:11 P5', 'DB2025:9 P6', 'DB2025:13 P10'];
const REDUCTION = ['DB2025:15 P7', 'DB2025:15 P8'];
const FRAUD_FLOOR = 'DB2025:15 P11';
const RANGES = ['DB2025:10 P12', 'DB2025:18 P14', 'DB2025:19.2 P15', 'DB2025:11'];
const ROUNDING = 'DB2025:15 P34';
const ONE_FINE = '行政处罚法:29 P23';
const REFUND = 'REG735:45 P35';
const PROCEDURE = ['DB2025:22 P28', 'DB2025:20 P29', 'DB2025:21 P30'];

const FRAUD_FINE = [
  ...GRADE,
  ...DIRECTIONS,
  ...REDUCTION,
  FRAUD_FLOOR,
  ...RANGES,
  ROUNDING,
  ONE_FINE,
] as const;

const GOLDEN: readonly (readonly [string, string, readonly string[]])[] = [
  ['REG735:36', 'REG735:36(1)', [...ANY_LAW, ...ITEM_ROWS, ...COUNTED, ...OUTCOME, REFUND]],
  [
    'REG735:37',
    'REG735:37',
    [
      ...PENALTY_LAW,
      'REG735:37 P21',
      ...ITEM_ROWS,
      ...COUNTED_FOR_A_FINE,
      ...OUTCOME,
      ...FRAUD_FINE,
      REFUND,
      ...PROCEDURE,
    ],
  ],
  [
    'REG735:38',
    'REG735:38(3)',
    [
      ...PENALTY_LAW,
      'REG735:40.2 P22',
      'REG735:38 P21',
      'REG735:38 P20',
      ...ITEM_ROWS,
      ...COUNTED_FOR_A_FINE,
      ...OUTCOME,
      ...GRADE,
      ...DIRECTIONS,
      ...REDUCTION,
      ...RANGES,
      ROUNDING,
      ONE_FINE,
      'REG735:38 P24',
      REFUND,
      ...PROCEDURE,
    ],
  ],
  [
    'REG735:39',
    'REG735:39(1)',
    [
      ...PENALTY_LAW,
      'REG735:39 P18',
      ...ITEM_ROWS,
      ...COUNTED_FOR_A_FINE,
      ...OUTCOME,
      ...GRADE,
      ...DIRECTIONS,
      ...RANGES,
      ONE_FINE,
      REFUND,
      ...PROCEDURE,
    ],
  ],
  [
    'REG735:40',
    'REG735:40.1(3)',
    [
      ...PENALTY_LAW,
      'REG735:40.2 P22',
      'REG735:40 P21',
      ...ITEM_ROWS,
      ...COUNTED_FOR_A_FINE,
      ...OUTCOME,
      ...FRAUD_FINE,
      'REG735:40 P24',
      REFUND,
      ...PROCEDURE,
    ],
  ],
  [
    'REG735:41.1',
    'REG735:41.1(1)',
    [...ANY_LAW, 'REG735:41.2 P22', ...ITEM_ROWS, ...COUNTED, ...OUTCOME, REFUND],
  ],
  [
    'REG735:41.2',
    'REG735:41.2',
    [
      ...PENALTY_LAW,
      'REG735:41.2 P22',
      'REG735:41.2 P21',
      ...ITEM_ROWS,
      ...COUNTED_FOR_A_FINE,
      ...OUTCOME,
      ...FRAUD_FINE,
      REFUND,
      ...PROCEDURE,
    ],
  ],
];

describe('the trace names every rule and reading that bears on the basis, in order', () => {
  it.each(GOLDEN)('%s', (basis, provision, golden) => {
    expect(judged(aCase(violation(provision))).basis).toBe(basis);
    expect(rows(aCase(violation(provision)))).toEqual(golden);
  });

  it.each(GOLDEN)('%s: the same rows, fired or not, whatever the case', (_basis, provision) => {
    const charged = violation(provision);
    const plain = rows(aCase(charged));
    const mitigated = aCase(charged.refusing().withSeriousConsequences()).givenAll(
      'DB2025:13(2)',
      'DB2025:14(1)',
    );
    for (const sound of [
      mitigated,
      mitigated.givenAll('DB2025:18(1)', 'DB2025:18(3)'),
      mitigated.given('DB2025:16(4)'),
      aCase(charged).given('DB2025:17').suspectedOfCrime(),
      aCase(charged.ended('2020-01-01')).decidedOn('2026-04-01'),
    ]) {
      expect(rows(sound)).toEqual(plain);
    }
  });

  it('after intent, the rows are those of the article that sets the fine (P22)', () =>
    expect(rows(aCase(violation('REG735:38(3)').toDefraud()))).toEqual(
      rows(aCase(violation('REG735:40.1(3)'))),
    ));
});

/** The rows of the items themselves, which stand together. */
const itemRows = (sound: CaseBuilder): ReturnType<typeof judged>['trace'] => {
  const { trace } = judged(sound);
  const start = trace.findIndex(({ rule }) => rule === ITEMS[0]);
  return trace.slice(start, start + ITEMS.length);
};

describe('every item of 13, 14, 16, 17 and 18', () => {
  it.each(GOLDEN)('%s: exactly once as an item, in the order of the text', (_basis, provision) =>
    expect(itemRows(aCase(violation(provision))).map(({ rule }) => rule)).toEqual([...ITEMS]),
  );

  it('fired exactly where it stands', () => {
    const sound = aCase(violation('REG735:38(3)').refusing())
      .givenAll('DB2025:13(2)', 'DB2025:16(6)', 'DB2025:18(5)')
      .given('DB2025:14(1)', { factId: 'f1' })
      .given('DB2025:14(2)', { factId: 'f1' });
    const fired = itemRows(sound).flatMap(({ rule, fired: stands }) => (stands ? [rule] : []));
    expect(fired).toEqual(['DB2025:13(2)', 'DB2025:14(1)', 'DB2025:16(6)', 'DB2025:18(2)', 'DB2025:18(5)']);
  });

  it('says whether it was given, found by the software, or passed over', () => {
    const sound = aCase(violation('REG735:38(3)').refusing())
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:13(4)', { factId: 'f1' });
    const details = itemRows(sound).map(({ detail }) => detail.split('：')[1]);
    const said = (item: ItemCode): string | undefined => details[ITEMS.indexOf(item)];
    expect(said('DB2025:13(2)')).toBe('已认定');
    expect(said('DB2025:13(4)')).toBe('所依事实已用于前项，不另计');
    expect(said('DB2025:18(2)')).toBe('由系统依事实认定');
    expect(said('DB2025:18(3)')).toBe('未认定');
  });

  it('says why the refusal under art. 39 does not count (P19)', () => {
    const entry = itemRows(aCase(violation('REG735:39(1)').refusing())).find(
      ({ rule }) => rule === 'DB2025:18(2)',
    );
    expect(entry).toMatchObject({
      fired: false,
      detail: expect.stringContaining('拒不改正是本条罚款的前提，不另计'),
    });
  });

  it.each<[string, CaseBuilder, ItemCode]>([
    ['18(5) is no 13(6)', aCase(violation('REG735:38(3)')).given('DB2025:18(5)'), 'DB2025:13(6)'],
    ['16(3) is no 17', aCase(violation('REG735:38(3)')).given('DB2025:16(3)'), 'DB2025:17'],
    ['16 years are not under 14', aCase(violation('REG735:41.2')).aged(16), 'DB2025:16(1)'],
    [
      '18(4) as an element is no 18(2)',
      aCase(violation('REG735:40.1(2)')).given('DB2025:18(4)'),
      'DB2025:18(2)',
    ],
    ['the refusal under art. 39 is no 18(2)', aCase(violation('REG735:39(1)').refusing()), 'DB2025:18(2)'],
  ])('no row says that an item fired which does not stand: %s', (_what, sound, item) =>
    expect(judged(sound).trace.filter(({ rule, fired }) => rule === item && fired)).toEqual([]),
  );
});

describe('the details name the operands', () => {
  const loss = violation('REG735:38(3)');
  const fraud = violation('REG735:40.1(3)');

  it.each<[string, CaseBuilder]>([
    ['g = 1, n = 1, floor 0.5 → low 0.5', aCase(loss).given('DB2025:13(2)')],
    ['g = 1.8, n = 1, floor 0.5 → low 0.8', aCase(loss.inGrade('38-A-2')).given('DB2025:13(2)')],
    ['g = 2, n = 1, floor 2 → low 2', aCase(fraud).given('DB2025:14(1)')],
    [
      'g = 4.5, n = 2, floor 2 → low 2.5',
      aCase(fraud.inGrade('40-A-2')).givenAll('DB2025:13(2)', 'DB2025:14(1)'),
    ],
  ])('of the lowest multiple: %s (P8)', (operands, sound) =>
    expect(readingOf(judged(sound), 'DB2025:15', 'P8')).toBe(`fired: ${operands}`),
  );

  it('of a weighed range, in multiples and in yuan (P15)', () => {
    const weigh = (sound: CaseBuilder): string | undefined =>
      readingOf(judged(sound.givenAll('DB2025:13(2)', 'DB2025:18(3)')), 'DB2025:19.2', 'P15');
    expect(weigh(aCase(loss))).toContain('g = 1, n = 1, floor 0.5 → low 0.5');
    expect(weigh(aCase(violation('REG735:39(1)').refusing()))).toContain('g = 10000, n = 1, floor 0 → low 0');
  });

  it('of the midpoint (P3)', () => {
    expect(readingOf(judged(aCase(loss)), 'DB2025:10', 'P3')).toBe(
      'fired: 法定幅度 [1, 2] 倍，中间值 (1 + 2) / 2 = 1.5 倍',
    );
    expect(readingOf(judged(aCase(violation('REG735:39(1)').refusing())), 'DB2025:10', 'P3')).toBe(
      'fired: 法定幅度 [10000.00, 50000.00] 元，中间值 (10000 + 50000) / 2 = 30000.00 元',
    );
  });

  it('of the reduction by item (P7)', () =>
    expect(readingOf(judged(aCase(loss).givenAll('DB2025:13(2)', 'DB2025:14(1)')), 'DB2025:15', 'P7')).toBe(
      'fired: 每项减 1 倍，不是减半：n = 2',
    ));

  it('of the fines (P34)', () =>
    expect(readingOf(judged(aCase(loss.of('57227.40')).given('DB2025:13(2)')), 'DB2025:15', 'P34')).toBe(
      'fired: 57227.40 × 1–1.5 = 57227.40–85841.10；57227.40 × 0.5–1 = 28613.70–57227.40',
    ));

  it('of the directions that are open, and of their absence', () => {
    const named = (sound: CaseBuilder): object | undefined =>
      judged(sound).trace.find(({ rule, reading }) => rule === 'DB2025:11' && reading === null);
    expect(named(aCase(loss).given('DB2025:13(2)'))).toMatchObject({
      fired: true,
      detail: '可选：从轻 [1, 1.5) 倍、减轻 [0.5, 1) 倍',
    });
    const closed = aCase(loss.inGrade('38-C-1')).given('DB2025:18(3)');
    expect(named(closed)).toMatchObject({ fired: false, detail: '没有可选的方向' });
    expect(readingOf(judged(closed), 'DB2025:15', 'P34')).toBe('idle: 没有可计算的罚款');
  });

  it('of the counting (P9)', () =>
    expect(
      readingOf(
        judged(aCase(loss).givenAll('DB2025:13(2)', 'DB2025:14(1)', 'DB2025:18(3)')),
        'DB2025:15',
        'P9',
      ),
    ).toBe('idle: 按项计：第十三条 1 项，第十四条 1 项，第十八条 1 项；没有因同一事实而不计的项'));
});

describe('a reading fires where it comes into play', () => {
  const loss = violation('REG735:38(3)');
  const fraud = violation('REG735:40.1(3)');
  const fixed = violation('REG735:39(1)');
  const REPEAT = { ground: 'REPEAT' } as const;

  it.each<[string, CaseBuilder, CaseBuilder]>([
    ['P1', aCase(loss), aCase(loss.withoutAmount())],
    ['P2', aCase(loss.inGrade('38-B-1')), aCase(loss)],
    ['P3', aCase(loss), aCase(loss.withoutAmount())],
    ['P4', aCase(loss.inGrade('38-A-1')).given('DB2025:13(2)'), aCase(loss).given('DB2025:13(2)')],
    ['P5', aCase(loss).given('DB2025:18(3)'), aCase(loss)],
    ['P6', aCase(loss), aCase(loss).given('DB2025:18(3)')],
    ['P7', aCase(loss).given('DB2025:13(2)'), aCase(loss).given('DB2025:18(3)')],
    ['P8', aCase(loss).given('DB2025:13(2)'), aCase(loss)],
    ['P10', aCase(loss).given('DB2025:13(2)'), aCase(loss).given('DB2025:14(1)')],
    ['P11', aCase(fraud).given('DB2025:13(2)'), aCase(fraud.inGrade('40-A-1')).given('DB2025:13(2)')],
    ['P12', aCase(loss).given('DB2025:13(2)'), aCase(fraud).given('DB2025:13(2)')],
    ['P13', aCase(loss).givenAll('DB2025:18(3)', 'DB2025:18(4)'), aCase(loss).given('DB2025:18(3)')],
    ['P14', aCase(loss).given('DB2025:18(3)'), aCase(loss)],
    ['P15', aCase(loss).givenAll('DB2025:18(3)', 'DB2025:13(2)'), aCase(loss).given('DB2025:18(3)')],
    ['P16', aCase(loss.refusing()).given('DB2025:18(2)', REPEAT), aCase(loss.refusing())],
    ['P16', aCase(loss.refusing()).given('DB2025:18(2)', REPEAT), aCase(loss).given('DB2025:18(2)', REPEAT)],
    ['P17', aCase(loss).given('DB2025:18(2)', REPEAT), aCase(loss)],
    ['P18', aCase(fixed.refusing()), aCase(fixed)],
    ['P19', aCase(loss.refusing()), aCase(loss)],
    ['P19', aCase(fixed.refusing()), aCase(fixed)],
    ['P19', aCase(violation('REG735:40.1(2)')).given('DB2025:18(4)'), aCase(violation('REG735:40.1(2)'))],
    ['P20', aCase(loss.withoutAmount()), aCase(loss)],
    ['P21', aCase(loss), aCase(loss.withoutAmount())],
    ['P22', aCase(loss.toDefraud()), aCase(loss.withoutAmount().toDefraud())],
    ['P24', aCase(loss.refusing()), aCase(loss)],
    ['P25', aCase(loss), aCase(loss.withoutAmount())],
    ['P26', aCase(loss).given('DB2025:17'), aCase(loss)],
    ['P28', aCase(loss).givenAll('DB2025:18(3)', 'DB2025:13(2)'), aCase(loss)],
    ['P30', aCase(loss), aCase(loss.withoutAmount())],
    ['P31', aCase(loss.inGrade('38-B-1')), aCase(loss)],
    ['P32', aCase(loss.ended('2025-06-08')), aCase(loss.ended('2025-06-09'))],
    ['P33', aCase(loss).suspectedOfCrime(), aCase(loss)],
    ['P35', aCase(loss), aCase(loss.withoutAmount())],
    ['P37', aCase(loss).decidedOn('2026-04-01'), aCase(loss).decidedOn('2026-03-31')],
  ])('%s', (reading, inPlay, idle) => {
    const fires = (sound: CaseBuilder): boolean | undefined =>
      judged(sound).trace.findLast((each) => each.reading === reading)?.fired;
    expect([fires(inPlay), fires(idle)]).toEqual([true, false]);
  });

  it('P38 fires for no case without a residual item', () =>
    expect(
      judged(aCase(loss).given('DB2025:13(2)')).trace.filter(
        ({ reading, fired }) => reading === 'P38' && fired,
      ),
    ).toEqual([]));

  it.each<[string, CaseBuilder, boolean, string]>([
    [
      'no penalty',
      aCase(loss).givenAll('DB2025:16(3)', 'DB2025:16(4)'),
      true,
      '结果：依法不予处罚（NO_PENALTY），依 DB2025:16(3)、DB2025:16(4)',
    ],
    ['no fine', aCase(loss.withoutAmount()), false, '结果：不具备罚款条件（NO_FINE）'],
    ['a waiver', aCase(loss).given('DB2025:17'), false, '结果：可以不予处罚，幅度仍列出（WAIVER_PERMITTED）'],
    ['a penalty', aCase(loss), false, '结果：应予处罚（PENALISE）'],
  ])('the outcome is named, and art. 16 fires for no penalty alone: %s', (_outcome, sound, fired, detail) =>
    expect(judged(sound).trace.filter(({ rule }) => rule === 'DB2025:16')).toEqual([
      { rule: 'DB2025:16', reading: null, fired, detail },
    ]),
  );

  it('nothing of the fine fires where no fine is possible', () => {
    const ofFine = new Set('P1 P2 P3 P4 P5 P6 P7 P8 P10 P11 P12 P13 P14 P15 P34'.split(' '));
    for (const sound of [
      aCase(fraud).givenAll('DB2025:16(4)', 'DB2025:13(2)'),
      aCase(loss.withoutAmount()).givenAll('DB2025:18(3)', 'DB2025:18(4)'),
      aCase(fixed).given('DB2025:14(1)'),
    ]) {
      const fired = judged(sound).trace.filter(
        (each) => each.fired && each.reading !== null && ofFine.has(each.reading),
      );
      expect(fired).toEqual([]);
    }
  });
});
