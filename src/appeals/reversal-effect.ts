import type { History } from '../domain/qualification/history.js';
import { timelineOf } from '../domain/qualification/timeline.js';
import { yearTotalOn } from '../domain/qualification/year-total.js';
import { date, yearOf } from '../domain/shared/calendar-date.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import { scoreAnswer } from '../scoring/scoring.module.js';
import type { EffectAnswer, EffectStandingAnswer, EffectYearAnswer } from './reversal-effect.dto.js';

/** The total of every calendar year with points. */
export function yearTotals({ standing }: History): EffectYearAnswer[] {
  const years = [...new Set(standing.movements.map(({ on }) => yearOf(on)))].sort((a, b) => a - b);
  return years.map((year) => ({ year, total: yearTotalOn(standing, date(`${year}-12-31`)) }));
}

const standingAnswer = (history: History): EffectStandingAnswer => ({
  years: yearTotals(history),
  scores: history.standing.scores.map((score) => scoreAnswer(score, history)),
  measures: [...history.standing.restrictions],
  timeline: timelineOf(history.standing.restrictions).map((span) => ({ ...span, causes: [...span.causes] })),
});

/** What a change of a file came to: where the person stood, and where they stand (S31). */
export const effectOf = (personCode: string, { before, after }: Rejudged): EffectAnswer => ({
  personCode,
  before: standingAnswer(before),
  after: standingAnswer(after),
});
