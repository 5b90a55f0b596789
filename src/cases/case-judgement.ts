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
  if (!read.ok) return refused(read.faults);
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

/** Ticks that the record of earlier decisions contradicts without a reason. */
export const faultsAgainstRecord = (
  question: CaseQuestion,
  reasons: readonly (string | undefined)[],
  past: readonly PastViolation[],
): Fault[] => ticksAgainstRecord(question.law, ticked(question, reasons), question.violations, past);

/** The rules' answer to the question of a case. */
export const judge = (question: CaseQuestion, rulebook: Rulebook): Result<EvaluationAnswer> =>
  answerTo(question.form, question.request, rulebook);
