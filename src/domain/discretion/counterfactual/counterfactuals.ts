import type { Rulebook } from '../../rulebook/rulebook.js';
import { success, type Result } from '../../shared/result.js';
import { evaluate } from '../evaluate.js';
import type { Facts } from '../facts.js';
import { lawOn, type DiscretionLaw } from '../law.js';
import { amountSuppositions } from './amount.js';
import type { Counterfactuals } from './counterfactual.js';
import { daySuppositions } from './days.js';
import { decisionDaySuppositions } from './decision-day.js';
import { flagSuppositions } from './flags.js';
import { itemSuppositions } from './items.js';
import { ageSuppositions, crimeSupposition } from './offender.js';
import { rowSuppositions } from './rows.js';
import { subjectsOf, type Subject, type Supposition } from './subject.js';
import { summaryOf } from './summary.js';
import { triedOut, type Decided } from './trial.js';

const ofViolation = (subject: Subject): Supposition[] => [
  ...itemSuppositions(subject),
  ...flagSuppositions(subject),
  ...amountSuppositions(subject),
  ...rowSuppositions(subject),
  ...daySuppositions(subject),
];

const ofCase = (law: DiscretionLaw, facts: Facts): Supposition[] => [
  ...ageSuppositions(law, facts),
  crimeSupposition(facts),
  ...decisionDaySuppositions(law, facts),
];

/**
 * Every single change of fact that changes outcome or range of an evaluated case, with before and after: each item
 * of DB2025:13, 14, 16, 17 and 18, each flag, loss or none, each row of the schedule, and the days of conduct,
 * discovery and decision, and the age, across each limit. For every violation by itself, then for the case.
 * Pure. Amounts are whole fen, multiples exact decimals. A proposal changes nothing.
 * @returns the changes that make a difference and those the law refuses; or the faults of the facts themselves.
 */
export function counterfactuals(facts: Facts, rulebook: Rulebook): Result<Counterfactuals> {
  const assessed = evaluate(facts, rulebook);
  if (!assessed.ok) return assessed;
  const law = lawOn(rulebook, facts.decisionDate);
  if (law === null) throw new Error('facts assessed on a day without law');
  const { violations } = assessed.value;
  const summaries = new Map(violations.map((each) => [each.id, summaryOf(each)]));
  const decided: Decided = { law, assessment: assessed.value, summaries };
  const onlyViolation = violations.length === 1;
  const found = [
    ...subjectsOf(law, facts).flatMap((subject) =>
      ofViolation(subject).map((each) =>
        triedOut(decided, { violationId: subject.violation.id, onlyViolation }, each),
      ),
    ),
    ...ofCase(law, { ...facts, proposal: [] }).map((each) =>
      triedOut(decided, { violationId: null, onlyViolation }, each),
    ),
  ];
  return success({
    counterfactuals: found.flatMap((each) => each.counterfactuals),
    refused: found.flatMap((each) => each.refused),
  });
}
