import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { pointsDayOf, sourceDayOf, type DeterminationSource } from './points-day.js';

const PENALTY: DeterminationSource = { kind: 'PENALTY_DECISION', madeOn: date('2025-06-01'), bases: [] };
const MEASURE: DeterminationSource = {
  kind: 'AGREEMENT_MEASURE',
  madeOn: date('2025-12-30'),
  effectiveOn: date('2026-01-05'),
  measures: [],
};

describe('the points’ day follows from the source (PQ2025:24, S14)', () => {
  it.each([
    ['the day a penalty decision is made', PENALTY, '2025-06-01'],
    ['the day an agreement measure takes effect', MEASURE, '2026-01-05'],
    ['the day of the circular', { kind: 'CIRCULAR', on: date('2025-07-02') } as const, '2025-07-02'],
    [
      'the day of the other authority’s decision',
      { kind: 'LICENCE_REVOKED', on: date('2025-07-03') } as const,
      '2025-07-03',
    ],
    [
      'the own day of a stand-alone determination',
      { kind: 'STAND_ALONE', determinedOn: date('2025-07-04') } as const,
      '2025-07-04',
    ],
  ])('%s', (_what, source, day) => expect(pointsDayOf(source)).toBe(day));

  it('while an agreement measure founds a determination from its decision on (PQ2025:16)', () => {
    expect(sourceDayOf(MEASURE)).toBe('2025-12-30');
    expect(sourceDayOf(PENALTY)).toBe('2025-06-01');
  });
});
