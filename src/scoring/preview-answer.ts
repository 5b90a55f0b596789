import type { HistoryEvent } from '../domain/qualification/event.js';
import type { History } from '../domain/qualification/history.js';
import type { JudgedScore, NoticeMeasure } from '../domain/qualification/standing.js';
import { statusOn, timelineOf } from '../domain/qualification/timeline.js';
import { yearTotalOn } from '../domain/qualification/year-total.js';
import { yearOf, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { MeasureAnswer, PreviewAnswer, ScoreAnswer } from './preview-answer.dto.js';

const measureAnswer = (measure: NoticeMeasure, fellAway: boolean): MeasureAnswer =>
  measure.kind === 'SUSPENSION'
    ? {
        kind: measure.kind,
        allowedMonths: measure.allowedMonths,
        months: measure.months,
        from: measure.from,
        to: measure.to,
        void: fellAway,
      }
    : { kind: measure.kind, years: measure.years, from: measure.from, to: measure.to, void: fellAway };

/** The measure that follows; else the one that did when the score was handled, void. */
function measureOf(score: JudgedScore, { measureWhenHandled }: History): MeasureAnswer | null {
  if (score.measure !== null) return measureAnswer(score.measure, false);
  const earlier = measureWhenHandled.get(score.id);
  return earlier === undefined ? null : measureAnswer(earlier, true);
}

/** A judged score as sent. */
export const scoreAnswer = (score: JudgedScore, history: History): ScoreAnswer => ({
  id: score.id,
  points: score.points,
  yearTotalAfter: score.yearTotalAfter,
  objectionDeadline: score.objectionDeadline,
  provisional: score.provisional,
  measure: measureOf(score, history),
});

/** The answer as sent. */
export function previewAnswer(
  history: History,
  events: readonly HistoryEvent[],
  asOf: CalendarDate,
): Omit<PreviewAnswer, 'trace'> {
  const { scores, repairs, restorations, restrictions } = history.standing;
  return {
    asOf,
    year: yearOf(asOf),
    yearTotal: yearTotalOn(history.standing, asOf),
    status: statusOn(restrictions, asOf),
    scores: scores.map((score) => scoreAnswer(score, history)),
    linked: events.flatMap((event) =>
      event.type === 'LINKED' ? [{ id: event.id, kind: event.kind, from: event.from, to: event.to }] : [],
    ),
    repairs: repairs.map(({ on, deducted, code }) => ({ on, accepted: code === null, deducted, code })),
    restorations: restorations.map(({ approvedOn, effectiveOn, code }) => ({
      approvedOn,
      accepted: code === null,
      effectiveOn,
      code,
    })),
    timeline: timelineOf(restrictions).map(({ from, to, status, causes }) => ({
      from,
      to,
      status,
      causes: [...causes],
    })),
  };
}
