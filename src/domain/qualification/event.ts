import type { Finding } from '../scoring/finding.js';
import type { ActivityLevel } from '../scoring/points-law.js';
import type { CalendarDate } from '../shared/calendar-date.js';

/** One score notice: all findings of one inspection, on one points' day (S14). */
export interface ScoreEvent {
  readonly type: 'SCORE';
  readonly id: string;
  readonly effectiveOn: CalendarDate;
  /** When the notice was issued, the total being looked up on that day (PQ2025:24); absent: on the points' day. */
  readonly issuedOn?: CalendarDate;
  readonly findings: readonly Finding[];
  /** Null: not yet received, so that its measure has no dates. */
  readonly noticeReceivedOn: CalendarDate | null;
  /** Months of suspension chosen, where 9, 10 or 11 is reached. */
  readonly months: number | null;
}

export interface RepairEvent {
  readonly type: 'REPAIR';
  readonly on: CalendarDate;
  /** Level of an activity; null for a training. */
  readonly level: ActivityLevel | null;
}

export interface RestoreEvent {
  readonly type: 'RESTORE';
  readonly appliedOn: CalendarDate;
  readonly approvedOn: CalendarDate;
}

/** An objection upheld in part: the score as if it had always been so (S31). */
export interface ReviseEvent {
  readonly type: 'REVISE';
  readonly on: CalendarDate;
  readonly scoreId: string;
  readonly findings: readonly Finding[];
  readonly months: number | null;
}

export interface RevokeEvent {
  readonly type: 'REVOKE';
  readonly on: CalendarDate;
  readonly scoreId: string;
}

/** Months chosen anew after a re-judgement. */
export interface MonthsEvent {
  readonly type: 'MONTHS';
  readonly on: CalendarDate;
  readonly scoreId: string;
  readonly months: number;
}

/** A restriction that comes with the institution's, without points (S25). */
export interface LinkedEvent {
  readonly type: 'LINKED';
  readonly id: string;
  readonly on: CalendarDate;
  readonly kind: MeasureKind;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

export type MeasureKind = 'SUSPENSION' | 'TERMINATION';

export type HistoryEvent =
  ScoreEvent | RepairEvent | RestoreEvent | ReviseEvent | RevokeEvent | MonthsEvent | LinkedEvent;

/** The day by which an event is put in order. */
export function dayOf(event: HistoryEvent): CalendarDate {
  switch (event.type) {
    case 'SCORE':
      return event.issuedOn ?? event.effectiveOn;
    case 'RESTORE':
      return event.approvedOn;
    default:
      return event.on;
  }
}
