import type { HistoryEvent } from '../../src/domain/qualification/event.js';
import type { Rulebook } from '../../src/domain/rulebook/rulebook.js';
import { note, type Tallies } from '../tally.js';
import { asPreview } from './as-preview.js';
import { dayOfEvent } from './expectation.js';
import type { Day } from './calendar.js';
import { caseOf, type HistoryCase } from './history-case.js';
import { HISTORY_STATEMENTS } from './history-statements.js';

/** Where a sweep writes down what it found. */
export interface Sweep {
  readonly rulebook: Rulebook;
  readonly tallies: Tallies;
  /** What the rules were seen to do. */
  readonly seen: Record<string, number>;
}

/** A history that was judged, from which the sweep goes on. */
export interface Visited extends HistoryCase {
  /** Day of the last event. */
  readonly day: Day;
}

export const inWords = (events: readonly HistoryEvent[]): string => JSON.stringify(asPreview(events));

function see(seen: Record<string, number>, what: string): void {
  seen[what] = (seen[what] ?? 0) + 1;
}

function seeAnswer({ answer }: HistoryCase, seen: Record<string, number>): void {
  if (!answer.ok) {
    for (const { code } of answer.faults) see(seen, `refused ${code}`);
    return;
  }
  const { standing, measureWhenHandled } = answer.value;
  for (const { id, measure } of standing.scores) {
    if (measure?.kind === 'SUSPENSION') {
      const { min, max } = measure.allowedMonths;
      see(seen, `suspension of ${min}–${max} months, ${measure.months ?? 'none'} chosen`);
    } else if (measure) see(seen, `termination of ${measure.years} years`);
    else see(seen, measureWhenHandled.has(id) ? 'measure void' : 'no measure');
  }
  for (const { code } of standing.repairs) see(seen, `repair ${code ?? 'accepted'}`);
  for (const { code } of standing.restorations) see(seen, `restoration ${code ?? 'accepted'}`);
}

/** Judges a history and holds every statement against it; null when the rules threw. */
export function visit(
  events: readonly HistoryEvent[],
  { rulebook, tallies, seen }: Sweep,
  earlier: HistoryCase | null = null,
): Visited | null {
  const words = (): string => inWords(events);
  const last = events.at(-1);
  let each: HistoryCase;
  try {
    each = caseOf(events, rulebook, earlier);
  } catch (error) {
    note(tallies, 'history-never-throws', false, () => `${words()}: ${String(error)}`);
    return null;
  }
  note(tallies, 'history-never-throws', true, words);
  for (const { id, holds } of HISTORY_STATEMENTS) {
    const held = holds(each);
    if (held !== null) note(tallies, id, held, words);
  }
  seeAnswer(each, seen);
  return { ...each, day: last === undefined ? 0 : dayOfEvent(last) };
}

/** The history with one event more, judged. */
export const follow = (from: Visited, event: HistoryEvent, sweep: Sweep): Visited | null =>
  visit([...from.events, event], sweep, from);
