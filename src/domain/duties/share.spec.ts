import { describe, expect, it } from '@jest/globals';
import { shareOf } from './share.js';

describe('shareOf', () => {
  it.each([
    [0, 6, '0.00'],
    [1, 6, '16.67'],
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 8, '12.50'],
    [6, 6, '100.00'],
    [7, 6, '116.67'],
    [1, 20_000, '0.01'],
    [1, 20_001, '0.00'],
    [1, 800, '0.13'],
    [1, 1_000_000, '0.00'],
    [999_999, 1_000_000, '100.00'],
  ])('shows %d of %d as %s percent, half up', (part, whole, percent) => {
    expect(shareOf(part, whole)).toEqual({ part, whole, percent });
  });

  it('shows no percentage of nobody', () => {
    expect(shareOf(0, 0)).toEqual({ part: 0, whole: 0, percent: null });
  });
});
