import type { Counterfactuals } from '../domain/discretion/counterfactual/counterfactual.js';
import { counterfactuals } from '../domain/discretion/counterfactual/counterfactuals.js';
import { evaluate } from '../domain/discretion/evaluate.js';
import type { Facts } from '../domain/discretion/facts.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { refused, success, type Fault, type Result } from '../domain/shared/result.js';
import { counterfactualsAnswerOf } from './counterfactuals-answer.js';
import type { CounterfactualsAnswer } from './counterfactuals.dto.js';
import type { EvaluationForm } from './evaluate.dto.js';
import { factsOf } from './facts-of-form.js';
import { receiptOf } from './receipt.js';

/** Each violation takes some forty evaluations: more would keep other requests waiting. */
export const MAX_VIOLATIONS = 20;

function tooMany(count: number): Fault {
  const detail = `共 ${count} 个违法行为；逐一设想事实的改变，每次至多 ${MAX_VIOLATIONS} 个，请分次提交。`;
  return { pointer: '/violations', code: 'TOO_MANY_VIOLATIONS', detail };
}

/** The faults that evaluate finds, and one more where there are too many violations. */
function found(facts: Facts, rulebook: Rulebook): Result<Counterfactuals> {
  const count = facts.violations.length;
  if (count <= MAX_VIOLATIONS) return counterfactuals(facts, rulebook);
  const assessed = evaluate(facts, rulebook);
  return refused([tooMany(count), ...(assessed.ok ? [] : assessed.faults)]);
}

/**
 * Every single change of fact that changes outcome or range of what a sound form states.
 * @param request the JSON as sent, which the receipt's input hash is of.
 * @returns the answer with its receipt, or every fault: those that evaluate finds, and `TOO_MANY_VIOLATIONS`.
 */
export function counterfactualsTo(
  form: EvaluationForm,
  request: unknown,
  rulebook: Rulebook,
): Result<CounterfactualsAnswer> {
  const result = found(factsOf(form), rulebook);
  if (!result.ok) return result;
  const answer = counterfactualsAnswerOf(result.value);
  return success({ ...answer, receipt: receiptOf(rulebook.hash, request, answer) });
}
