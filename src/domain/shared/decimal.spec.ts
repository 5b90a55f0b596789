import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decimal,
  formatDecimal,
  maxOf,
  midpointOf,
  minOf,
  minus,
  parseDecimal,
  plus,
  times,
  ZERO,
  type Decimal,
} from './decimal.js';

describe('exact decimals', () => {
  it.each([
    ['0', 4, 0n],
    ['1.5', 4, 1_500_000n],
    ['2', 0, 2_000_000n],
    ['0.0001', 4, 100n],
    ['1.50', 2, 1_500_000n],
    ['0.000001', 6, 1n],
    ['9999999999999.9999', 4, 9_999_999_999_999_999_900n],
  ])('are read from %j with at most %d places', (text, places, value) =>
    expect(parseDecimal(text, places)).toBe(value),
  );

  it.each([
    ['1.5', 0, 'a place too many'],
    ['1.00001', 4, 'five places'],
    ['12345678901234', 4, 'fourteen digits'],
    ['-1', 4, 'a sign'],
    ['1.', 4, 'nothing after the point'],
    ['.5', 4, 'nothing before the point'],
    ['1e0', 4, 'an exponent'],
    ['', 4, 'nothing'],
    ['1 ', 4, 'a space'],
    ['1\n', 4, 'a line end'],
  ])('are not read from %j with at most %d places: %s', (text, places) =>
    expect(parseDecimal(text, places)).toBeNull(),
  );

  it('that the rulebook holds must be sound', () => {
    expect(decimal('0.5')).toBe(500_000n);
    expect(() => decimal('0.0000001')).toThrow('not a decimal: 0.0000001');
  });

  it.each([
    ['0', '0'],
    ['1.50', '1.5'],
    ['2.0', '2'],
    ['0.0001', '0.0001'],
    ['10', '10'],
    ['30000', '30000'],
  ])('are written as short as they go: %s as %s', (text, shortest) =>
    expect(formatDecimal(decimal(text))).toBe(shortest),
  );

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999_999n }), (millionths) => {
        expect(parseDecimal(formatDecimal(millionths as Decimal), 6)).toBe(millionths);
      }),
    );
  });

  it('are computed without loss: 0.1 + 0.2 is 0.3', () => {
    expect(plus(decimal('0.1'), decimal('0.2'))).toBe(decimal('0.3'));
    expect(minus(decimal('1.1'), decimal('1'))).toBe(decimal('0.1'));
    expect(times(decimal('0.1'), 3)).toBe(decimal('0.3'));
    expect(times(decimal('1'), 0)).toBe(ZERO);
  });

  it('know the larger and the smaller of two', () => {
    expect(maxOf(decimal('1.5'), decimal('1.6'))).toBe(decimal('1.6'));
    expect(maxOf(decimal('1.6'), decimal('1.5'))).toBe(decimal('1.6'));
    expect(minOf(decimal('1.5'), decimal('1.6'))).toBe(decimal('1.5'));
    expect(minOf(decimal('1.6'), decimal('1.5'))).toBe(decimal('1.5'));
  });
});

describe('the midpoint of minimum and maximum (DB2025:10, P3)', () => {
  it.each([
    ['1', '2', '1.5'],
    ['2', '5', '3.5'],
    ['10000', '50000', '30000'],
    ['1.3', '1.5', '1.4'],
    ['1.6', '1.6', '1.6'],
    ['1', '1.0001', '1.00005'],
    ['1.00001', '1.00002', '1.000015'],
  ])('of %s and %s is exactly %s', (min, max, midpoint) =>
    expect(formatDecimal(midpointOf(decimal(min), decimal(max)))).toBe(midpoint),
  );
});
