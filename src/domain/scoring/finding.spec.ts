import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import {
  ADJUSTMENTS,
  allowedPoints,
  DEGREES,
  findingFaults,
  highestByAct,
  type Finding,
  type NegativeCircumstance,
} from './finding.js';
import { pointsLawOn } from './points-law.js';

const law = pointsLawOn(SHIPPED, date('2025-06-01'));

const finding = (circumstance: NegativeCircumstance, change: Partial<Finding> = {}): Finding => ({
  conductId: 'c1',
  circumstance,
  degree: 'GENERAL',
  adjustment: 'NONE',
  points: null,
  basis: null,
  ...change,
});

const OF_BAND = ['PQ2025:20(1)', 'PQ2025:21(1)', 'PQ2025:22(1)', 'PQ2025:23(1)'] as const;

describe('the figures of the points rules', () => {
  it('are those of the text (PQ2025:20–23, 26, 30, 32, 34, 50)', () => {
    expect(law).toMatchObject({
      start: '2025-04-15',
      bands: [
        { min: 1, max: 3 },
        { min: 4, max: 6 },
        { min: 7, max: 9 },
        { min: 10, max: 12 },
      ],
      licenceRevokedPoints: 12,
      terminationFrom: 12,
      yearsAccumulated: 1,
      yearsAtOnce: 3,
      objectionDays: 5,
      applyBeforeEnd: 15,
      trainingPoints: 1,
      trainingCap: 3,
      activityCap: 3,
      activityPoints: { DISTRICT: 1, MUNICIPAL: 2, NATIONAL: 3 },
    });
    expect([...law.suspension]).toEqual([
      [9, { min: 1, max: 2 }],
      [10, { min: 3, max: 4 }],
      [11, { min: 5, max: 6 }],
    ]);
  });
});

describe('the points open to a finding (PQ2025:17, S1–S4)', () => {
  it.each(
    OF_BAND.flatMap((circumstance, band) =>
      DEGREES.map((degree, rank) => ({ circumstance, band, degree, rank })),
    ),
  )(
    '$circumstance, $degree: default by degree, inside and across the bands',
    ({ circumstance, band, degree, rank }) => {
      const [bottom, ofDegree, top] = [band * 3 + 1, band * 3 + 1 + rank, band * 3 + 3];
      const neighbour = (step: -1 | 1) =>
        OF_BAND[band + step] === undefined
          ? null
          : { min: bottom + 3 * step, max: top + 3 * step, default: ofDegree + 3 * step };
      expect(
        ADJUSTMENTS.map((adjustment) => allowedPoints(law, finding(circumstance, { degree, adjustment }))),
      ).toEqual([
        { min: bottom, max: top, default: ofDegree },
        { min: bottom, max: ofDegree, default: bottom },
        neighbour(-1),
        { min: ofDegree, max: top, default: top },
        neighbour(1),
      ]);
    },
  );

  it('are exactly 12 for a revoked licence, whatever the degree (PQ2025:23(2), S8)', () => {
    for (const degree of DEGREES) {
      expect(allowedPoints(law, finding('PQ2025:23(2)', { degree }))).toEqual({
        min: 12,
        max: 12,
        default: 12,
      });
    }
  });
});

describe('a finding that cannot stand', () => {
  const codes = (each: Finding): string[] =>
    findingFaults(law, each, '/findings/0').map(({ pointer, code }) => `${pointer} ${code}`);

  it.each([
    [
      'points below the band',
      finding('PQ2025:21(1)', { points: 3 }),
      ['/findings/0/points POINTS_OUT_OF_RANGE'],
    ],
    [
      'points above the band',
      finding('PQ2025:21(1)', { points: 7 }),
      ['/findings/0/points POINTS_OUT_OF_RANGE'],
    ],
    [
      'lighter above the default of the degree',
      finding('PQ2025:21(1)', { adjustment: 'LIGHTER', points: 5 }),
      ['/findings/0/points POINTS_OUT_OF_RANGE'],
    ],
    [
      'one band below the lowest (S4)',
      finding('PQ2025:20(1)', { adjustment: 'REDUCE_BAND' }),
      ['/findings/0/adjustment BAND_UNAVAILABLE'],
    ],
    [
      'one band above the highest (S4)',
      finding('PQ2025:23(1)', { adjustment: 'RAISE_BAND' }),
      ['/findings/0/adjustment BAND_UNAVAILABLE'],
    ],
    ['a residual item without basis', finding('PQ2025:22(3)'), ['/findings/0/basis BASIS_REQUIRED']],
    [
      '11 points for a revoked licence',
      finding('PQ2025:23(2)', { points: 11 }),
      ['/findings/0/points POINTS_OUT_OF_RANGE'],
    ],
    [
      'an adjusted revoked licence',
      finding('PQ2025:23(2)', { adjustment: 'LIGHTER' }),
      ['/findings/0/adjustment BAND_UNAVAILABLE'],
    ],
  ])('%s', (_what, each, expected) => {
    expect(codes(each)).toEqual(expected);
  });
});

describe('one act under several circumstances (PQ2025:18, S6)', () => {
  it('counts at its highest; different acts stand side by side (S5)', () => {
    const findings = [
      finding('PQ2025:20(1)', { points: 3 }),
      finding('PQ2025:22(1)', { points: 8 }),
      finding('PQ2025:20(1)', { conductId: 'c2', points: 2 }),
    ];
    expect([...highestByAct(law, findings)]).toEqual([
      ['c1', 8],
      ['c2', 2],
    ]);
  });
});
