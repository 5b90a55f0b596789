import { describe, expect, it } from '@jest/globals';
import { fourPlaces, fraction, inLowestTerms, percent, quartilesOf } from './fraction.js';

describe('exact fractions', () => {
  it.each([
    [1n, 3n, '0.3333'],
    [2n, 3n, '0.6667'],
    [1n, 20_000n, '0.0001'],
    [1n, 20_001n, '0.0000'],
    [0n, 7n, '0.0000'],
    [7n, 7n, '1.0000'],
  ])('%s/%s is told as %s, rounded once, half up', (over, under, told) => {
    expect(fourPlaces(fraction(over, under))).toBe(told);
  });

  it('are told in lowest terms', () => {
    expect(
      ['0/5', '4/10', '6/3']
        .map((text) => text.split('/').map(BigInt))
        .map(([a = 0n, b = 1n]) => inLowestTerms(fraction(a, b))),
    ).toEqual(['0/1', '2/5', '2/1']);
  });

  it('give shares in per cent, none of nothing', () => {
    expect([percent(1n, 3n), percent(1n, 1n), percent(0n, 9n), percent(0n, 0n)]).toEqual([
      '33.33%',
      '100.00%',
      '0.00%',
      null,
    ]);
  });
});

describe('quartilesOf', () => {
  const told = (...values: readonly (readonly [bigint, bigint])[]): (string | undefined)[] => {
    const quartiles = quartilesOf(values.map(([over, under]) => fraction(over, under)));
    return ['min', 'lower', 'median', 'upper', 'max'].map((name) => {
      const value = quartiles?.[name as 'min'];
      return value === undefined ? undefined : inLowestTerms(value);
    });
  };

  it('lies between two values in proportion, whatever their order', () => {
    expect(told([1n, 1n], [0n, 1n])).toEqual(['0/1', '1/4', '1/2', '3/4', '1/1']);
    expect(told([1n, 2n], [0n, 1n], [1n, 1n])).toEqual(['0/1', '1/4', '1/2', '3/4', '1/1']);
    expect(told([1n, 3n], [1n, 2n], [1n, 6n], [1n, 1n])).toEqual(['1/6', '7/24', '5/12', '5/8', '1/1']);
  });

  it('of one value is that value, of none nothing', () => {
    expect(told([2n, 6n])).toEqual(['1/3', '1/3', '1/3', '1/3', '1/3']);
    expect(quartilesOf([])).toBeNull();
  });
});
