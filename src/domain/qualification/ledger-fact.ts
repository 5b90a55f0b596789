import type { CalendarDate } from '../shared/calendar-date.js';
import type { ObjectionFrom } from '../scoring/points-law.js';
import type { HistoryEvent } from './event.js';

/** Proof that a score notice was received; of several by one recipient the last recorded stands. */
export interface ReceivedFact {
  readonly type: 'RECEIVED';
  /** The day on which it counts as received. */
  readonly on: CalendarDate;
  readonly scoreId: string;
  /** Absent: the institution. */
  readonly recipient?: 'INSTITUTION' | 'PERSON';
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

/** The receipts of one notice, by who received it. */
interface Receipts {
  readonly INSTITUTION?: CalendarDate;
  readonly PERSON?: CalendarDate;
}

/** S16: the day from which the time to object runs; null while the receipt that counts is missing. */
function s16Receipt(
  { INSTITUTION: institution, PERSON: person }: Receipts,
  counts: ObjectionFrom,
): CalendarDate | null {
  switch (counts) {
    case 'INSTITUTION':
      return institution ?? null;
    case 'PERSON':
      return person ?? null;
    case 'LATER':
      if (institution === undefined || person === undefined) return null;
      return institution > person ? institution : person;
  }
}

/**
 * The history that facts tell, in the order in which they were recorded.
 * @param countsOn whose receipt counts for a score of that points' day.
 */
export function eventsOfFacts(
  facts: readonly LedgerFact[],
  countsOn: (pointsDay: CalendarDate) => ObjectionFrom,
): EventOfFact[] {
  const received = new Map<string, Receipts>();
  const voided = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'RECEIVED') {
      const { scoreId, on, recipient = 'INSTITUTION' } = fact;
      received.set(scoreId, { ...received.get(scoreId), [recipient]: on });
    }
    if (fact.type === 'LINK_VOIDED') voided.add(fact.linkId);
  }
  return facts.flatMap((fact, place): EventOfFact[] => {
    switch (fact.type) {
      case 'RECEIVED':
      case 'LINK_VOIDED':
        return [];
      case 'LINKED':
        return voided.has(fact.id) ? [] : [{ event: fact, place }];
      case 'SCORE': {
        const noticeReceivedOn = s16Receipt(received.get(fact.id) ?? {}, countsOn(fact.effectiveOn));
        return [{ event: { ...fact, noticeReceivedOn }, place }];
      }
      default:
        return [{ event: fact, place }];
    }
  });
}
