import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { settings, sweepSetting } from '../../prove/class-sweep.js';
import { engineHash } from '../../prove/engine-hash.js';
import {
  compareNeighbours,
  emptyTable,
  ITEM_BASES,
  setsOfAtMost,
  sweepSets,
} from '../../prove/item-sweep.js';
import type { Reached } from '../../prove/judge.js';
import { sweepProposals } from '../../prove/proposal-sweep.js';
import { sweepRandom } from '../../prove/random.js';
import { allHold, ALL_STATEMENTS, hashLines } from '../../prove/sheet.js';
import { shippedRulebook } from '../../prove/shipped-rulebook.js';
import type { Tallies } from '../../prove/tally.js';
import { ROOT } from '../support/run-program.js';

/** Every seventh setting of the class sweep, sets of at most three items: small, and still reaching every branch. */
const EVERY = 7;
const rulebook = shippedRulebook();
const tallies: Tallies = {};
const reached: Reached = { seen: {} };

beforeAll(() => {
  for (const basis of ITEM_BASES) {
    const table = emptyTable();
    sweepSets(basis, setsOfAtMost(3), rulebook, table, tallies, reached);
    compareNeighbours(basis, setsOfAtMost(2), table, tallies);
  }
  settings(rulebook)
    .filter((_setting, index) => index % EVERY === 0)
    .forEach((setting) => {
      sweepSetting(setting, rulebook, tallies, reached, 2);
    });
  sweepProposals(rulebook, tallies);
  sweepRandom(rulebook, tallies, 500);
}, 120_000);

describe('a small sweep of the penalty rules', () => {
  it.each(ALL_STATEMENTS.map(({ id, says }) => [id, says] as const))('%s: %s', (id) => {
    expect(tallies[id]?.counterexample).toBeNull();
    expect(tallies[id]?.cases).toBeGreaterThan(0);
  });

  it('reaches every outcome, direction, question and refusal that the circumstances can bring about', () => {
    expect(Object.keys(reached.seen).sort()).toEqual([
      'FIXED HEAVIER',
      'FIXED LIGHTER',
      'FIXED MITIGATED',
      'FIXED ORDINARY',
      'FIXED WEIGHED',
      'MULTIPLE HEAVIER',
      'MULTIPLE LIGHTER',
      'MULTIPLE MITIGATED',
      'MULTIPLE ORDINARY',
      'MULTIPLE WEIGHED',
      'asks CONSIDER_18_1',
      'asks ELEMENT_OF_VIOLATION',
      'asks GRADE_SCHEDULE_REQUIRED',
      'asks HEAVIER_OUTSIDE_GRADE',
      'asks HIGHEST_GRADE_UNKNOWN',
      'asks LIGHTER_OUTSIDE_GRADE',
      'asks MIXED_CIRCUMSTANCES',
      'asks NATIONAL_RULES_UNAVAILABLE',
      'nothing offered',
      'outcome NO_FINE',
      'outcome NO_PENALTY',
      'outcome PENALISE',
      'outcome WAIVER_PERMITTED',
      'refused CIRCUMSTANCES_CONTRADICT',
      'refused CIRCUMSTANCE_NOT_FOR_OFFENDER',
      'refused GRADE_NOT_FOR_PROVISION',
      'refused PROVISION_NOT_FOR_OFFENDER',
      'refused REFUSAL_CONTRADICTS',
    ]);
  });
});

describe('the theorem sheet', () => {
  it('is of this rulebook and these rules; if not, run npm run prove', () => {
    const sheet = readFileSync(join(ROOT, 'docs', 'theorems.md'), 'utf8');
    expect(sheet).toContain(hashLines(rulebook.hash, engineHash(ROOT)));
  });

  it('is not written as proved when a statement was broken or never tried', () => {
    expect(allHold(tallies)).toBe(true);
    expect(allHold({ ...tallies, bounds: { cases: 1, counterexample: 'a case' } })).toBe(false);
    expect(allHold({ ...tallies, bounds: { cases: 0, counterexample: null } })).toBe(false);
  });
});
