import type {
  Assessment,
  OpenDirection,
  Range,
  Span,
  Totals,
  ViolationAssessment,
} from '../../../src/domain/discretion/assessment.js';
import { evaluate } from '../../../src/domain/discretion/evaluate.js';
import type { Direction } from '../../../src/domain/discretion/facts.js';
import type { Rulebook } from '../../../src/domain/rulebook/rulebook.js';
import { formatDecimal } from '../../../src/domain/shared/decimal.js';
import { formatMoney, type Fen } from '../../../src/domain/shared/money.js';
import type { Fault } from '../../../src/domain/shared/result.js';
import type { CaseBuilder } from './a-case.js';
import { SHIPPED } from './rulebook.js';

/** The answer to a case that is expected to be sound. */
export function assessed(sound: CaseBuilder, rulebook: Rulebook = SHIPPED): Assessment {
  const answer = evaluate(sound.facts, rulebook);
  if (answer.ok) return answer.value;
  throw new Error(`refused: ${answer.faults.map(({ pointer, code }) => `${code} at ${pointer}`).join(', ')}`);
}

/** What was decided about the first violation. */
export function judged(sound: CaseBuilder, rulebook: Rulebook = SHIPPED): ViolationAssessment {
  const [first] = assessed(sound, rulebook).violations;
  if (first === undefined) throw new Error('a case without a violation');
  return first;
}

/** Every fault of a case that is expected to be refused. */
export function faultsIn(unsound: CaseBuilder, rulebook: Rulebook = SHIPPED): readonly Fault[] {
  const answer = evaluate(unsound.facts, rulebook);
  if (answer.ok) throw new Error('not refused');
  return answer.faults;
}

/** `[1, 1.5)`: square brackets include the bound, round ones do not. */
export const rangeText = ({ min, max, minInclusive, maxInclusive }: Range): string =>
  `${minInclusive ? '[' : '('}${formatDecimal(min)}, ${formatDecimal(max)}${maxInclusive ? ']' : ')'}`;

/** `1–2`. */
export const spanText = (span: Span | null): string | null =>
  span && `${formatDecimal(span.min)}–${formatDecimal(span.max)}`;

/** The open directions: `LIGHTER [1, 1.5)`. */
export const rangesOf = ({ directions }: ViolationAssessment): string[] =>
  directions.map((open) => `${open.direction} ${rangeText(open)}`);

/** The range of one direction; null where it is not open. */
export function rangeOf({ directions }: ViolationAssessment, direction: Direction): string | null {
  const open = directions.find((each) => each.direction === direction);
  return open === undefined ? null : rangeText(open);
}

const finesText = ({ fineMin, fineMax }: OpenDirection): string =>
  `${formatMoney(fineMin)}–${formatMoney(fineMax)}`;

/** What the open directions come to: `LIGHTER 10000.00–15000.00`. */
export const finesOf = ({ directions }: ViolationAssessment): string[] =>
  directions.map((open) => `${open.direction} ${finesText(open)}`);

export const questionsOf = ({ needsOfficer }: ViolationAssessment): string[] =>
  needsOfficer.map(({ code }) => code);

const sumText = (sum: Fen | null): string => (sum === null ? 'open' : formatMoney(sum));

/** `fine 10000.00–20000.00, refund 10000.00`. */
export const totalsText = ({ fineMin, fineMax, refund }: Totals): string =>
  `fine ${sumText(fineMin)}–${sumText(fineMax)}, refund ${formatMoney(refund)}`;

/** What the trace says of a reading: whether it fired, and its words. */
export function readingOf({ trace }: ViolationAssessment, rule: string, reading: string): string | undefined {
  const entry = trace.findLast((each) => each.rule === rule && each.reading === reading);
  return entry && `${entry.fired ? 'fired' : 'idle'}: ${entry.detail}`;
}
