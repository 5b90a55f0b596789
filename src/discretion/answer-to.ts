import { evaluate } from '../domain/discretion/evaluate.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { success, type Result } from '../domain/shared/result.js';
import { answerOf } from './answer.js';
import type { EvaluationAnswer } from './answer.dto.js';
import type { EvaluationForm } from './evaluate.dto.js';
import { factsOf } from './facts-of-form.js';
import { receiptOf } from './receipt.js';

/**
 * Evaluates a sound form under a rulebook.
 * @param request the JSON as sent, which the receipt's input hash is of.
 * @returns the answer with its receipt, or every fault of law. Same request, same rulebook: the same bytes.
 */
export function answerTo(
  form: EvaluationForm,
  request: unknown,
  rulebook: Rulebook,
): Result<EvaluationAnswer> {
  const assessed = evaluate(factsOf(form), rulebook);
  if (!assessed.ok) return assessed;
  const answer = answerOf(assessed.value);
  return success({ ...answer, receipt: receiptOf(rulebook.hash, request, answer) });
}
