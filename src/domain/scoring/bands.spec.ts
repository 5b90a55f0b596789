import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import { allowedPoints, DEGREES, NEGATIVE_CIRCUMSTANCES } from './finding.js';
import { pointsLawOn } from './points-law.js';

const law = pointsLawOn(SHIPPED, date('2025-06-01'));

/** Circumstance, then the points of a general, an important and a principal responsibility. */
const DEFAULTS = [
  ['PQ2025:20(1)', 1, 2, 3],
  ['PQ2025:20(2)', 1, 2, 3],
  ['PQ2025:20(3)', 1, 2, 3],
  ['PQ2025:21(1)', 4, 5, 6],
  ['PQ2025:21(2)', 4, 5, 6],
  ['PQ2025:21(3)', 4, 5, 6],
  ['PQ2025:21(4)', 4, 5, 6],
  ['PQ2025:22(1)', 7, 8, 9],
  ['PQ2025:22(2)', 7, 8, 9],
  ['PQ2025:22(3)', 7, 8, 9],
  ['PQ2025:23(1)', 10, 11, 12],
  ['PQ2025:23(2)', 12, 12, 12],
  ['PQ2025:23(3)', 10, 11, 12],
  ['PQ2025:23(4)', 10, 11, 12],
] as const;

describe('the points of each negative circumstance', () => {
  it.each(DEFAULTS)(
    '%s carries %d, %d or %d by degree (PQ2025:17, PQ2025:19, S2)',
    (circumstance, ...points) => {
      const defaults = DEGREES.map((degree) =>
        allowedPoints(law, {
          conductId: 'c1',
          circumstance,
          degree,
          adjustment: 'NONE',
          points: null,
          basis: '测试规定第一条',
        }),
      );
      expect(defaults.map((allowed) => allowed?.default)).toEqual(points);
    },
  );

  it('is told of every one', () =>
    expect(DEFAULTS.map(([circumstance]) => circumstance)).toEqual(NEGATIVE_CIRCUMSTANCES));
});
