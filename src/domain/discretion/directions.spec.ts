import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type ViolationBuilder } from '../../../test/support/discretion/a-case.js';
import {
  finesOf,
  judged,
  questionsOf,
  rangeOf,
  rangesOf,
  spanText,
} from '../../../test/support/discretion/judging.js';
import { rulebookWith, schedule } from '../../../test/support/discretion/rulebook.js';
import { formatDecimal } from '../shared/decimal.js';
import type { ItemCode } from './items.js';

const loss = violation('REG735:38(3)');
const fraud = violation('REG735:40.1(3)');
const fixed = violation('REG735:39(1)').refusing();

/** Items that an institution can meet: five of art. 13, then three of art. 14. */
const MITIGATING: readonly ItemCode[] = [
  'DB2025:13(2)',
  'DB2025:13(3)',
  'DB2025:13(4)',
  'DB2025:13(5)',
  'DB2025:13(6)',
  'DB2025:14(1)',
  'DB2025:14(2)',
  'DB2025:14(4)',
];

describe('the midpoint (DB2025:10, P3)', () => {
  it.each([
    ['REG735:37', '2–5', '3.5'],
    ['REG735:38(1)', '1–2', '1.5'],
    ['REG735:39(1)', '10000–50000', '30000'],
    ['REG735:40.1(1)', '2–5', '3.5'],
    ['REG735:41.2', '2–5', '3.5'],
  ])('of a fine under %s, %s, is %s', (provision, statutory, midpoint) => {
    const answer = judged(aCase(violation(provision).refusing()));
    expect(spanText(answer.statutoryRange)).toBe(statutory);
    expect(answer.midpoint && formatDecimal(answer.midpoint)).toBe(midpoint);
  });
});

const GRADE_AND_MIDPOINT = [
  ['the whole range', '1', '2', '[1, 1.5)', '(1.5, 2]'],
  ['a grade below it', '1', '1.3', '[1, 1.3]', null],
  ['a grade touching it from below', '1.3', '1.5', '[1.3, 1.5)', null],
  ['a grade across it', '1.3', '1.6', '[1.3, 1.5)', '(1.5, 1.6]'],
  ['a grade touching it from above', '1.5', '1.6', null, '(1.5, 1.6]'],
  ['a grade above it', '1.6', '2', null, '[1.6, 2]'],
  ['a grade of one figure below it', '1.4', '1.4', '[1.4, 1.4]', null],
  ['a grade of one figure at it', '1.5', '1.5', null, null],
  ['a grade of one figure above it', '1.6', '1.6', null, '[1.6, 1.6]'],
] as const;

describe('lighter lies strictly below the midpoint, heavier strictly above, both in the grade (DB2025:10, 11, P3, P5)', () => {
  const asText = (figure: number): string => String(Number(figure.toFixed(4)));

  /** Multiples of a loss as figures of another basis: the same position towards its midpoint. */
  const SCALES = [
    ['REG735:38', loss, (figure: string) => figure],
    ['REG735:40', fraud, (figure: string) => asText(Number(figure) * 3 - 1)],
    ['REG735:39', fixed, (figure: string) => asText(Number(figure) * 40_000 - 30_000)],
  ] as const;

  describe.each(SCALES)('under %s', (basis, charged, scaled) => {
    const rescale = (range: string | null): string | null =>
      range === null ? null : range.replace(/[\d.]+/g, scaled);

    it.each(GRADE_AND_MIDPOINT)('%s, %s–%s: lighter %s, heavier %s', (_what, min, max, lighter, heavier) => {
      const rulebook = rulebookWith(schedule('s', [['r', basis, 'B', 1, scaled(min), scaled(max)]]));
      const graded = aCase(charged.inGrade('r', 's'));
      expect(rangeOf(judged(graded.given('DB2025:14(1)'), rulebook), 'LIGHTER')).toBe(rescale(lighter));
      expect(rangeOf(judged(graded.given('DB2025:18(3)'), rulebook), 'HEAVIER')).toBe(rescale(heavier));
    });
  });

  it.each([
    ['38-C-1', '[1, 1.1]', null],
    ['38-C-2', '[1.1, 1.3]', null],
    ['38-B-1', '[1.3, 1.5)', null],
    ['38-B-2', null, '(1.5, 1.6]'],
    ['38-A-1', null, '[1.6, 1.8]'],
    ['38-A-2', null, '[1.8, 2]'],
    ['40-C-1', '[2, 2.5]', null],
    ['40-C-2', '[2.5, 3]', null],
    ['40-B-1', '[3, 3.5)', null],
    ['40-B-2', null, '(3.5, 4]'],
    ['40-A-1', null, '[4, 4.5]'],
    ['40-A-2', null, '[4.5, 5]'],
    ['39-C-1', '[10000, 15000]', null],
    ['39-C-2', '[15000, 20000]', null],
    ['39-B-1', '[20000, 30000)', null],
    ['39-B-2', null, '(30000, 35000]'],
    ['39-A-1', null, '[35000, 45000]'],
    ['39-A-2', null, '[45000, 50000]'],
  ])('in the sample grade %s: lighter %s, heavier %s', (row, lighter, heavier) => {
    const graded = aCase(chargeFor(row));
    expect(rangeOf(judged(graded.given('DB2025:14(1)')), 'LIGHTER')).toBe(lighter);
    expect(rangeOf(judged(graded.given('DB2025:18(3)')), 'HEAVIER')).toBe(heavier);
  });
});

const chargeFor = (row: string): ViolationBuilder =>
  (row.startsWith('38') ? loss : row.startsWith('40') ? fraud : fixed).inGrade(row);

describe('which directions are open', () => {
  it('any figure of the grade, where no item counts; none is proposed (DB2025:9, P6)', () => {
    expect(rangesOf(judged(aCase(loss)))).toEqual(['ORDINARY [1, 2]']);
    expect(rangesOf(judged(aCase(loss.inGrade('38-C-2'))))).toEqual(['ORDINARY [1.1, 1.3]']);
    expect(rangesOf(judged(aCase(fraud.inGrade('40-A-1'))))).toEqual(['ORDINARY [4, 4.5]']);
    expect(rangesOf(judged(aCase(fixed.inGrade('39-A-1'))))).toEqual(['ORDINARY [35000, 45000]']);
  });

  it('lighter and mitigated only, where an item of art. 13 and none of art. 18 counts (DB2025:13, P10)', () => {
    const expected = ['LIGHTER [1, 1.5)', 'MITIGATED [0.5, 1)'];
    expect(rangesOf(judged(aCase(loss).given('DB2025:13(2)')))).toEqual(expected);
    expect(rangesOf(judged(aCase(loss).givenAll('DB2025:13(2)', 'DB2025:14(1)')))).toEqual(expected);
  });

  it('ordinary too, where only items of art. 14 count: they may, and need not, mitigate (DB2025:14, P10)', () => {
    const expected = ['ORDINARY [1, 2]', 'LIGHTER [1, 1.5)', 'MITIGATED [0.5, 1)'];
    expect(rangesOf(judged(aCase(loss).given('DB2025:14(1)')))).toEqual(expected);
    expect(rangesOf(judged(aCase(loss).givenAll('DB2025:14(1)', 'DB2025:14(2)')))).toEqual(expected);
  });

  it('heavier in the same grade, where exactly one item of art. 18 counts (DB2025:10, 18, P14)', () => {
    expect(rangesOf(judged(aCase(loss).given('DB2025:18(3)')))).toEqual(['HEAVIER (1.5, 2]']);
    const graded = judged(aCase(loss.inGrade('38-A-1')).given('DB2025:18(3)'));
    expect(rangesOf(graded)).toEqual(['HEAVIER [1.6, 1.8]']);
    expect(spanText(graded.gradeRange)).toBe('1.6–1.8');
  });

  it('heavier in the highest grade, where two items of art. 18 count (DB2025:19.1, P13)', () =>
    expect(rangesOf(judged(aCase(loss.inGrade('38-A-1')).givenAll('DB2025:18(3)', 'DB2025:18(4)')))).toEqual([
      'HEAVIER [1.8, 2]',
    ]));

  it.each<readonly ItemCode[]>([
    ['DB2025:18(3)', 'DB2025:13(2)'],
    ['DB2025:18(3)', 'DB2025:14(1)'],
    ['DB2025:18(3)', 'DB2025:18(4)', 'DB2025:14(1)'],
  ])(
    'weighed alone, where items of art. 18 meet items of 13 or 14: no netting (DB2025:19.2, P15)',
    (...items) => {
      const answer = judged(aCase(loss).givenAll(...items));
      expect(rangesOf(answer)).toEqual(['WEIGHED [0.5, 2]']);
      expect(questionsOf(answer)).toContain('MIXED_CIRCUMSTANCES');
    },
  );

  it('none, where the direction that the items ask for does not meet the grade (DB2025:10, P4)', () => {
    const answer = judged(aCase(loss.inGrade('38-C-1')).given('DB2025:18(3)'));
    expect(rangesOf(answer)).toEqual([]);
    expect(answer.outcome).toBe('PENALISE');
    expect(answer.fineBasis).toBe('MULTIPLE');
  });
});

/** The lowest figure of mitigation in each grade, with 1, 2 and 5 items; null: not offered. */
const MITIGATED_LOWS = [
  // A loss: the grade minimum less one an item, not below 0.5.
  ['38-C-1', '1', ['0.5', '0.5', '0.5']],
  ['38-C-2', '1.1', ['0.5', '0.5', '0.5']],
  ['38-B-1', '1.3', ['0.5', '0.5', '0.5']],
  ['38-B-2', '1.5', ['0.5', '0.5', '0.5']],
  ['38-A-1', '1.6', ['0.6', '0.5', '0.5']],
  ['38-A-2', '1.8', ['0.8', '0.5', '0.5']],
  // Fraud: not below 2.
  ['40-C-1', '2', [null, null, null]],
  ['40-C-2', '2.5', ['2', '2', '2']],
  ['40-B-1', '3', ['2', '2', '2']],
  ['40-B-2', '3.5', ['2.5', '2', '2']],
  ['40-A-1', '4', ['3', '2', '2']],
  ['40-A-2', '4.5', ['3.5', '2.5', '2']],
] as const;

const LOW_CASES = MITIGATED_LOWS.flatMap(([row, g, lows]) =>
  ([1, 2, 5] as const).map((n, index) => ({ row, g, n, low: lows[index] ?? null })),
);

describe('减少一倍: one multiple less for each item, down to the floor (DB2025:15, P7, P8)', () => {
  it.each(LOW_CASES)('$row with $n items: mitigated from $low to below $g', ({ row, g, n, low }) => {
    const answer = judged(aCase(chargeFor(row)).givenAll(...MITIGATING.slice(0, n)));
    expect(rangeOf(answer, 'MITIGATED')).toBe(low === null ? null : `[${low}, ${g})`);
  });

  it.each(LOW_CASES)('$row with $n items and one of art. 18: weighed from the same low (P15)', (each) => {
    const answer = judged(
      aCase(chargeFor(each.row)).givenAll(...MITIGATING.slice(0, each.n), 'DB2025:18(3)'),
    );
    const max = spanText(answer.gradeRange)?.split('–')[1];
    expect(rangesOf(answer)).toEqual([`WEIGHED [${each.low ?? each.g}, ${String(max)}]`]);
  });

  it('adds items of 13 and 14: one of each takes off two multiples (P9)', () => {
    const answer = judged(aCase(fraud.inGrade('40-A-2')).givenAll('DB2025:13(2)', 'DB2025:14(1)'));
    expect(rangeOf(answer, 'MITIGATED')).toBe('[2.5, 4.5)');
  });

  it('subtracts, and does not halve: 1.8 less one multiple is 0.8, not 0.9 (P7)', () =>
    expect(rangeOf(judged(aCase(loss.inGrade('38-A-2')).given('DB2025:13(2)')), 'MITIGATED')).toBe(
      '[0.8, 1.8)',
    ));

  it('reaches half the loss and not less, however many items there are (P8)', () =>
    expect(finesOf(judged(aCase(loss).givenAll(...MITIGATING)))).toEqual([
      'LIGHTER 10000.00–15000.00',
      'MITIGATED 5000.00–10000.00',
    ]));

  it('keeps a fraud fine at two times the sum, whatever mitigates (DB2025:15, P11)', () =>
    expect(finesOf(judged(aCase(fraud.inGrade('40-A-2')).givenAll(...MITIGATING)))).toEqual([
      'MITIGATED 20000.00–45000.00',
    ]));

  it.each(['REG735:37', 'REG735:40.1(1)', 'REG735:41.2'])(
    'leaves only lighter where the grade of a fraud starts at two times the sum: %s (P11)',
    (provision) => {
      const answer = judged(aCase(violation(provision)).given('DB2025:13(2)'));
      expect(rangesOf(answer)).toEqual(['LIGHTER [2, 3.5)']);
    },
  );

  it('stops strictly below the grade: its minimum is lighter, not mitigated (DB2025:10, P12)', () =>
    expect(judged(aCase(loss).given('DB2025:13(2)')).directions).toEqual([
      expect.objectContaining({ direction: 'LIGHTER', min: 1_000_000n, minInclusive: true }),
      expect.objectContaining({ direction: 'MITIGATED', max: 1_000_000n, maxInclusive: false }),
    ]));
});

describe('a fine in yuan (REG735:39, P18)', () => {
  it('knows the same directions, with nothing taken off by item: mitigated is anything above nothing', () => {
    const open = ['ORDINARY [10000, 50000]', 'LIGHTER [10000, 30000)', 'MITIGATED (0, 10000)'];
    expect(rangesOf(judged(aCase(fixed).given('DB2025:14(1)')))).toEqual(open);
    expect(rangesOf(judged(aCase(fixed).givenAll('DB2025:14(1)', 'DB2025:14(2)')))).toEqual(open);
    expect(rangesOf(judged(aCase(fixed).given('DB2025:13(2)')))).toEqual(open.slice(1));
    expect(rangesOf(judged(aCase(fixed).given('DB2025:18(3)')))).toEqual(['HEAVIER (30000, 50000]']);
  });

  it.each([
    ['39-C-1', 'MITIGATED (0, 10000)', 'WEIGHED (0, 15000]'],
    ['39-C-2', 'MITIGATED (0, 15000)', 'WEIGHED (0, 20000]'],
    ['39-B-1', 'MITIGATED (0, 20000)', 'WEIGHED (0, 30000]'],
    ['39-B-2', 'MITIGATED (0, 30000)', 'WEIGHED (0, 35000]'],
    ['39-A-1', 'MITIGATED (0, 35000)', 'WEIGHED (0, 45000]'],
    ['39-A-2', 'MITIGATED (0, 45000)', 'WEIGHED (0, 50000]'],
  ])('in grade %s: %s, %s', (row, mitigated, weighed) => {
    const graded = aCase(fixed.inGrade(row));
    expect(rangesOf(judged(graded.given('DB2025:13(2)')))).toContain(mitigated);
    expect(rangesOf(judged(graded.givenAll('DB2025:13(2)', 'DB2025:18(3)')))).toEqual([weighed]);
  });

  it('shows its bounds as they are', () =>
    expect(finesOf(judged(aCase(fixed).given('DB2025:13(2)')))).toEqual([
      'LIGHTER 10000.00–30000.00',
      'MITIGATED 0.00–10000.00',
    ]));
});

describe('the fine of each bound (P34)', () => {
  it.each([
    ['57227.40', ['LIGHTER 57227.40–85841.10', 'MITIGATED 28613.70–57227.40']],
    ['0.01', ['LIGHTER 0.01–0.02', 'MITIGATED 0.01–0.01']],
    ['0.03', ['LIGHTER 0.03–0.05', 'MITIGATED 0.02–0.03']],
    [
      '9999999999999.99',
      ['LIGHTER 9999999999999.99–14999999999999.99', 'MITIGATED 5000000000000.00–9999999999999.99'],
    ],
  ])('is the loss of %s times the bound, rounded half up', (amount, fines) =>
    expect(finesOf(judged(aCase(loss.of(amount)).given('DB2025:13(2)')))).toEqual(fines),
  );
});
