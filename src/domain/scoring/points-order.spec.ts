import { describe, expect, it } from '@jest/globals';
import type { Adjustment, Degree } from './finding.js';
import { fallsByGround, pointsOrderFaults, type WeighedFinding } from './points-order.js';

const one = (
  degree: Degree,
  points: number,
  adjustment: Adjustment = 'NONE',
  change: Partial<WeighedFinding> = {},
): WeighedFinding => ({
  conductId: 'c1',
  circumstance: 'PQ2025:21(1)',
  degree,
  adjustment,
  points,
  ...change,
});

const pointers = (list: readonly { readonly pointer: string }[]): string[] =>
  list.map(({ pointer }) => pointer);

describe('points never fall as responsibility rises (PQ2025:17, S2)', () => {
  it.each([
    ['rising', [one('GENERAL', 4), one('IMPORTANT', 5), one('PRINCIPAL', 6)], []],
    ['level', [one('GENERAL', 5), one('IMPORTANT', 5), one('PRINCIPAL', 5)], []],
    [
      'falling at the top',
      [one('GENERAL', 4), one('IMPORTANT', 6), one('PRINCIPAL', 5)],
      ['/findings/2/points'],
    ],
    [
      'falling from the bottom',
      [one('PRINCIPAL', 5), one('IMPORTANT', 5), one('GENERAL', 6)],
      ['/findings/0/points', '/findings/1/points'],
    ],
    ['unequal at one degree', [one('IMPORTANT', 6), one('IMPORTANT', 4)], []],
    ['in different acts', [one('GENERAL', 6), one('PRINCIPAL', 4, 'NONE', { conductId: 'c2' })], []],
    [
      'under different circumstances',
      [one('GENERAL', 6), one('PRINCIPAL', 3, 'NONE', { circumstance: 'PQ2025:20(1)' })],
      [],
    ],
    [
      'both lenient',
      [one('GENERAL', 5, 'LIGHTER'), one('PRINCIPAL', 4, 'REDUCE_BAND')],
      ['/findings/1/points'],
    ],
    [
      'both severe',
      [one('GENERAL', 7, 'RAISE_BAND'), one('PRINCIPAL', 6, 'HEAVIER')],
      ['/findings/1/points'],
    ],
  ])('%s', (_what, findings, expected) => {
    expect(pointers(pointsOrderFaults(findings))).toEqual(expected);
    expect(fallsByGround(findings)).toEqual([]);
  });

  it('lets a fall stand that rests on a person’s own ground, and shows it', () => {
    const findings = [one('GENERAL', 4), one('PRINCIPAL', 1, 'REDUCE_BAND')];
    expect(pointsOrderFaults(findings)).toEqual([]);
    expect(fallsByGround(findings)).toEqual([
      {
        pointer: '/findings/1/points',
        code: 'POINTS_ORDER_BY_GROUND',
        detail:
          '同一行为、同一情形之下，PRINCIPAL 1 分，低于 GENERAL 4 分（第 1 项）：由本人的从轻或从重情节所致，请核对。',
        citation: 'PQ2025:17',
      },
    ]);
  });

  it('still refuses a fall that no ground excuses beside one that is excused', () => {
    const findings = [one('GENERAL', 6, 'HEAVIER'), one('GENERAL', 5), one('PRINCIPAL', 4)];
    expect(pointsOrderFaults(findings)).toMatchObject([
      { pointer: '/findings/2/points', code: 'POINTS_ORDER', citation: 'PQ2025:17' },
    ]);
  });

  it('leaves out a finding without a band', () => {
    expect(pointers(pointsOrderFaults([null, one('GENERAL', 6), one('PRINCIPAL', 4)]))).toEqual([
      '/findings/2/points',
    ]);
  });
});
