import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { settings, sweepSetting } from '../../prove/class-sweep.js';
import { engineHash, PENALTY_FOLDERS, POINTS_FOLDERS } from '../../prove/engine-hash.js';
import { FAMILIES } from '../../prove/histories/families.js';
import { sweepFindings } from '../../prove/histories/findings.js';
import { checkObjections, checkReversals } from '../../prove/histories/reversals.js';
import { inOneYear, overYears } from '../../prove/histories/trees.js';
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

/** Families of histories that are small from this first notice on. */
const SMALL_FAMILIES = [
  ['between-1', 2],
  ['between-1', 9],
  ['between-1', 12],
  ['one-day', 12],
] as const;

/** Every seventh setting of the class sweep, sets of at most three items: small, and still reaching every branch. */
const EVERY = 7;
const rulebook = shippedRulebook();
const tallies: Tallies = {};
const reached: Reached = { seen: {} };
const histories = { rulebook, tallies, seen: {} as Record<string, number> };

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
  sweepFindings(histories, 13);
  inOneYear(9, histories, 2, 'EVERY', checkObjections);
  overYears(6, histories, 3, [3, 6], false);
  for (const first of [1, 8]) checkReversals(first, histories, 2);
  for (const [name, first] of SMALL_FAMILIES) {
    FAMILIES.find((family) => family.name === name)?.sweep(first, histories);
  }
});

describe('a small sweep of penalties and histories', () => {
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

describe('the small sweep of histories', () => {
  it('reaches every measure, refusal, repair and restoration there is', () => {
    expect(Object.keys(histories.seen).sort()).toEqual([
      'measure void',
      'no measure',
      'refused MONTHS_OUT_OF_RANGE',
      'refused REVISION_RAISES',
      'repair CAP_REACHED',
      'repair NOTHING_TO_REPAIR',
      'repair TERMINATED',
      'repair accepted',
      'restoration NOT_RESTRICTED',
      'restoration TOO_EARLY',
      'restoration accepted',
      'suspension of 1–2 months, 1 chosen',
      'suspension of 1–2 months, 2 chosen',
      'suspension of 1–2 months, none chosen',
      'suspension of 3–4 months, 3 chosen',
      'suspension of 3–4 months, 4 chosen',
      'suspension of 3–4 months, none chosen',
      'suspension of 5–6 months, 5 chosen',
      'suspension of 5–6 months, 6 chosen',
      'suspension of 5–6 months, none chosen',
      'termination of 1 years',
      'termination of 3 years',
    ]);
  });
});

describe('the theorem sheet', () => {
  it('is of this rulebook and these rules; if not, run npm run prove', () => {
    const sheet = readFileSync(join(ROOT, 'docs', 'theorems.md'), 'utf8');
    const proved = {
      rulebookHash: rulebook.hash,
      penaltyHash: engineHash(ROOT, PENALTY_FOLDERS),
      pointsHash: engineHash(ROOT, POINTS_FOLDERS),
    };
    expect(sheet).toContain(hashLines(proved));
  });

  it('is not written as proved when a statement was broken or never tried', () => {
    expect(allHold(tallies)).toBe(true);
    expect(allHold({ ...tallies, bounds: { cases: 1, counterexample: 'a case' } })).toBe(false);
    expect(allHold({ ...tallies, bounds: { cases: 0, counterexample: null } })).toBe(false);
  });
});
