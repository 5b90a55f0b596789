import type {
  Assessment,
  FineScale,
  OpenDirection,
  Span,
  Totals,
  ViolationAssessment,
} from '../domain/discretion/assessment.js';
import { formatDecimal, type Decimal } from '../domain/shared/decimal.js';
import { formatMoney, moneyOfYuan } from '../domain/shared/money.js';
import type { DirectionAnswer, EvaluationAnswer, RangeAnswer, ViolationAnswer } from './answer.dto.js';

/** A bound as sent: a multiple, or yuan with two places. */
export const figure = (value: Decimal, scale: FineScale): string =>
  scale === 'FIXED' ? formatMoney(moneyOfYuan(value)) : formatDecimal(value);

export const span = ({ min, max }: Span, scale: FineScale): RangeAnswer => ({
  min: figure(min, scale),
  max: figure(max, scale),
});

const direction = (open: OpenDirection, scale: FineScale): DirectionAnswer => ({
  direction: open.direction,
  min: figure(open.min, scale),
  max: figure(open.max, scale),
  minInclusive: open.minInclusive,
  maxInclusive: open.maxInclusive,
  fineMin: formatMoney(open.fineMin),
  fineMax: formatMoney(open.fineMax),
});

function violation(assessed: ViolationAssessment): ViolationAnswer {
  const scale: FineScale = assessed.fineBasis === 'FIXED' ? 'FIXED' : 'MULTIPLE';
  return {
    id: assessed.id,
    basis: assessed.basis,
    outcome: assessed.outcome,
    fineBasis: assessed.fineBasis,
    statutoryRange: assessed.statutoryRange && span(assessed.statutoryRange, scale),
    midpoint: assessed.midpoint === null ? null : figure(assessed.midpoint, scale),
    gradeRange: assessed.gradeRange && span(assessed.gradeRange, scale),
    circumstances: assessed.circumstances,
    directions: assessed.directions.map((open) => direction(open, scale)),
    refund: formatMoney(assessed.refund),
    departmentSuspension: assessed.departmentSuspension,
    settlementSuspension: assessed.settlementSuspension,
    measures: [...assessed.measures],
    needsOfficer: [...assessed.needsOfficer],
    trace: [...assessed.trace],
  };
}

export const totals = ({ fineMin, fineMax, refund }: Totals): EvaluationAnswer['totals'] => ({
  fineMin: fineMin === null ? null : formatMoney(fineMin),
  fineMax: fineMax === null ? null : formatMoney(fineMax),
  refund: formatMoney(refund),
});

/** The answer as sent, without its receipt: amounts in yuan with two places, multiples as shortest decimals. */
export function answerOf(assessment: Assessment): Omit<EvaluationAnswer, 'receipt'> {
  return {
    transferToJudicialOrgan: assessment.transferToJudicialOrgan,
    violations: assessment.violations.map(violation),
    totals: totals(assessment.totals),
    proposalFindings: [...assessment.proposalFindings],
  };
}
