import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { aCase, violation, type CaseBuilder } from '../../../../test/support/discretion/a-case.js';
import { anyCase } from '../../../../test/support/discretion/any-case.js';
import { expectComplete } from '../../../../test/support/discretion/expect-complete.js';
import { rulebookWith, ruling, schedule, SHIPPED } from '../../../../test/support/discretion/rulebook.js';
import type { ItemCode } from '../items.js';

type Named = readonly [name: string, facts: CaseBuilder];

const BASES: readonly (readonly [provision: string, rowId: string | null])[] = [
  ['REG735:36(1)', null],
  ['REG735:37', '40-B-1'],
  ['REG735:38(3)', '38-B-1'],
  ['REG735:39(7)', '39-B-2'],
  ['REG735:40.1(2)', '40-C-2'],
  ['REG735:41.1(1)', null],
  ['REG735:41.2', '40-A-1'],
];

const graded = (provision: string, rowId: string | null): ReturnType<typeof violation> =>
  rowId === null ? violation(provision) : violation(provision).inGrade(rowId);

const SETS: readonly (readonly ItemCode[])[] = [
  [],
  ['DB2025:13(2)'],
  ['DB2025:14(1)'],
  ['DB2025:13(2)', 'DB2025:14(2)'],
  ['DB2025:18(3)'],
  ['DB2025:18(1)', 'DB2025:18(4)'],
  ['DB2025:13(3)', 'DB2025:18(3)'],
  ['DB2025:16(4)'],
  ['DB2025:17'],
];

const byItems: readonly Named[] = BASES.flatMap(([provision, rowId]) =>
  [null, ...(rowId === null ? [] : [rowId])].flatMap((row) =>
    SETS.map((items): Named => [
      `${provision} ${row ?? ''} ${items.join(' ')}`,
      aCase(graded(provision, row)).givenAll(...items),
    ]),
  ),
);

const byFlags: readonly Named[] = BASES.flatMap(([provision, rowId]): Named[] => {
  const one = graded(provision, rowId);
  return [
    [`${provision} refused`, aCase(one.refusing())],
    [`${provision} refused, said twice`, aCase(one.refusing()).given('DB2025:18(2)')],
    [`${provision} repeated`, aCase(one).given('DB2025:18(2)', { ground: 'REPEAT' })],
    [
      `${provision} refused and repeated`,
      aCase(one.refusing()).given('DB2025:18(2)').given('DB2025:18(2)', { ground: 'REPEAT' }),
    ],
    [`${provision} serious`, aCase(one.withSeriousConsequences())],
    [`${provision} serious and 18(1)`, aCase(one.withSeriousConsequences()).given('DB2025:18(1)')],
    [`${provision} crime`, aCase(one).suspectedOfCrime()],
  ];
});

const late = (provision: string): ReturnType<typeof violation> =>
  violation(provision).ended('2025-06-15').discovered('2027-06-16');

const byDays: readonly Named[] = BASES.flatMap(([provision]): Named[] => [
  [`${provision} out of time`, aCase(late(provision)).decidedOn('2028-01-01')],
  [
    `${provision} out of time, said twice`,
    aCase(late(provision)).decidedOn('2028-01-01').given('DB2025:16(5)'),
  ],
  [
    `${provision} in time by harm`,
    aCase(late(provision).harmingLifeHealthOrFinance()).decidedOn('2028-01-01'),
  ],
  [
    `${provision} on the last day`,
    aCase(violation(provision).discovered('2027-06-15')).decidedOn('2027-07-01'),
  ],
  [
    `${provision} found on 29 February`,
    aCase(violation(provision).ended('2026-02-28').discovered('2028-02-29')).decidedOn('2028-03-01'),
  ],
  [
    `${provision} ended on 29 February`,
    aCase(violation(provision).ended('2024-02-29').discovered('2026-02-28')).decidedOn('2026-03-01'),
  ],
  [`${provision} before the benchmark`, aCase(violation(provision).ended('2025-06-08'))],
  [`${provision} under national rules`, aCase(violation(provision)).decidedOn('2026-04-01')],
]);

const ofPersons: readonly Named[] = ['REG735:41.1(1)', 'REG735:41.2'].flatMap((provision): Named[] => [
  ...[13, 14, 16, 17, 18, 30].map((age): Named => [
    `${provision} aged ${age}`,
    aCase(violation(provision)).aged(age),
  ]),
  [`${provision} aged 16, said twice`, aCase(violation(provision)).aged(16).given('DB2025:13(1)')],
  [`${provision} minor by item`, aCase(violation(provision)).given('DB2025:13(1)')],
  [`${provision} child by item`, aCase(violation(provision)).given('DB2025:16(1)')],
]);

const byAmount: readonly Named[] = [
  ['38 without loss', aCase(violation('REG735:38(1)').withoutAmount())],
  ['38 with a loss of nothing', aCase(violation('REG735:38(1)').of('0.00'))],
  ['38 without loss, to defraud', aCase(violation('REG735:38(1)').withoutAmount().toDefraud())],
  [
    '38 without loss, in a grade',
    aCase(violation('REG735:38(1)').withoutAmount().toDefraud().inGrade('38-A-1')),
  ],
  ['38 to defraud', aCase(violation('REG735:38(1)').toDefraud())],
  ['38 to defraud, in a grade', aCase(violation('REG735:38(1)').toDefraud().inGrade('40-B-2'))],
  ['41.1 with a loss', aCase(violation('REG735:41.1(2)').of('500.00'))],
  ['41.1 to defraud', aCase(violation('REG735:41.1(2)').of('500.00').toDefraud().inGrade('40-C-1'))],
  ['41.1 without loss, to defraud', aCase(violation('REG735:41.1(2)').toDefraud())],
];

const byFact: readonly Named[] = [
  [
    'one fact for two items (P9)',
    aCase(violation('REG735:38(3)').inGrade('38-A-2'))
      .given('DB2025:13(2)', { factId: 'f1' })
      .given('DB2025:14(1)', { factId: 'f1' }),
  ],
  [
    'a fact freed by leaving out an item (P9)',
    aCase(violation('REG735:40.1(3)').inGrade('40-B-1'))
      .given('DB2025:18(1)', { factId: 'f1' })
      .given('DB2025:18(3)', { factId: 'f1' })
      .given('DB2025:18(4)', { factId: 'f2' }),
  ],
];

const ofSeveral: readonly Named[] = [
  [
    'one conduct under two provisions (P23)',
    aCase(
      violation('REG735:38(3)').inConduct('c1').inGrade('38-C-1'),
      violation('REG735:40.1(3)').inConduct('c1'),
      violation('REG735:39(2)').refusing(),
    )
      .given('DB2025:13(2)')
      .given('DB2025:18(3)', { violationIds: ['v1', 'v3'] })
      .given('DB2025:17', { violationIds: ['v2'] }),
  ],
  [
    'out of time and in time',
    aCase(late('REG735:38(3)'), violation('REG735:38(4)'))
      .decidedOn('2028-01-01')
      .given('DB2025:16(5)', { violationIds: ['v1', 'v1'] }),
  ],
  [
    'a person of 17 with two violations',
    aCase(violation('REG735:41.2'), violation('REG735:41.1(1)')).aged(17).given('DB2025:13(1)'),
  ],
];

/** A schedule that ends, and both open readings settled the other way. */
const RULED = rulebookWith(
  schedule(
    'own',
    [
      ['a', 'REG735:38', 'C', 1, '1', '1.5'],
      ['b', 'REG735:38', 'B', 1, '1.5', '2'],
    ],
    '2025-06-09',
    '2025-12-31',
  ),
  ruling('midpointOf', 'GRADE', '2025-10-01'),
  ruling('highestGradeWithin', 'PROVISION', '2025-11-01'),
);

describe('the counterfactuals of a case', () => {
  it.each([...byItems, ...byFlags, ...byDays, ...ofPersons, ...byAmount, ...byFact, ...ofSeveral])(
    'are every single change that evaluate answers otherwise, and no other: %s',
    (_name, { facts }) => {
      expectComplete(facts, SHIPPED);
    },
  );

  it.each([
    ['without a row', aCase(violation('REG735:38(1)')).given('DB2025:13(2)')],
    ['in a row', aCase(violation('REG735:38(1)').inGrade('b', 'own')).given('DB2025:13(2)')],
    [
      'in the highest grade',
      aCase(violation('REG735:38(1)').inGrade('a', 'own')).given('DB2025:18(3)').given('DB2025:18(4)'),
    ],
    ['after both rulings', aCase(violation('REG735:38(1)').inGrade('a', 'own')).decidedOn('2025-12-01')],
  ])('reach over the days of schedules and rulings: %s', (_name, { facts }) => {
    expectComplete(facts, RULED);
  });

  it.each([
    ['as shipped', SHIPPED],
    ['with a schedule that ends and rulings', RULED],
  ])('are complete and sound whatever the facts, under the rulebook %s', (_name, rulebook) => {
    fc.assert(
      fc.property(anyCase(rulebook), (facts) => {
        expectComplete(facts, rulebook);
      }),
      { numRuns: 150, seed: 735 },
    );
  });
});
