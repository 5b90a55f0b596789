import { answerTo, EvaluationForm, factsOf, type EvaluationAnswer } from '../discretion/discretion.module.js';
import { chargeOf } from '../domain/discretion/charge.js';
import { earliestLaw, lawOn, type DiscretionLaw } from '../domain/discretion/law.js';
import {
  ticksAgainstRecord,
  type JudgedViolation,
  type PastViolation,
  type TickedCircumstance,
} from '../domain/discretion/offender-past.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { refused, type Fault, type Result } from '../domain/shared/result.js';
import { checkForm } from '../platform/http/check-form.js';
import type { CaseForm } from './case.dto.js';
import { evaluationRequest } from './evaluation-request.js';

/** What the law was asked about a case, and what it is asked by. */
export interface CaseQuestion {
  readonly request: object;
  readonly form: EvaluationForm;
  readonly law: DiscretionLaw;
  readonly violations: readonly JudgedViolation[];
}

/** Reads a case's request as a sound question, or tells everything that is missing in the case. */
export function questionOf(request: object, rulebook: Rulebook): Result<CaseQuestion> {
  const read = checkForm(EvaluationForm, request);
  if (!read.ok) return refused(read.faults.map((fault) => ({ ...fault, code: 'CASE_INCOMPLETE' })));
  const facts = factsOf(read.value);
  const law = lawOn(rulebook, facts.decisionDate) ?? earliestLaw(rulebook, facts.decisionDate);
  const violations = facts.violations.map((violation) => ({
    id: violation.id,
    basis: chargeOf(law, violation).liability.basis,
    conductEndedOn: violation.conductEndedOn,
  }));
  return { ok: true, value: { request, form: read.value, law, violations } };
}

const ticked = ({ form }: CaseQuestion, reasons: readonly (string | undefined)[]): TickedCircumstance[] =>
  factsOf(form).circumstances.map((entry, index) => ({ ...entry, recordReason: reasons[index] ?? null }));

/**
 * Ticks that the record of earlier decisions contradicts without a reason. Asked again at every step, since the record
 * grows meanwhile; nothing for an offender without a code, and nothing while the case is incomplete.
 */
export function recordFaults(
  content: CaseForm,
  rulebook: Rulebook,
  past: readonly PastViolation[] | null,
  decisionDate?: string,
): Fault[] {
  const question = questionOf(evaluationRequest(content, decisionDate), rulebook);
  if (past === null || !question.ok) return [];
  const { law, violations } = question.value;
  const reasons = content.circumstances.map(({ recordReason }) => recordReason);
  return ticksAgainstRecord(law, ticked(question.value, reasons), violations, past);
}

/** The rules' answer to the question of a case. */
export const judge = (question: CaseQuestion, rulebook: Rulebook): Result<EvaluationAnswer> =>
  answerTo(question.form, question.request, rulebook);

/** The conduct of each violation, by the violation's id. */
export function conductsOf({ form }: CaseQuestion): (violationId: string) => string {
  const conducts = new Map(form.violations.map(({ id, conductId }) => [id, conductId ?? id]));
  return (violationId) => conducts.get(violationId) ?? violationId;
}
