import { expect } from '@jest/globals';
import type { Assessment } from '../../../src/domain/discretion/assessment.js';
import { counterfactuals } from '../../../src/domain/discretion/counterfactual/counterfactuals.js';
import { evaluate } from '../../../src/domain/discretion/evaluate.js';
import type { Facts } from '../../../src/domain/discretion/facts.js';
import type { Rulebook } from '../../../src/domain/rulebook/rulebook.js';
import { difference, nameOf, singleChanges } from './what-if.js';

interface Reported {
  readonly effects: Record<string, unknown>;
  readonly refused: Record<string, readonly string[]>;
}

/** The violation to which a change ascribes a loss that nobody has stated. */
function assumedIn(name: string, before: Assessment): string | null {
  const found = before.violations.find(({ id, refund }) => name === `${id} amount` && refund === 0n);
  return found?.id ?? null;
}

/** What the loops find: by name, the difference of each change, and the codes of each refused one. */
function foundByLoops(facts: Facts, rulebook: Rulebook): Reported {
  const before = evaluate(facts, rulebook);
  if (!before.ok) throw new Error('refused');
  const found: Reported = { effects: {}, refused: {} };
  for (const { name, facts: changed } of singleChanges(facts, rulebook)) {
    const after = evaluate(changed, rulebook);
    if (after.ok) {
      const changes = difference(before.value, after.value, assumedIn(name, before.value));
      if (changes !== null) found.effects[name] = changes;
    } else found.refused[name] = [...new Set(after.faults.map(({ code }) => code))].sort();
  }
  return found;
}

function reported(facts: Facts, rulebook: Rulebook): Reported {
  const answer = counterfactuals(facts, rulebook);
  if (!answer.ok) throw new Error('refused');
  const { counterfactuals: effects, refused } = answer.value;
  const names = [...effects, ...refused].map(nameOf);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  return {
    effects: Object.fromEntries(
      effects.map((each) => [nameOf(each), { before: each.before, after: each.after }]),
    ),
    refused: Object.fromEntries(
      refused.map((each) => [nameOf(each), [...new Set(each.faults.map(({ code }) => code))].sort()]),
    ),
  };
}

/**
 * Expects the counterfactuals of a case to be exactly the single changes that the loops find to change something,
 * each with the before and after that `evaluate` gives to the whole changed case; likewise those refused.
 */
export function expectComplete(facts: Facts, rulebook: Rulebook): void {
  expect(reported(facts, rulebook)).toEqual(foundByLoops(facts, rulebook));
}
