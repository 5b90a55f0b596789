import { beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_EDGES, ALL_STATES, statesOf } from '../support/appeals-histories/edges.js';
import { OPERATION_KINDS, REFUSAL_KINDS } from '../support/appeals-histories/kinds.js';
import {
  ENDURANCE,
  INTERLEAVINGS,
  playInterleavings,
  USUAL,
  type Played,
} from '../support/appeals-histories/runs.js';

/** Milliseconds; the full count takes the better part of an hour. */
const LONG = 14_400_000;

/** All of a list where so many are enough to come across all of it; of fewer those that came up, and no others. */
const expected = (all: readonly string[], found: readonly string[], enough: number): string[] =>
  all.filter((each) => INTERLEAVINGS >= enough || found.includes(each)).sort();

describe(`${INTERLEAVINGS} random interleavings of what offices, institutions and people do`, () => {
  let played: Played;
  // Every history is looked at while it is played: stored standing = fold = preview of the events known, each answer
  // given is given again as of its instant, each change has its line and each refusal left nothing.
  beforeAll(async () => {
    played = await playInterleavings(INTERLEAVINGS);
  }, LONG);

  it('hold, and carry out every operation at least once (PQ2025:16–37, S31)', () => {
    const done = [...played.accepted.keys()].sort();
    expect(done).toEqual(expected(OPERATION_KINDS, done, USUAL));
  });

  it('are refused whatever has to be', () => {
    const refused = [...played.refused.keys()].sort();
    expect(refused).toEqual(expected(REFUSAL_KINDS, refused, USUAL));
  });

  it('lead objections through every state of the table (PQ2025:34–37)', () => {
    const states = statesOf(played.edges);
    expect(states).toEqual(expected(ALL_STATES, states, USUAL));
  });

  it('go steps of the table only, and at full count every one of them', () => {
    const walked = [...played.edges].sort();
    expect(walked).toEqual(expected(ALL_EDGES, walked, ENDURANCE));
  });
});
