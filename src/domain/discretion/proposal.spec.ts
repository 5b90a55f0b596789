import { describe, expect, it } from '@jest/globals';
import {
  aCase,
  violation,
  type CaseBuilder,
  type ViolationBuilder,
} from '../../../test/support/discretion/a-case.js';
import { assessed } from '../../../test/support/discretion/judging.js';
import { rulebookWith, ruling, SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { Direction } from './facts.js';

const loss = violation('REG735:38(3)');
const fraud = violation('REG735:40.1(3)');
const fixed = violation('REG735:39(1)').refusing();

/** What is found wrong: `v1 OUTSIDE_RANGE (DB2025:10)`. */
const findings = (sound: CaseBuilder, rulebook = SHIPPED): string[] =>
  assessed(sound, rulebook).proposalFindings.map(
    ({ violationId, code, citation }) => `${violationId} ${code} (${citation})`,
  );

const LAWFUL: string[] = [];

describe('a fine proposed where none is possible (NO_FINE_POSSIBLE)', () => {
  it.each<[string, CaseBuilder, string]>([
    ['no penalty', aCase(loss).given('DB2025:16(3)'), 'DB2025:16'],
    ['art. 36 sets none', aCase(violation('REG735:36(1)')), 'REG735:36'],
    ['41.1 sets none', aCase(violation('REG735:41.1(1)').of('100.00')), 'REG735:41.1'],
    ['38 without a loss (P20)', aCase(loss.withoutAmount()), 'REG735:38'],
    ['39 before correction is refused (P18)', aCase(violation('REG735:39(1)')), 'REG735:39'],
  ])('%s', (_why, sound, citation) =>
    expect(findings(sound.proposing('ORDINARY', { fine: '0.00' }))).toEqual([
      `v1 NO_FINE_POSSIBLE (${citation})`,
    ]),
  );

  it('is found before the direction and the figure are looked at', () =>
    expect(findings(aCase(loss).given('DB2025:16(3)').proposing('WEIGHED', { multiple: '9' }))).toEqual([
      'v1 NO_FINE_POSSIBLE (DB2025:16)',
    ]));
});

describe('a direction that is not offered (DIRECTION_NOT_OPEN)', () => {
  it.each<[string, CaseBuilder, Direction, string]>([
    ['lighter without any item', aCase(loss), 'LIGHTER', 'DB2025:9'],
    ['ordinary beside an item of 13 (P10)', aCase(loss).given('DB2025:13(2)'), 'ORDINARY', 'DB2025:13'],
    ['heavier beside an item of 14', aCase(loss).given('DB2025:14(1)'), 'HEAVIER', 'DB2025:14'],
    ['ordinary beside an item of 18 (P14)', aCase(loss).given('DB2025:18(3)'), 'ORDINARY', 'DB2025:18'],
    [
      'heavier where items are to be weighed (P15)',
      aCase(loss).givenAll('DB2025:18(3)', 'DB2025:13(2)'),
      'HEAVIER',
      'DB2025:19.2',
    ],
  ])('%s', (_what, sound, direction, citation) =>
    expect(findings(sound.proposing(direction, { multiple: '1.2' }))).toEqual([
      `v1 DIRECTION_NOT_OPEN (${citation})`,
    ]),
  );

  it('lighter in a grade above the midpoint: the article is that of the midpoint (DB2025:10, P4)', () =>
    expect(
      findings(aCase(loss.inGrade('38-A-1')).given('DB2025:13(2)').proposing('LIGHTER', { multiple: '1.6' })),
    ).toEqual(['v1 DIRECTION_NOT_OPEN (DB2025:10)']));

  it('heavier in a grade below the midpoint: the article is that of the midpoint (DB2025:10, P4)', () =>
    expect(
      findings(aCase(loss.inGrade('38-C-1')).given('DB2025:18(3)').proposing('HEAVIER', { multiple: '1.1' })),
    ).toEqual(['v1 DIRECTION_NOT_OPEN (DB2025:10)']));

  it('mitigated for a fraud at two times the sum: the article is that of the floor (DB2025:15, P11)', () =>
    expect(findings(aCase(fraud).given('DB2025:13(2)').proposing('MITIGATED', { multiple: '1.9' }))).toEqual([
      'v1 DIRECTION_NOT_OPEN (DB2025:15)',
    ]));

  it('is found before the figure is looked at', () =>
    expect(findings(aCase(loss).proposing('LIGHTER', { multiple: '9' }))).toEqual([
      'v1 DIRECTION_NOT_OPEN (DB2025:9)',
    ]));
});

/** A case with a direction open, and figures at its bounds: lawful or not. */
interface AtBounds {
  readonly what: string;
  readonly sound: CaseBuilder;
  readonly direction: Direction;
  readonly citation: string;
  readonly inside: readonly string[];
  readonly outside: readonly string[];
}

describe('a multiple is compared exactly with its range (OUTSIDE_RANGE)', () => {
  it.each<AtBounds>([
    {
      what: 'ordinary [1, 2]',
      sound: aCase(loss),
      direction: 'ORDINARY',
      citation: 'DB2025:9',
      inside: ['1', '1.5', '2'],
      outside: ['0.9999', '2.0001', '0'],
    },
    {
      what: 'lighter [1, 1.5)',
      sound: aCase(loss).given('DB2025:14(1)'),
      direction: 'LIGHTER',
      citation: 'DB2025:10',
      inside: ['1', '1.4999'],
      outside: ['0.9999', '1.5'],
    },
    {
      what: 'lighter [1, 1.1] in a grade below the midpoint',
      sound: aCase(loss.inGrade('38-C-1')).given('DB2025:14(1)'),
      direction: 'LIGHTER',
      citation: 'DB2025:10',
      inside: ['1', '1.1'],
      outside: ['0.9999', '1.1001'],
    },
    {
      what: 'heavier (1.5, 2]',
      sound: aCase(loss).given('DB2025:18(3)'),
      direction: 'HEAVIER',
      citation: 'DB2025:10',
      inside: ['1.5001', '2'],
      outside: ['1.5', '2.0001'],
    },
    {
      what: 'heavier [1.6, 1.8] in a grade above the midpoint',
      sound: aCase(loss.inGrade('38-A-1')).given('DB2025:18(3)'),
      direction: 'HEAVIER',
      citation: 'DB2025:10',
      inside: ['1.6', '1.8'],
      outside: ['1.5999', '1.8001'],
    },
    {
      what: 'mitigated [0.5, 1): the grade minimum is lighter, not mitigated (P12)',
      sound: aCase(loss).given('DB2025:14(1)'),
      direction: 'MITIGATED',
      citation: 'DB2025:15',
      inside: ['0.5', '0.9999'],
      outside: ['0.4999', '1'],
    },
    {
      what: 'mitigated [2, 2.5) for a fraud (P11)',
      sound: aCase(fraud.inGrade('40-C-2')).given('DB2025:13(2)'),
      direction: 'MITIGATED',
      citation: 'DB2025:15',
      inside: ['2', '2.4999'],
      outside: ['1.9999', '2.5'],
    },
    {
      what: 'weighed [0.5, 2]',
      sound: aCase(loss).givenAll('DB2025:14(1)', 'DB2025:18(3)'),
      direction: 'WEIGHED',
      citation: 'DB2025:19.2',
      inside: ['0.5', '2'],
      outside: ['0.4999', '2.0001'],
    },
  ])('$what', ({ sound, direction, citation, inside, outside }) => {
    for (const multiple of inside) expect(findings(sound.proposing(direction, { multiple }))).toEqual(LAWFUL);
    for (const multiple of outside) {
      expect(findings(sound.proposing(direction, { multiple }))).toEqual([`v1 OUTSIDE_RANGE (${citation})`]);
    }
  });

  it('also where its fine rounds to the same fen as the bound: 1.5 × 0.02 is 0.03, and 1.4999 too', () => {
    const lighter = aCase(loss.of('0.02')).given('DB2025:14(1)');
    expect(findings(lighter.proposing('LIGHTER', { multiple: '1.4999' }))).toEqual(LAWFUL);
    expect(findings(lighter.proposing('LIGHTER', { multiple: '1.5' }))).toEqual([
      'v1 OUTSIDE_RANGE (DB2025:10)',
    ]);
  });
});

describe('a fine is compared with the bound as shown where it is included, exactly where it is not (P34)', () => {
  const lighter = (charged: ViolationBuilder): CaseBuilder => aCase(charged).given('DB2025:14(1)');
  const heavier = (charged: ViolationBuilder): CaseBuilder => aCase(charged).given('DB2025:18(3)');

  it.each<AtBounds>([
    {
      what: 'lower bound included, rounded up: 0.5 × 0.03 = 0.015 is shown as 0.02',
      sound: lighter(loss.of('0.03')),
      direction: 'MITIGATED',
      citation: 'DB2025:15',
      inside: ['0.02'],
      outside: ['0.01'],
    },
    {
      what: 'lower bound included, rounded down: 1.1 × 0.03 = 0.033 is shown as 0.03',
      sound: aCase(loss.of('0.03').inGrade('38-C-2')),
      direction: 'ORDINARY',
      citation: 'DB2025:9',
      inside: ['0.03', '0.04'],
      outside: ['0.02'],
    },
    {
      what: 'upper bound included, rounded up: 1.1 × 0.05 = 0.055 is shown as 0.06',
      sound: aCase(loss.of('0.05').inGrade('38-C-1')),
      direction: 'ORDINARY',
      citation: 'DB2025:9',
      inside: ['0.05', '0.06'],
      outside: ['0.04', '0.07'],
    },
    {
      what: 'upper bound included, rounded down: 1.3 × 0.03 = 0.039 is shown as 0.04, 1.3 × 0.08 = 0.104 as 0.10',
      sound: aCase(loss.of('0.08').inGrade('38-C-2')),
      direction: 'ORDINARY',
      citation: 'DB2025:9',
      inside: ['0.09', '0.10'],
      outside: ['0.08', '0.11'],
    },
    {
      what: 'upper bound excluded, shown too high: 1.5 × 0.01 = 0.015 is shown as 0.02',
      sound: lighter(loss.of('0.01')),
      direction: 'LIGHTER',
      citation: 'DB2025:10',
      inside: ['0.01'],
      outside: ['0.02', '0.00'],
    },
    {
      what: 'upper bound excluded, shown too low: 1.1 × 0.03 = 0.033 is shown as 0.03, which is below it',
      sound: lighter(loss.of('0.03').inGrade('38-C-2')),
      direction: 'MITIGATED',
      citation: 'DB2025:15',
      inside: ['0.02', '0.03'],
      outside: ['0.04'],
    },
    {
      what: 'upper bound excluded, shown exactly: 1.5 × 0.02 = 0.03',
      sound: lighter(loss.of('0.02')),
      direction: 'LIGHTER',
      citation: 'DB2025:10',
      inside: ['0.02'],
      outside: ['0.03'],
    },
    {
      what: 'lower bound excluded, shown too high: 1.5 × 0.03 = 0.045 is shown as 0.05, which is above it',
      sound: heavier(loss.of('0.03')),
      direction: 'HEAVIER',
      citation: 'DB2025:10',
      inside: ['0.05', '0.06'],
      outside: ['0.04', '0.07'],
    },
    {
      what: 'lower bound excluded, shown exactly: 1.5 × 0.02 = 0.03',
      sound: heavier(loss.of('0.02')),
      direction: 'HEAVIER',
      citation: 'DB2025:10',
      inside: ['0.04'],
      outside: ['0.03', '0.05'],
    },
    {
      what: 'at thirteen digits: 1.5 × 4999999999999.99 = 7499999999999.985',
      sound: lighter(loss.of('4999999999999.99')),
      direction: 'LIGHTER',
      citation: 'DB2025:10',
      inside: ['4999999999999.99', '7499999999999.98'],
      outside: ['4999999999999.98', '7499999999999.99'],
    },
  ])('$what', ({ sound, direction, citation, inside, outside }) => {
    for (const fine of inside) expect(findings(sound.proposing(direction, { fine }))).toEqual(LAWFUL);
    for (const fine of outside) {
      expect(findings(sound.proposing(direction, { fine }))).toEqual([`v1 OUTSIDE_RANGE (${citation})`]);
    }
  });

  it('lower bound excluded, shown too low: 1.7 × 0.12 = 0.204 is shown as 0.20, which is not above it', () => {
    const rulebook = rulebookWith(ruling('midpointOf', 'GRADE', '2025-07-01'));
    const sound = heavier(loss.of('0.12').inGrade('38-A-1'));
    expect(findings(sound.proposing('HEAVIER', { fine: '0.20' }), rulebook)).toEqual([
      'v1 OUTSIDE_RANGE (DB2025:10)',
    ]);
    expect(findings(sound.proposing('HEAVIER', { fine: '0.21' }), rulebook)).toEqual(LAWFUL);
    expect(findings(sound.proposing('HEAVIER', { fine: '0.22' }), rulebook)).toEqual(LAWFUL);
  });
});

describe('a fine under art. 39 is compared in yuan (REG735:39, P18)', () => {
  it.each<AtBounds>([
    {
      what: 'ordinary [10000, 50000]',
      sound: aCase(fixed),
      direction: 'ORDINARY',
      citation: 'DB2025:9',
      inside: ['10000.00', '50000.00'],
      outside: ['9999.99', '50000.01'],
    },
    {
      what: 'lighter [10000, 30000)',
      sound: aCase(fixed).given('DB2025:14(1)'),
      direction: 'LIGHTER',
      citation: 'DB2025:10',
      inside: ['10000.00', '29999.99'],
      outside: ['9999.99', '30000.00'],
    },
    {
      what: 'heavier (30000, 50000]',
      sound: aCase(fixed).given('DB2025:18(3)'),
      direction: 'HEAVIER',
      citation: 'DB2025:10',
      inside: ['30000.01', '50000.00'],
      outside: ['30000.00', '50000.01'],
    },
    {
      what: 'mitigated (0, 10000): below the grade is art. 10, and art. 15 does not apply',
      sound: aCase(fixed).given('DB2025:14(1)'),
      direction: 'MITIGATED',
      citation: 'DB2025:10',
      inside: ['0.01', '9999.99'],
      outside: ['0.00', '10000.00'],
    },
    {
      what: 'weighed (0, 50000]',
      sound: aCase(fixed).givenAll('DB2025:14(1)', 'DB2025:18(3)'),
      direction: 'WEIGHED',
      citation: 'DB2025:19.2',
      inside: ['0.01', '50000.00'],
      outside: ['0.00', '50000.01'],
    },
  ])('$what', ({ sound, direction, citation, inside, outside }) => {
    for (const fine of inside) expect(findings(sound.proposing(direction, { fine }))).toEqual(LAWFUL);
    for (const fine of outside) {
      expect(findings(sound.proposing(direction, { fine }))).toEqual([`v1 OUTSIDE_RANGE (${citation})`]);
    }
  });
});

describe('one conduct is fined once: all but the highest proposed (行政处罚法 29, P23)', () => {
  const act = loss.inConduct('c1');
  const two = aCase(act, act);
  const three = aCase(act, act, act);
  const twice = (id: string): string => `${id} CONDUCT_FINED_TWICE (行政处罚法:29)`;

  it('one proposal on a conduct is no matter', () =>
    expect(findings(two.proposing('ORDINARY', { multiple: '1' }, 'v2'))).toEqual(LAWFUL));

  it('of two, the lower is found', () => {
    const lowerFirst = two
      .proposing('ORDINARY', { multiple: '1' }, 'v1')
      .proposing('ORDINARY', { multiple: '2' }, 'v2');
    expect(findings(lowerFirst)).toEqual([twice('v1')]);
    const lowerSecond = two
      .proposing('ORDINARY', { multiple: '2' }, 'v1')
      .proposing('ORDINARY', { multiple: '1' }, 'v2');
    expect(findings(lowerSecond)).toEqual([twice('v2')]);
  });

  it('of three, the two that are not the highest, in the order proposed', () => {
    const highestSecond = three
      .proposing('ORDINARY', { multiple: '1.1' }, 'v3')
      .proposing('ORDINARY', { multiple: '1.9' }, 'v1')
      .proposing('ORDINARY', { multiple: '1.5' }, 'v2');
    expect(findings(highestSecond)).toEqual([twice('v3'), twice('v2')]);
  });

  it('of equal ones the first proposed stands', () => {
    const equal = three
      .proposing('ORDINARY', { multiple: '1.5' }, 'v2')
      .proposing('ORDINARY', { fine: '15000.00' }, 'v3')
      .proposing('ORDINARY', { multiple: '1.5' }, 'v1');
    expect(findings(equal)).toEqual([twice('v3'), twice('v1')]);
  });

  it('equal after rounding is equal: 1.0001 × 0.03 and 0.03 (P34)', () => {
    const small = loss.of('0.03').inConduct('c1');
    const equal = aCase(small, small)
      .proposing('ORDINARY', { fine: '0.03' }, 'v1')
      .proposing('ORDINARY', { multiple: '1.0001' }, 'v2');
    expect(findings(equal)).toEqual([twice('v2')]);
  });

  it('a proposal with another finding is left out of the comparison', () => {
    const highestUnlawful = three
      .proposing('ORDINARY', { multiple: '2.5' }, 'v1')
      .proposing('LIGHTER', { multiple: '1.9' }, 'v2')
      .proposing('ORDINARY', { multiple: '1' }, 'v3');
    expect(findings(highestUnlawful)).toEqual([
      'v1 OUTSIDE_RANGE (DB2025:9)',
      'v2 DIRECTION_NOT_OPEN (DB2025:9)',
    ]);
  });

  it('and keeps its own finding beside those of the others', () => {
    const mixed = three
      .proposing('ORDINARY', { multiple: '1' }, 'v1')
      .proposing('ORDINARY', { multiple: '2.5' }, 'v2')
      .proposing('ORDINARY', { multiple: '2' }, 'v3');
    expect(findings(mixed)).toEqual([twice('v1'), 'v2 OUTSIDE_RANGE (DB2025:9)']);
  });

  it('a multiple and a fixed sum are compared as fines', () => {
    const mixed = aCase(act, fixed.inConduct('c1'))
      .proposing('ORDINARY', { multiple: '2' }, 'v1')
      .proposing('ORDINARY', { fine: '20000.01' }, 'v2');
    expect(findings(mixed)).toEqual([twice('v1')]);
  });

  it('different conducts may each be fined', () => {
    const apart = aCase(loss, loss.inConduct('c1'), loss.inConduct('c1'))
      .proposing('ORDINARY', { multiple: '1' }, 'v1')
      .proposing('ORDINARY', { multiple: '1' }, 'v2')
      .proposing('ORDINARY', { multiple: '2' }, 'v3');
    expect(findings(apart)).toEqual([twice('v2')]);
  });
});

describe('what a finding says', () => {
  it('names the figure, the range and the fines it comes to', () => {
    const [found] = assessed(
      aCase(loss).given('DB2025:14(1)').proposing('LIGHTER', { multiple: '1.5' }),
    ).proposalFindings;
    expect(found?.detail).toBe(
      '1.5 倍不在“从轻”的幅度 [1, 1.5) 倍（罚款 10000.00–15000.00 元）之内；方括号含本数，圆括号不含本数。',
    );
  });

  it.each<[CaseBuilder, string]>([
    [aCase(loss).given('DB2025:16(3)'), '依法不予处罚，不能提出罚款。'],
    [aCase(loss.withoutAmount()), '未具备法定罚款条件，不能提出罚款。'],
  ])('says why no fine is possible', (sound, detail) =>
    expect(assessed(sound.proposing('ORDINARY', { fine: '0.00' })).proposalFindings[0]?.detail).toBe(detail),
  );

  it('names the directions that are open', () => {
    const [found] = assessed(
      aCase(loss).given('DB2025:13(2)').proposing('ORDINARY', { multiple: '1.5' }),
    ).proposalFindings;
    expect(found?.detail).toBe('本案不能选择“一般”。可选：从轻 [1, 1.5) 倍、减轻 [0.5, 1) 倍。');
  });

  it('names the violation that stands', () => {
    const [found] = assessed(
      aCase(loss.inConduct('c1'), loss.inConduct('c1'))
        .proposing('ORDINARY', { multiple: '1' }, 'v1')
        .proposing('ORDINARY', { multiple: '2' }, 'v2'),
    ).proposalFindings;
    expect(found?.detail).toBe('同一行为只能罚款一次，取较高者：违法行为 v2 拟罚 20000.00 元。');
  });
});
