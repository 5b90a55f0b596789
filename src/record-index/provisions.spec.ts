import { describe, expect, it } from '@jest/globals';
import { measuresIn, provisionsOf } from './provisions.js';

describe('provisionsOf', () => {
  it.each([
    [
      'SCORE_NOTICE_ISSUED',
      { measure: null },
      ['PQ2025:17', 'PQ2025:18', 'PQ2025:24', 'PQ2025:25', 'PQ2025:26.1'],
    ],
    [
      'SCORE_NOTICE_ISSUED',
      { measure: 'SUSPENSION' },
      ['PQ2025:17', 'PQ2025:18', 'PQ2025:24', 'PQ2025:25', 'PQ2025:26.2'],
    ],
    ['MEASURE_NOTICE_ISSUED', { kind: 'TERMINATION' }, ['PQ2025:24', 'PQ2025:26.3']],
    ['SUSPENSION_MONTHS_CHOSEN', { months: 2 }, ['PQ2025:26.2']],
    ['LINKED_MEASURE_DECIDED', { kind: 'SUSPENSION' }, ['PQ2025:27.4']],
    ['RESTORED', {}, ['PQ2025:30']],
    ['REPAIR_ASSESSED', {}, ['PQ2025:31', 'PQ2025:32']],
    ['REPAIR_FILED', { route: 'TRAINING' }, ['PQ2025:31', 'PQ2025:32', 'PQ2025:32(1)']],
    ['REPAIR_ASSESSED', { route: 'ACTIVITY' }, ['PQ2025:31', 'PQ2025:32', 'PQ2025:32(2)']],
    ['TRAINING_RECORDED', { kind: 'TRAINING' }, ['PQ2025:31', 'PQ2025:32', 'PQ2025:32(1)']],
    ['CASE_DECIDED', { decision: { departure: { discussedOn: '2025-07-01' } } }, ['DB2025:22']],
    ['CASE_DECIDED', { decision: { departure: null } }, []],
    ['OBJECTION_DECIDED', {}, ['PQ2025:34', 'PQ2025:35', 'PQ2025:37']],
    ['SIGNED_IN', null, []],
  ])('of %s with %j', (action, content, expected) => {
    expect(provisionsOf(action, content)).toEqual(expected);
  });

  it('names for a score revised the measures that were, and those that are (PQ2025:37)', () => {
    const measures = [
      { notice: 'n1', was: { kind: 'TERMINATION' }, is: { kind: 'SUSPENSION' } },
      { notice: 'n2', was: { kind: 'SUSPENSION' }, is: null },
    ];
    expect(provisionsOf('SCORE_REVISED', { measures }).slice(3)).toEqual([
      'PQ2025:26.3',
      'PQ2025:26.2',
      'PQ2025:26.2',
      'PQ2025:26.1',
    ]);
    expect(measuresIn('SCORE_REVISED', { measures }).is).toEqual(['SUSPENSION', 'NO_MEASURE']);
  });
});
