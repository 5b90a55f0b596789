import type { History } from '../domain/qualification/history.js';
import type { NoticeMeasure } from '../domain/qualification/standing.js';

/** What a change of a file made of the measure of one notice. */
export interface ChangedMeasure {
  /** Id of the notice. */
  readonly notice: string;
  readonly was: NoticeMeasure | null;
  /** Null: it is void from the start (S31). */
  readonly is: NoticeMeasure | null;
}

/** The notices whose measure is another after a change, in the order in which they were judged before. */
export function changedMeasures(before: History, after: History): ChangedMeasure[] {
  const now = new Map(after.standing.scores.map(({ id, measure }) => [id, measure]));
  return before.standing.scores.flatMap(({ id, measure }) => {
    const is = now.get(id) ?? null;
    return JSON.stringify(is) === JSON.stringify(measure) ? [] : [{ notice: id, was: measure, is }];
  });
}
