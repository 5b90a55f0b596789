import type { HistoryEvent } from '../../src/domain/qualification/event.js';
import { judgeHistory, type History } from '../../src/domain/qualification/history.js';
import type { Rulebook } from '../../src/domain/rulebook/rulebook.js';
import type { Result } from '../../src/domain/shared/result.js';
import type { Expected } from './expectation.js';
import { expectationOf } from './recorded.js';

/** A history, what the rules made of it, and what the articles do. */
export interface HistoryCase {
  readonly events: readonly HistoryEvent[];
  readonly answer: Result<History>;
  readonly expected: Expected;
  /** The same history without its last event; null for one of a single event, or where nothing is compared. */
  readonly earlier: HistoryCase | null;
}

export const answerTo = (events: readonly HistoryEvent[], rulebook: Rulebook): Result<History> =>
  judgeHistory(events, rulebook);

/** @throws what the rules throw. */
export const caseOf = (
  events: readonly HistoryEvent[],
  rulebook: Rulebook,
  earlier: HistoryCase | null,
): HistoryCase => ({
  events,
  answer: answerTo(events, rulebook),
  expected: expectationOf(events),
  earlier,
});

/** Everything that was judged of a history, as text to be compared. */
export function judgedText(events: readonly HistoryEvent[], rulebook: Rulebook): string {
  const answer = answerTo(events, rulebook);
  return JSON.stringify(
    answer.ok ? [answer.value.standing, [...answer.value.measureWhenHandled]] : answer.faults,
  );
}
