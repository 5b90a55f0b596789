import type { CalendarDate } from '../shared/calendar-date.js';
import type { ObjectionFrom } from '../scoring/points-law.js';
import type { HistoryEvent, RepairEvent } from './event.js';

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

/** The last day of a linked measure is known since: that of the institution's own (S25); the last recorded stands. */
export interface LinkEndedFact {
  readonly type: 'LINK_ENDED';
  readonly on: CalendarDate;
  readonly linkId: string;
  readonly to: CalendarDate;
}

/** A repair was granted wrongly: one of that day and level falls away from the start (S22, S31). */
export interface RepairVoidedFact {
  readonly type: 'REPAIR_VOIDED';
  /** Day of the revocation. */
  readonly on: CalendarDate;
  /** Day on which the repair counted. */
  readonly repairOn: CalendarDate;
  readonly level: RepairEvent['level'];
}

/** What is put on a person's file, once and for ever. A SCORE comes without its receipt, which is a fact of its own. */
export type LedgerFact = HistoryEvent | ReceivedFact | LinkVoidedFact | LinkEndedFact | RepairVoidedFact;

const alike = (on: CalendarDate, level: RepairEvent['level']): string => `${on} ${level ?? 'TRAINING'}`;

/** The repairs among some facts that were voided: of those alike as many as were voided, the first recorded first. */
export function voidedRepairs(facts: readonly LedgerFact[]): ReadonlySet<LedgerFact> {
  const left = new Map<string, number>();
  for (const fact of facts) {
    if (fact.type !== 'REPAIR_VOIDED') continue;
    const key = alike(fact.repairOn, fact.level);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const gone = new Set<LedgerFact>();
  for (const fact of facts) {
    if (fact.type !== 'REPAIR') continue;
    const key = alike(fact.on, fact.level);
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    gone.add(fact);
  }
  return gone;
}

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
  const ended = new Map<string, CalendarDate>();
  for (const fact of facts) {
    if (fact.type === 'RECEIVED') {
      const { scoreId, on, recipient = 'INSTITUTION' } = fact;
      received.set(scoreId, { ...received.get(scoreId), [recipient]: on });
    }
    if (fact.type === 'LINK_VOIDED') voided.add(fact.linkId);
    if (fact.type === 'LINK_ENDED') ended.set(fact.linkId, fact.to);
  }
  const unrepaired = voidedRepairs(facts);
  return facts.flatMap((fact, place): EventOfFact[] => {
    switch (fact.type) {
      case 'RECEIVED':
      case 'LINK_VOIDED':
      case 'LINK_ENDED':
      case 'REPAIR_VOIDED':
        return [];
      case 'REPAIR':
        return unrepaired.has(fact) ? [] : [{ event: fact, place }];
      case 'LINKED':
        return voided.has(fact.id) ? [] : [{ event: { ...fact, to: ended.get(fact.id) ?? fact.to }, place }];
      case 'SCORE': {
        const noticeReceivedOn = s16Receipt(received.get(fact.id) ?? {}, countsOn(fact.effectiveOn));
        return [{ event: { ...fact, noticeReceivedOn }, place }];
      }
      default:
        return [{ event: fact, place }];
    }
  });
}
