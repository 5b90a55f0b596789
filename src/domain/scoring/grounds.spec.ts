import { describe, expect, it } from '@jest/globals';
import { ADJUSTMENTS, type Adjustment } from './finding.js';
import { groundFaults, leaningOf, type Ground } from './grounds.js';

const faults = (adjustment: Adjustment, grounds: Ground[], reasons: string | null = null): string[] =>
  groundFaults({ adjustment, grounds, reasons }, '').map(({ pointer, code }) => `${pointer} ${code}`);

const REQUIRED = '/grounds GROUND_REQUIRED';
const CONTRADICTS = '/adjustment GROUND_CONTRADICTS';
const REASONS = '/reasons REASONS_REQUIRED';

describe('grounds of a lenient or severe finding (PQ2025:17, S3)', () => {
  it('lean one way or none', () =>
    expect(ADJUSTMENTS.map(leaningOf)).toEqual(['NONE', 'LENIENT', 'LENIENT', 'SEVERE', 'SEVERE']));

  it.each([
    ['NONE', [], []],
    ['LIGHTER', [], [REQUIRED]],
    ['REDUCE_BAND', [], [REQUIRED]],
    ['HEAVIER', [], [REQUIRED]],
    ['RAISE_BAND', [], [REQUIRED]],
    ['NONE', ['MADE_GOOD'], []],
    ['LIGHTER', ['MADE_GOOD'], []],
    ['REDUCE_BAND', ['CAME_FORWARD', 'EXPLAINED_TRUTHFULLY', 'REMOVED_EFFECTS'], []],
    ['HEAVIER', ['MADE_GOOD'], [CONTRADICTS]],
    ['RAISE_BAND', ['CAME_FORWARD'], [CONTRADICTS]],
    ['NONE', ['INTENT'], []],
    ['HEAVIER', ['REFUSED_TO_CORRECT'], []],
    ['RAISE_BAND', ['INCITED_OR_FORCED', 'REFUSED_TO_COOPERATE'], []],
    ['LIGHTER', ['INTENT'], [CONTRADICTS]],
    ['REDUCE_BAND', ['INTENT'], [CONTRADICTS]],
  ] as const)('%s with %j', (adjustment, grounds, expected) => {
    expect(faults(adjustment, [...grounds])).toEqual(expected);
  });

  it.each(ADJUSTMENTS)('of both kinds leave %s to the officer, with reasons', (adjustment) => {
    expect(faults(adjustment, ['MADE_GOOD', 'INTENT'])).toEqual([REASONS]);
    expect(faults(adjustment, ['MADE_GOOD', 'INTENT'], '权衡后如此')).toEqual([]);
  });
});
