import type { ViolationAssessment } from '../assessment.js';
import type { ViolationSummary } from './counterfactual.js';

/** Outcome and range of a violation as decided. */
export const summaryOf = (assessed: ViolationAssessment): ViolationSummary => ({
  id: assessed.id,
  basis: assessed.basis,
  outcome: assessed.outcome,
  fineBasis: assessed.fineBasis,
  gradeRange: assessed.gradeRange,
  directions: assessed.directions,
  refund: assessed.refund,
  departmentSuspension: assessed.departmentSuspension,
  settlementSuspension: assessed.settlementSuspension,
  needsOfficer: assessed.needsOfficer.map(({ code }) => code),
});

/** Without the sums of money that hang on an amount nobody has stated. */
export const withoutAssumedSums = (summary: ViolationSummary): ViolationSummary => ({
  ...summary,
  directions: summary.directions.map((open) => ({ ...open, fineMin: null, fineMax: null })),
  refund: null,
});

const keyOf = (summary: ViolationSummary): string =>
  JSON.stringify(summary, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

/** Whether outcome and range are the same, down to the last figure. */
export const sameSummary = (a: ViolationSummary, b: ViolationSummary): boolean => keyOf(a) === keyOf(b);
