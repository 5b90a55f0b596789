/** What must hold of every history; each statement against the expectation or by itself, never by asking the rules. */
import type { History } from '../../src/domain/qualification/history.js';
import type { JudgedScore, NoticeMeasure, Restriction } from '../../src/domain/qualification/standing.js';
import type { CalendarDate } from '../../src/domain/shared/calendar-date.js';
import { LIMIT, MONTHS_OPEN, REPAIR_CAP } from './articles.js';
import { textOfDay, type Day } from './calendar.js';
import type { Expected, ExpectedMeasure, ExpectedScore } from './expectation.js';
import type { HistoryCase } from './history-case.js';
import { runsOn, spansEndByRestoration, statusByDay } from './status-days.js';

export interface HistoryStatement {
  readonly id: string;
  readonly says: string;
  readonly citation: string;
  /** True or false where the statement speaks of the case; null where it does not. */
  readonly holds: (each: HistoryCase) => boolean | null;
}

const ofHistory =
  (holds: (history: History, expected: Expected, each: HistoryCase) => boolean | null) =>
  (each: HistoryCase): boolean | null =>
    each.answer.ok ? holds(each.answer.value, each.expected, each) : null;

/** Holds of each pair in order; null where there is none, false where one side has more. */
function eachPair<A, B>(a: readonly A[], b: readonly B[], holds: (a: A, b: B) => boolean): boolean | null {
  if (a.length !== b.length) return false;
  return a.length === 0 ? null : a.every((left, index) => holds(left, b[index] as B));
}

const ofScores = (holds: (score: JudgedScore, expected: ExpectedScore) => boolean) =>
  ofHistory(({ standing }, { scores }) =>
    eachPair(
      standing.scores,
      scores,
      (score, expected) => score.id === expected.id && holds(score, expected),
    ),
  );

const sameDay = (date: CalendarDate | null, day: Day | null): boolean =>
  date === null || day === null ? date === day : date === textOfDay(day);

const textOrNull = (day: Day | null): string => (day === null ? '-' : textOfDay(day));

/** Kind, range or years. */
function sameGround(measure: NoticeMeasure | null, expected: ExpectedMeasure | null): boolean {
  if (measure === null || expected === null) return measure === null && expected === null;
  if (measure.kind === 'TERMINATION') return expected.years === measure.years;
  const { min, max } = measure.allowedMonths;
  return expected.kind === 'SUSPENSION' && expected.open?.[0] === min && expected.open[1] === max;
}

function withinMonths({ measure, yearTotalAfter }: JudgedScore): boolean {
  if (measure?.kind !== 'SUSPENSION') return true;
  const open = MONTHS_OPEN[yearTotalAfter];
  return (
    open !== undefined &&
    (measure.months === null || (measure.months >= open[0] && measure.months <= open[1]))
  );
}

/** Running totals of each calendar year, after every movement. */
function runningTotals({ standing }: History): number[] {
  const totals = new Map<string, number>();
  return standing.movements.map(({ on, points }) => {
    const year = on.slice(0, 4);
    const total = (totals.get(year) ?? 0) + points;
    totals.set(year, total);
    return total;
  });
}

function withinCaps({ standing }: History, { repairs }: Expected): boolean {
  const taken = new Map<string, number>();
  standing.repairs.forEach(({ on, deducted }, index) => {
    const key = `${on.slice(0, 4)} ${repairs[index]?.route ?? ''}`;
    taken.set(key, (taken.get(key) ?? 0) + deducted);
  });
  return [...taken.values()].every((points) => points <= REPAIR_CAP);
}

const restrictionText = (each: Restriction): string =>
  [each.cause, each.kind, each.from, each.to ?? '-', each.restoredOn ?? '-'].join(' ');

const REVERSALS: ReadonlySet<string> = new Set(['REVISE', 'REVOKE', 'MONTHS']);
const measureText = (score: JudgedScore | undefined): string =>
  JSON.stringify([score?.points, score?.yearTotalAfter, score?.measure]);

/** The scores of the history without its last event, if that is later and no reversal, are judged as before. */
function decidedStays({ standing }: History, { events, earlier }: HistoryCase): boolean | null {
  const last = events.at(-1);
  if (!earlier?.answer.ok || last === undefined || REVERSALS.has(last.type)) return null;
  const before = earlier.answer.value.standing.scores;
  return before.length === 0
    ? null
    : before.every((score, index) => measureText(score) === measureText(standing.scores[index]));
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n');

export const HISTORY_STATEMENTS: readonly HistoryStatement[] = [
  {
    id: 'history-refusals',
    says: 'A history is refused exactly where months lie outside the range of its total or a revision raises points, and all faults are told.',
    citation: 'PQ2025:26.2, 37; readings S12, S31',
    holds: ({ answer, expected }) =>
      answer.ok
        ? expected.faults.length === 0
        : sameSet(
            answer.faults.map(({ pointer, code }) => `${pointer} ${code}`),
            expected.faults,
          ),
  },
  {
    id: 'points-of-notice',
    says: 'A notice adds the sum over its acts of the highest finding less what the act was scored before, never less than nothing.',
    citation: 'PQ2025:18; readings S5, S6, S31',
    holds: ofScores(({ points }, { adds }) => points === adds && points >= 0),
  },
  {
    id: 'year-total',
    says: 'The total after a notice is that of all sites in its calendar year, repairs deducted, from zero on 1 January.',
    citation: 'PQ2025:18, 25; readings S7, S15, S22',
    holds: ofScores(({ yearTotalAfter }, { total }) => yearTotalAfter === total),
  },
  {
    id: 'points-not-negative',
    says: 'No running total of a year is ever below zero.',
    citation: 'PQ2025:31, 32; reading S22',
    holds: ofHistory((history) =>
      history.standing.movements.length === 0 ? null : runningTotals(history).every((total) => total >= 0),
    ),
  },
  {
    id: 'measure-by-total',
    says: 'Under 9 nothing follows; 9, 10 and 11 suspend for 1–2, 3–4 and 5–6 months; 12 and more terminate: 3 years where one finding alone carries 12 and adds, else 1.',
    citation: 'PQ2025:26; readings S9–S11',
    holds: ofScores(({ measure }, expected) => sameGround(measure, expected.measure)),
  },
  {
    id: 'months-in-range',
    says: 'No month of a suspension lies outside the range of its total; those chosen stand where they fit.',
    citation: 'PQ2025:26.2; reading S12',
    holds: ofScores(
      (score, { measure }) =>
        withinMonths(score) &&
        (score.measure?.kind !== 'SUSPENSION' || score.measure.months === measure?.months),
    ),
  },
  {
    id: 'measure-dates',
    says: 'A measure begins the day after the fifth working day from receipt, and ends the day before the corresponding day, or on the last of a month that has none; without receipt or months a date is open.',
    citation: 'PQ2025:24, 34; readings S16, S18, S34',
    holds: ofScores(
      ({ measure, objectionDeadline, provisional }, expected) =>
        sameDay(objectionDeadline, expected.deadline) &&
        provisional === expected.guessed &&
        sameDay(measure?.from ?? null, expected.measure?.from ?? null) &&
        sameDay(measure?.to ?? null, expected.measure?.to ?? null),
    ),
  },
  {
    id: 'cause',
    says: 'Every restriction has a cause: a score that adds points to 9 or more and was received, or an institution’s measure; and every such cause restricts.',
    citation: 'PQ2025:26, 27; readings S11, S25',
    holds: ofHistory(({ standing }, { restrictions }) =>
      standing.restrictions.length === 0 && restrictions.length === 0
        ? null
        : sameSet(
            standing.restrictions.map(({ cause }) => cause),
            restrictions.map(({ cause }) => cause),
          ) &&
          standing.restrictions.every(({ cause, kind }) => {
            const score = standing.scores.find(({ id }) => id === cause);
            return (
              score === undefined ||
              (score.points > 0 &&
                score.yearTotalAfter >= 9 &&
                (kind === 'TERMINATION') === score.yearTotalAfter >= LIMIT)
            );
          }),
    ),
  },
  {
    id: 'restrictions',
    says: 'Each restriction runs from its first day until restored: kind, days and restoration are those of the articles.',
    citation: 'PQ2025:24, 26, 30; readings S16–S20',
    holds: ofHistory(({ standing }, { restrictions }) =>
      standing.restrictions.length === 0 && restrictions.length === 0
        ? null
        : sameSet(
            standing.restrictions.map(restrictionText),
            restrictions.map(({ cause, kind, from, to, normalFrom }) =>
              [cause, kind, textOfDay(from), textOrNull(to), textOrNull(normalFrom)].join(' '),
            ),
          ),
    ),
  },
  {
    id: 'none-ends-by-itself',
    says: 'A restricted span ends the day before an approved restoration takes effect, or not at all.',
    citation: 'PQ2025:30; reading S19',
    holds: ofHistory(spansEndByRestoration),
  },
  {
    id: 'restorations',
    says: 'A restoration is refused before the 15th working day before the last of all days, or where nothing restricts; else it takes effect on the later of approval and the day after that last day.',
    citation: 'PQ2025:30; readings S19, S20',
    holds: ofHistory(({ standing }, { restorations }) =>
      eachPair(
        standing.restorations,
        restorations,
        (each, expected) => each.code === expected.code && sameDay(each.effectiveOn, expected.normalFrom),
      ),
    ),
  },
  {
    id: 'repairs',
    says: 'A repair takes off what its route is worth, within 3 a year for each route and the points there are; while terminated nothing.',
    citation: 'PQ2025:31, 32; readings S22, S23',
    holds: ofHistory((history, expected) =>
      history.standing.repairs.length === 0
        ? null
        : withinCaps(history, expected) &&
          eachPair(
            history.standing.repairs,
            expected.repairs,
            (each, { taken, code }) =>
              each.deducted === taken && each.code === code && (code === null || taken === 0),
          ) === true,
    ),
  },
  {
    id: 'decided-stays',
    says: 'A later notice, repair or restoration never changes the points or the measure of a score already judged.',
    citation: 'PQ2025:31; readings S13, S23',
    holds: ofHistory((history, _expected, each) => decidedStays(history, each)),
  },
  {
    id: 'new-year',
    says: 'What restricts on 31 December and is not restored restricts on 1 January.',
    citation: 'PQ2025:25; reading S15',
    holds: ofHistory(runsOn),
  },
  {
    id: 'status-by-day',
    says: 'On the days around every change the status is the gravest of what is in force, and the timeline says the same.',
    citation: 'PQ2025:26, 30; reading S13',
    holds: ofHistory(statusByDay),
  },
  {
    id: 'void-measures',
    says: 'What followed from a score when it was handled is kept, and nothing else.',
    citation: 'PQ2025:37; reading S31',
    holds: ofHistory(({ measureWhenHandled, standing }, { whenHandled }) =>
      standing.scores.length === 0
        ? null
        : sameSet([...measureWhenHandled.keys()], [...whenHandled.keys()]) &&
          [...measureWhenHandled].every(([id, measure]) => sameGround(measure, whenHandled.get(id) ?? null)),
    ),
  },
];
