import { chargeOf, type Charge } from '../charge.js';
import { circumstancesByViolation } from '../covering.js';
import type { Facts, ViolationFacts } from '../facts.js';
import type { DiscretionLaw } from '../law.js';
import type { FactChange } from './counterfactual.js';

/** A violation taken by itself: what is decided about it hangs on no other violation. */
export interface Subject {
  readonly law: DiscretionLaw;
  /** The case as if this were its only violation, without proposal. */
  readonly facts: Facts;
  readonly violation: ViolationFacts;
  readonly charge: Charge;
}

/** One fact supposed to be otherwise. */
export interface Supposition {
  readonly change: FactChange;
  readonly citation: string;
  /** The Chinese clause after 如果. */
  readonly clause: string;
  /** What stands before the citation in its brackets; empty where the clause says enough. */
  readonly note: string;
  /** The facts that would then be stated. */
  readonly facts: Facts;
}

/** Every violation by itself, in the order of the case. */
export function subjectsOf(law: DiscretionLaw, facts: Facts): Subject[] {
  const given = circumstancesByViolation(facts);
  return facts.violations.map((violation) => ({
    law,
    facts: {
      ...facts,
      violations: [violation],
      circumstances: (given.get(violation.id) ?? []).map((entry) => ({ ...entry, violationIds: null })),
      proposal: [],
    },
    violation,
    charge: chargeOf(law, violation),
  }));
}

/** The facts of the subject with its violation changed. */
export const withViolation = ({ facts, violation }: Subject, changes: Partial<ViolationFacts>): Facts => ({
  ...facts,
  violations: [{ ...violation, ...changes }],
});
