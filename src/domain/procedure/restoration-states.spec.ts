import { describe, expect, it } from '@jest/globals';
import {
  isOpenRestoration,
  openRestorationSteps,
  RESTORATION_MOVES,
  RESTORATION_STATES,
  RESTORATION_TRANSITIONS,
  restorationAfter,
  type RestorationState,
} from './restoration-states.js';

/** Every state that can follow from one, itself included. */
function reachableFrom(first: RestorationState): Set<RestorationState> {
  const found = new Set([first]);
  for (const state of found) {
    for (const step of RESTORATION_MOVES) {
      const next = restorationAfter(state, step);
      if (next !== null) found.add(next);
    }
  }
  return found;
}

describe('the states of an application for restoration', () => {
  it('are all reached from the filing', () => {
    expect(reachableFrom('FILED')).toEqual(new Set(RESTORATION_STATES));
  });

  it('know every target, and use every move', () => {
    const steps = Object.values(RESTORATION_TRANSITIONS).flatMap((each) => Object.entries(each));
    expect(new Set(steps.map(([step]) => step))).toEqual(new Set(RESTORATION_MOVES));
    expect(steps.every(([, next]) => RESTORATION_STATES.includes(next))).toBe(true);
  });

  it('have no dead end: every open one can still be decided and withdrawn', () => {
    for (const state of RESTORATION_STATES.filter(isOpenRestoration)) {
      const ahead = reachableFrom(state);
      expect([state, ahead.has('APPROVED'), ahead.has('REFUSED'), ahead.has('WITHDRAWN')]).toEqual([
        state,
        true,
        true,
        true,
      ]);
    }
  });

  it('end with the approval, the refusal, the withdrawal, and where nothing is left to restore', () => {
    expect(RESTORATION_STATES.filter((state) => !isOpenRestoration(state))).toEqual([
      'APPROVED',
      'REFUSED',
      'WITHDRAWN',
      'MOOT',
    ]);
  });

  it('offer nobody to declare them moot, which is possible as long as they are open', () => {
    const open = RESTORATION_STATES.filter(isOpenRestoration);
    expect(open.map((state) => restorationAfter(state, 'MOOT'))).toEqual(['MOOT', 'MOOT']);
    expect(open.flatMap((state) => openRestorationSteps(state))).not.toContain('MOOT');
  });

  it('let nobody approve before the district agreed (PQ2025:30)', () => {
    const from = RESTORATION_STATES.filter((state) => restorationAfter(state, 'APPROVE') !== null);
    expect(from).toEqual(['FIRST_REVIEWED']);
    expect(openRestorationSteps('FILED')).toEqual([
      'SUPPLY_SITES',
      'AGREE_FIRST',
      'REFUSE_FIRST',
      'WITHDRAW',
    ]);
  });
});
