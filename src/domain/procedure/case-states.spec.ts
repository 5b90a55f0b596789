import { describe, expect, it } from '@jest/globals';
import {
  CASE_STATES,
  CASE_STEPS,
  CASE_TRANSITIONS,
  openSteps,
  stateAfter,
  type CaseTrack,
} from './case-states.js';

function reachable(track: CaseTrack): Set<string> {
  const found = new Set<(typeof CASE_STATES)[number]>(['DRAFT']);
  for (const state of found) {
    for (const step of CASE_STEPS) {
      const next = stateAfter(track, state, step);
      if (next !== null) found.add(next);
    }
  }
  return found;
}

describe('the states of a case', () => {
  it('are all reached by a penalty case', () => {
    expect(reachable('PENALTY')).toEqual(new Set(CASE_STATES));
  });

  it('are draft and decided for a matter under the agreement, which the benchmark does not judge', () => {
    expect(reachable('AGREEMENT')).toEqual(new Set(['DRAFT', 'DECIDED']));
  });

  it('lead from a decision nowhere: it is changed or withdrawn, never revised', () => {
    expect(openSteps('PENALTY', 'DECIDED')).toEqual([]);
    expect(openSteps('AGREEMENT', 'DECIDED')).toEqual([]);
  });

  it('let a penalty be decided only on a proposal (DB2025:21)', () => {
    const from = CASE_STATES.filter((state) => CASE_TRANSITIONS.PENALTY[state].DECIDE !== undefined);
    expect(from).toEqual(['PROPOSED']);
  });

  it('take every revision back to a draft, so that it is evaluated anew', () => {
    expect(CASE_STATES.map((state) => stateAfter('PENALTY', state, 'REVISE'))).toEqual([
      'DRAFT',
      'DRAFT',
      'DRAFT',
      null,
    ]);
  });
});
