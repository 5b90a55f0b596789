import type {
  Circumstance,
  Facts,
  ProposedFigure,
  ProposedFine,
  ViolationFacts,
} from '../domain/discretion/facts.js';
import { date } from '../domain/shared/calendar-date.js';
import { decimal } from '../domain/shared/decimal.js';
import { money } from '../domain/shared/money.js';
import type { CircumstanceForm, EvaluationForm, ProposedFineForm, ViolationForm } from './evaluate.dto.js';

const violation = (form: ViolationForm): ViolationFacts => ({
  id: form.id,
  provision: form.provision,
  conductId: form.conductId ?? form.id,
  fraudulentIntent: form.fraudulentIntent,
  amount: form.amount === undefined ? null : money(form.amount),
  conductEndedOn: date(form.conductEndedOn),
  discoveredOn: date(form.discoveredOn),
  harmToLifeHealthOrFinancialSafety: form.harmToLifeHealthOrFinancialSafety,
  refusedToCorrect: form.refusedToCorrect,
  seriousConsequences: form.seriousConsequences,
  grade: form.grade ?? null,
});

const circumstance = (form: CircumstanceForm): Circumstance => ({
  code: form.code,
  violationIds: form.violationIds ?? null,
  factId: form.factId ?? null,
  ground: form.ground ?? null,
  basis: form.basis ?? null,
});

function figure({ multiple, fine }: ProposedFineForm): ProposedFigure {
  if (multiple !== undefined) return { kind: 'MULTIPLE', multiple: decimal(multiple) };
  if (fine !== undefined) return { kind: 'FINE', fine: money(fine) };
  throw new Error('a proposal without figure');
}

const proposed = (form: ProposedFineForm): ProposedFine => ({
  violationId: form.violationId,
  direction: form.direction,
  figure: figure(form),
});

/** The facts that a sound form states. */
export const factsOf = (form: EvaluationForm): Facts => ({
  decisionDate: date(form.decisionDate),
  offender: { kind: form.offender.kind, age: form.offender.age ?? null },
  suspectedCrime: form.suspectedCrime,
  violations: form.violations.map(violation),
  circumstances: form.circumstances.map(circumstance),
  proposal: form.proposal.map(proposed),
});
