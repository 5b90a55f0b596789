import type { HistoryEvent } from '../../../src/domain/qualification/event.js';
import { judgeHistory, type History } from '../../../src/domain/qualification/history.js';
import type { Rulebook } from '../../../src/domain/rulebook/rulebook.js';
import { SHIPPED } from '../discretion/rulebook.js';

/** What the rules make of a history that is expected to be sound, its first so many events on record. */
export function judgedSound(
  events: readonly HistoryEvent[],
  recorded = 0,
  rulebook: Rulebook = SHIPPED,
): History {
  const history = judgeHistory(events, rulebook, recorded);
  if (history.ok) return history.value;
  throw new Error(
    `refused: ${history.faults.map(({ pointer, code }) => `${code} at ${pointer}`).join(', ')}`,
  );
}
