import type { EvaluationAnswer, ProposedFineForm } from '../discretion/discretion.module.js';
import { decimal, type Decimal } from '../domain/shared/decimal.js';
import { money, moneyOfYuan, p34AmountTimesMultiple, type Fen } from '../domain/shared/money.js';
import type { Fault } from '../domain/shared/result.js';
import type { DepartureForm } from './decision.dto.js';

type ViolationAnswer = EvaluationAnswer['violations'][number];

const placeOf = ({ multiple }: ProposedFineForm): string => (multiple === undefined ? 'fine' : 'multiple');

const boundOf = (violation: ViolationAnswer, figure: Decimal): Fen =>
  violation.fineBasis === 'FIXED'
    ? moneyOfYuan(figure)
    : p34AmountTimesMultiple(money(violation.refund), figure);

/** The fine in fen that a figure comes to. */
export const fineOfFigure = (figure: ProposedFineForm, violation: ViolationAnswer): Fen =>
  figure.fine === undefined ? boundOf(violation, decimal(figure.multiple ?? '0')) : money(figure.fine);

/** DB2025:22: a departure from the benchmark stays inside the statute. */
function insideStatute(figure: ProposedFineForm, violation: ViolationAnswer): boolean {
  if (violation.statutoryRange === null) return false;
  const fine = fineOfFigure(figure, violation);
  const { min, max } = violation.statutoryRange;
  return fine >= boundOf(violation, decimal(min)) && fine <= boundOf(violation, decimal(max));
}

const DEPARTABLE: ReadonlySet<string> = new Set(['OUTSIDE_RANGE', 'DIRECTION_NOT_OPEN']);

/** Every figure that does not hold; under a collectively discussed departure only those outside the statute. */
export function figureFaults(
  figures: readonly ProposedFineForm[],
  answer: EvaluationAnswer,
  departure: DepartureForm | null,
): Fault[] {
  return answer.proposalFindings.flatMap(({ violationId, code, citation, detail }) => {
    const index = figures.findIndex((figure) => figure.violationId === violationId);
    const figure = figures[index];
    const violation = answer.violations.find(({ id }) => id === violationId);
    if (figure === undefined || violation === undefined) throw new Error(`finding on ${violationId}`);
    const departs = departure !== null && DEPARTABLE.has(code) && insideStatute(figure, violation);
    return departs ? [] : [{ pointer: `/figures/${index}/${placeOf(figure)}`, code, citation, detail }];
  });
}

/** P23: every conduct that has to be punished needs a fine on one of its violations. */
export function missingFigures(
  figures: readonly ProposedFineForm[],
  answer: EvaluationAnswer,
  conductOf: (violationId: string) => string,
): Fault[] {
  const fined = new Set(figures.map(({ violationId }) => conductOf(violationId)));
  return answer.violations
    .filter(({ outcome, id }) => outcome === 'PENALISE' && !fined.has(conductOf(id)))
    .map(({ id, basis }) => ({
      pointer: '/figures',
      code: 'FIGURE_REQUIRED',
      detail: `违法行为 ${id} 应予处罚（${basis}），须有罚款。`,
      citation: basis,
    }));
}
