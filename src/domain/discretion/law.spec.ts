import { describe, expect, it } from '@jest/globals';
import { rulebookWith, ruling, SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { date } from '../shared/calendar-date.js';
import { decimal } from '../shared/decimal.js';
import { ITEMS } from './items.js';
import { earliestLaw, lawOn, type DiscretionLaw } from './law.js';

const lawFor = (day: string, rulebook: Rulebook = SHIPPED): DiscretionLaw => {
  const law = lawOn(rulebook, date(day));
  if (law === null) throw new Error(`no law on ${day}`);
  return law;
};

const without = (id: string): Rulebook => ({
  ...SHIPPED,
  instruments: SHIPPED.instruments.filter((each) => each.id !== id),
});

describe('the figures of the benchmark', () => {
  it.each([
    ['reductionPerItem', decimal('1'), 'DB2025:15'],
    ['floorLoss', decimal('0.5'), 'DB2025:15'],
    ['floorFraud', decimal('2'), 'DB2025:15'],
    ['limitationYears', 2, 'DB2025:16(5)'],
    ['extendedLimitationYears', 5, 'DB2025:16(5)'],
    ['minorFromAge', 14, 'DB2025:13(1)'],
    ['minorUnderAge', 18, 'DB2025:13(1)'],
    ['childUnderAge', 14, 'DB2025:16(1)'],
    ['highestGradeFrom', 2, 'DB2025:19.1'],
  ] as const)('%s is %s (%s)', (figure, value, _citation) =>
    expect(lawFor('2025-07-01').rules[figure]).toBe(value),
  );

  it('are read once: the same law twice shares them', () =>
    expect(lawFor('2025-07-01').rules).toBe(lawFor('2025-08-01').rules));
});

describe('the law in force on the day of the decision', () => {
  it.each([
    ['2025-06-08', false],
    ['2025-06-09', true],
    ['2199-12-31', true],
  ])('on %s: %s (DB2025:27)', (day, inForce) => expect(lawOn(SHIPPED, date(day)) !== null).toBe(inForce));

  it('is none without the benchmark or the statute', () => {
    expect(lawOn(without('DB2025'), date('2025-07-01'))).toBeNull();
    expect(lawOn(without('REG735'), date('2025-07-01'))).toBeNull();
  });

  it('to find faults by on an earlier day is the earliest there is', () => {
    expect(earliestLaw(SHIPPED, date('2020-01-01')).benchmark.validFrom).toBe('2025-06-09');
    const second = SHIPPED.instruments.map((each) => ({ ...each, validFrom: date('2030-01-01') }));
    const both = { ...SHIPPED, instruments: [...second, ...SHIPPED.instruments] };
    expect(earliestLaw(both, date('2020-01-01')).benchmark.validFrom).toBe('2025-06-09');
    expect(lawFor('2029-12-31', both).benchmark.validFrom).toBe('2025-06-09');
    expect(lawFor('2030-01-01', both).benchmark.validFrom).toBe('2030-01-01');
  });

  it('cannot be made up from nothing', () =>
    expect(() => earliestLaw(without('DB2025'), date('2020-01-01'))).toThrow('the rulebook has no DB2025'));

  it.each([
    ['2026-03-31', false],
    ['2026-04-01', true],
  ])('on %s the national rules are in force and not to be had: %s (P37)', (day, unavailable) =>
    expect(lawFor(day).nationalRulesUnavailable).toBe(unavailable),
  );

  it('has the national rules once their text is in the rulebook (P37)', () => {
    const withText = SHIPPED.instruments.map((each) => ({ ...each, textAvailable: true }));
    expect(lawFor('2026-04-01', { ...SHIPPED, instruments: withText }).nationalRulesUnavailable).toBe(false);
    expect(lawFor('2026-04-01', without('NHSA7')).nationalRulesUnavailable).toBe(false);
  });
});

describe('open readings', () => {
  const rulebook = rulebookWith(
    ruling('midpointOf', 'GRADE', '2025-07-01'),
    ruling('highestGradeWithin', 'PROVISION', '2025-08-01'),
    ruling('midpointOf', 'STATUTE', '2025-09-01'),
  );

  it.each([
    ['2025-06-30', 'STATUTE', 'TIER'],
    ['2025-07-01', 'GRADE', 'TIER'],
    ['2025-08-01', 'GRADE', 'PROVISION'],
    ['2025-09-01', 'STATUTE', 'PROVISION'],
  ])(
    'have the value ruled for the day: %s, midpoint of %s, highest grade within %s (P4, P13)',
    (day, midpointOf, within) => {
      expect(lawFor(day, rulebook)).toMatchObject({ midpointOf, highestGradeWithin: within });
    },
  );

  it('have the adopted value without a ruling', () =>
    expect(lawFor('2025-07-01')).toMatchObject({ midpointOf: 'STATUTE', highestGradeWithin: 'TIER' }));
});

describe('what the law knows of a citation', () => {
  const law = lawFor('2025-07-01');

  it('is the liability it is charged under', () => {
    expect(law.liabilityCharged('REG735:38(3)').basis).toBe('REG735:38');
    expect(law.liabilityOf('REG735:41.2').offender).toBe('INDIVIDUAL');
  });

  it('is a heading for every item', () =>
    expect(ITEMS.filter((item) => law.headingOf(item) === '')).toEqual([]));

  it('is nothing it does not have', () => {
    expect(() => law.liabilityCharged('REG735:99')).toThrow('liability for REG735:99');
    expect(() => law.liabilityOf('REG735:99')).toThrow('liability REG735:99');
    expect(() => law.headingOf('DB2025:99')).toThrow('heading of DB2025:99');
  });
});
