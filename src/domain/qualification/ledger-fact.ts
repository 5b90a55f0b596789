import type { CalendarDate } from '../shared/calendar-date.js';
import type { HistoryEvent } from './event.js';

/** Proof that a score notice was received; of several the last recorded stands. */
export interface ReceivedFact {
  readonly type: 'RECEIVED';
  /** The day on which it counts as received (S16). */
  readonly on: CalendarDate;
  readonly scoreId: string;
}

/** The ground of a linked measure fell away: it is void from the start (S25, S31). */
export interface LinkVoidedFact {
  readonly type: 'LINK_VOIDED';
  readonly on: CalendarDate;
  readonly linkId: string;
}

/** What is put on a person's file, once and for ever. A SCORE comes without its receipt, which is a fact of its own. */
export type LedgerFact = HistoryEvent | ReceivedFact | LinkVoidedFact;

/** An event and the fact that it comes from, by place. */
export interface EventOfFact {
  readonly event: HistoryEvent;
  readonly place: number;
}

/** The history that facts tell, in the order in which they were recorded. */
export function eventsOfFacts(facts: readonly LedgerFact[]): EventOfFact[] {
  const received = new Map<string, CalendarDate>();
  const voided = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'RECEIVED') received.set(fact.scoreId, fact.on);
    if (fact.type === 'LINK_VOIDED') voided.add(fact.linkId);
  }
  return facts.flatMap((fact, place): EventOfFact[] => {
    switch (fact.type) {
      case 'RECEIVED':
      case 'LINK_VOIDED':
        return [];
      case 'LINKED':
        return voided.has(fact.id) ? [] : [{ event: fact, place }];
      case 'SCORE':
        return [{ event: { ...fact, noticeReceivedOn: received.get(fact.id) ?? null }, place }];
      default:
        return [{ event: fact, place }];
    }
  });
}
