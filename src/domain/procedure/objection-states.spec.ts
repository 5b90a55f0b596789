import { describe, expect, it } from '@jest/globals';
import {
  isPending,
  OBJECTION_ROUTES,
  OBJECTION_STATES,
  OBJECTION_STEPS,
  OBJECTION_TRANSITIONS,
  objectionAfter,
  openObjectionSteps,
  type ObjectionRoute,
  type ObjectionState,
} from './objection-states.js';

/** Every state that can come after some states. */
function reachable(route: ObjectionRoute, from: readonly ObjectionState[]): Set<ObjectionState> {
  const found = new Set(from);
  for (const state of found) {
    for (const step of OBJECTION_STEPS) {
      const next = objectionAfter(route, state, step);
      if (next !== null) found.add(next);
    }
  }
  return found;
}

const without = (...left: readonly ObjectionState[]): Set<ObjectionState> =>
  new Set(OBJECTION_STATES.filter((state) => !left.includes(state)));

const takersOf = (route: ObjectionRoute, step: (typeof OBJECTION_STEPS)[number]): ObjectionState[] =>
  OBJECTION_STATES.filter((state) => objectionAfter(route, state, step) !== null);

describe('the states of an objection', () => {
  it('are all reached from its filing; a district’s score is neither first reviewed nor referred (PQ2025:34)', () => {
    expect(reachable('DISTRICT', ['FILED', 'SUPPLEMENT_ASKED'])).toEqual(
      without('REFERRED', 'FIRST_REFUSED'),
    );
    expect(reachable('MUNICIPAL', ['FILED', 'SUPPLEMENT_ASKED'])).toEqual(without());
  });

  it.each(OBJECTION_ROUTES)('lead on, each of them, to an end (%s)', (route) => {
    for (const state of reachable(route, ['FILED', 'SUPPLEMENT_ASKED'])) {
      const ends = [...reachable(route, [state])].filter(
        (each) => openObjectionSteps(route, each).length === 0,
      );
      expect({ state, ends: ends.length > 0 }).toEqual({ state, ends: true });
    }
  });

  it.each(OBJECTION_ROUTES)(
    'know no target and no step that is not a state or step of theirs (%s)',
    (route) => {
      for (const [state, steps] of Object.entries(OBJECTION_TRANSITIONS[route])) {
        expect(OBJECTION_STATES).toContain(state);
        for (const [step, target] of Object.entries(steps)) {
          expect(OBJECTION_STEPS).toContain(step);
          expect(OBJECTION_STATES).toContain(target);
        }
      }
    },
  );

  it('end only closed or withdrawn', () => {
    for (const route of OBJECTION_ROUTES) {
      const ends = [...reachable(route, ['FILED'])].filter(
        (state) => openObjectionSteps(route, state).length === 0,
      );
      expect(new Set(ends)).toEqual(new Set(['CLOSED', 'WITHDRAWN']));
    }
  });

  it('let nothing be decided before who determined was heard, unless it is by the bureau (PQ2025:34, 35)', () => {
    for (const route of OBJECTION_ROUTES) {
      for (const step of ['DECIDE', 'LEAVE_MONTHS_OPEN'] as const) {
        expect(takersOf(route, step)).toEqual(['DETERMINER_HEARD', 'FURTHER_OBJECTED']);
      }
    }
  });

  it('take a municipal score up only on the district agency’s agreement (S29)', () => {
    expect(objectionAfter('MUNICIPAL', 'ACCEPTED', 'HEAR_DETERMINER')).toBeNull();
    expect(objectionAfter('MUNICIPAL', 'ACCEPTED', 'FIRST_REVIEW_AGREED')).toBe('REFERRED');
    expect(openObjectionSteps('MUNICIPAL', 'FIRST_REFUSED')).toEqual(['OBJECT_FURTHER', 'LOSE_GROUND']);
    expect(takersOf('DISTRICT', 'FIRST_REVIEW_AGREED')).toEqual([]);
  });

  it('leave an outcome open until the months are chosen, and nothing else opens it (S31)', () => {
    for (const route of OBJECTION_ROUTES) {
      expect(openObjectionSteps(route, 'MONTHS_OPEN')).toEqual(['CHOOSE_MONTHS', 'LOSE_GROUND']);
      expect(takersOf(route, 'CHOOSE_MONTHS')).toEqual(['MONTHS_OPEN', 'FURTHER_MONTHS_OPEN']);
    }
  });

  it('do not shut out who cannot get the seal: accepted also with something missing (PQ2025:34)', () => {
    for (const route of OBJECTION_ROUTES) {
      expect(objectionAfter(route, 'SUPPLEMENT_ASKED', 'ACCEPT')).toBe('ACCEPTED');
    }
  });

  it('let a decision stand when the further objection is withdrawn', () => {
    expect(objectionAfter('DISTRICT', 'FURTHER_OBJECTED', 'WITHDRAW')).toBe('CLOSED');
    expect(objectionAfter('DISTRICT', 'DECIDED', 'WITHDRAW')).toBeNull();
  });

  it('take both sides in until it is decided, and one out without the other (PQ2025:34)', () => {
    const undecided = ['FILED', 'ACCEPTED', 'REFERRED', 'DETERMINER_HEARD'];
    expect(takersOf('MUNICIPAL', 'JOIN')).toEqual(['SUPPLEMENT_ASKED', ...undecided]);
    expect(takersOf('MUNICIPAL', 'LEAVE')).toEqual(['SUPPLEMENT_ASKED', ...undecided, 'FURTHER_OBJECTED']);
    for (const route of OBJECTION_ROUTES) {
      expect(objectionAfter(route, 'SUPPLEMENT_ASKED', 'JOIN')).toBe('FILED');
      expect(objectionAfter(route, 'SUPPLEMENT_ASKED', 'JOIN_IN_PART')).toBe('SUPPLEMENT_ASKED');
      for (const state of takersOf(route, 'LEAVE')) expect(objectionAfter(route, state, 'LEAVE')).toBe(state);
      expect(takersOf(route, 'JOIN_FURTHER')).toEqual(['FURTHER_OBJECTED']);
    }
  });

  it('are pending until something is decided', () => {
    expect(OBJECTION_STATES.filter((state) => !isPending(state))).toEqual([
      'FIRST_REFUSED',
      'DECIDED',
      'CLOSED',
      'WITHDRAWN',
    ]);
  });
});
