import type { CalendarDate } from '../shared/calendar-date.js';
import type { Band } from '../scoring/points-law.js';
import type { MeasureKind } from './event.js';

/** A measure that a notice leads to; a date is null where it cannot be known yet. */
export type NoticeMeasure =
  | {
      readonly kind: 'SUSPENSION';
      readonly allowedMonths: Band;
      readonly months: number | null;
      readonly from: CalendarDate | null;
      readonly to: CalendarDate | null;
    }
  | {
      readonly kind: 'TERMINATION';
      readonly years: number;
      readonly from: CalendarDate | null;
      readonly to: CalendarDate | null;
    };

export interface JudgedScore {
  readonly id: string;
  readonly effectiveOn: CalendarDate;
  /** What the notice adds (S6). */
  readonly points: number;
  /** Each act at its highest, before the difference to earlier notices. */
  readonly pointsAlone: number;
  readonly yearTotalAfter: number;
  readonly objectionDeadline: CalendarDate | null;
  readonly provisional: boolean;
  readonly measure: NoticeMeasure | null;
}

export type RepairRefusal = 'TERMINATED' | 'CAP_REACHED' | 'NOTHING_TO_REPAIR';

export interface JudgedRepair {
  readonly on: CalendarDate;
  readonly deducted: number;
  readonly code: RepairRefusal | null;
}

export type RestorationRefusal = 'TOO_EARLY' | 'NOT_RESTRICTED';

export interface JudgedRestoration {
  readonly approvedOn: CalendarDate;
  readonly effectiveOn: CalendarDate | null;
  readonly code: RestorationRefusal | null;
}

/** A span in which a measure restricts; it goes on until it is restored (S19). */
export interface Restriction {
  /** The score or linked measure it comes from. */
  readonly cause: string;
  readonly kind: MeasureKind;
  readonly from: CalendarDate;
  /** Its own last day; null while months are open or a linked measure has no end. */
  readonly to: CalendarDate | null;
  /** First day back to normal; null until restored. */
  readonly restoredOn: CalendarDate | null;
}

/** Points added or taken on a day. */
export interface Movement {
  readonly on: CalendarDate;
  readonly points: number;
}

/** Where a person stands after a history of events. */
export interface Standing {
  readonly scores: readonly JudgedScore[];
  readonly repairs: readonly JudgedRepair[];
  readonly restorations: readonly JudgedRestoration[];
  readonly restrictions: readonly Restriction[];
  readonly movements: readonly Movement[];
}
