import { dayOf, type HistoryEvent } from '../domain/qualification/event.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { JudgedScore } from '../domain/qualification/standing.js';

const speaksOfMonths = (
  fact: LedgerFact,
): fact is Extract<HistoryEvent, { type: 'SCORE' | 'REVISE' | 'MONTHS' }> =>
  fact.type === 'SCORE' || fact.type === 'REVISE' || fact.type === 'MONTHS';

/** The months last chosen for a score, whatever became of them; null where none ever were. */
function lastChosen(facts: readonly LedgerFact[], scoreId: string): number | null {
  return facts
    .filter(speaksOfMonths)
    .filter((fact) => (fact.type === 'SCORE' ? fact.id : fact.scoreId) === scoreId)
    .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0))
    .reduce<number | null>((last, { months }) => months ?? last, null);
}

/** S31: a suspension whose months nobody chose: open, or the least of the range in the place of ones that do not fit. */
export const monthsToChoose = (score: JudgedScore, facts: readonly LedgerFact[]): boolean =>
  score.measure?.kind === 'SUSPENSION' &&
  (score.measure.months === null || score.measure.months !== lastChosen(facts, score.id));
