import type { FineScale } from '../domain/discretion/assessment.js';
import type {
  CaseSummary,
  Counterfactuals,
  DirectionSummary,
  FactChange,
  ViolationSummary,
} from '../domain/discretion/counterfactual/counterfactual.js';
import { formatMoney, type Fen } from '../domain/shared/money.js';
import { figure, span, totals } from './answer.js';
import type {
  CaseSummaryAnswer,
  ChangeAnswer,
  CounterfactualsAnswer,
  DirectionSummaryAnswer,
  ViolationSummaryAnswer,
} from './counterfactuals.dto.js';

const sum = (amount: Fen | null): string | null => (amount === null ? null : formatMoney(amount));

const direction = (open: DirectionSummary, scale: FineScale): DirectionSummaryAnswer => ({
  direction: open.direction,
  min: figure(open.min, scale),
  max: figure(open.max, scale),
  minInclusive: open.minInclusive,
  maxInclusive: open.maxInclusive,
  fineMin: sum(open.fineMin),
  fineMax: sum(open.fineMax),
});

function violation(summary: ViolationSummary): ViolationSummaryAnswer {
  const scale: FineScale = summary.fineBasis === 'FIXED' ? 'FIXED' : 'MULTIPLE';
  return {
    ...summary,
    gradeRange: summary.gradeRange && span(summary.gradeRange, scale),
    directions: summary.directions.map((open) => direction(open, scale)),
    refund: sum(summary.refund),
    needsOfficer: [...summary.needsOfficer],
  };
}

const side = (summary: CaseSummary): CaseSummaryAnswer => ({
  transferToJudicialOrgan: summary.transferToJudicialOrgan,
  violations: summary.violations.map(violation),
  totals: summary.totals && totals(summary.totals),
});

const change = (changed: FactChange): ChangeAnswer =>
  changed.kind === 'AMOUNT' ? { ...changed, from: sum(changed.from), to: sum(changed.to) } : changed;

/** The answer as sent, without its receipt: amounts in yuan with two places, multiples as shortest decimals. */
export const counterfactualsAnswerOf = ({
  counterfactuals,
  refused,
}: Counterfactuals): Omit<CounterfactualsAnswer, 'receipt'> => ({
  counterfactuals: counterfactuals.map((each) => ({
    ...each,
    change: change(each.change),
    before: side(each.before),
    after: side(each.after),
  })),
  refused: refused.map((each) => ({ ...each, change: change(each.change), faults: [...each.faults] })),
});
