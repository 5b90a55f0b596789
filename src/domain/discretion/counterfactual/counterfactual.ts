import type { MonthRange } from '../../rulebook/instrument.js';
import type { CalendarDate } from '../../shared/calendar-date.js';
import type { Fen } from '../../shared/money.js';
import type { FineScale, OfficerCode, Outcome, Range, Span, Totals } from '../assessment.js';
import type { Direction, GradeReference } from '../facts.js';
import type { ItemCode } from '../items.js';

/** The findings of a violation that are true or false, in the order in which they are supposed otherwise. */
export const VIOLATION_FLAGS = [
  'refusedToCorrect',
  'seriousConsequences',
  'harmToLifeHealthOrFinancialSafety',
  'fraudulentIntent',
] as const;
export type ViolationFlag = (typeof VIOLATION_FLAGS)[number];

/** One fact that is otherwise. What merely follows from it (a row that no longer fits) goes with it. */
export type FactChange =
  | {
      readonly kind: 'ITEM';
      readonly item: ItemCode;
      /** The rulebook's heading of the item. */
      readonly heading: string;
      /** 18(2) as an item is the repeat; the refusal to correct is a flag. */
      readonly ground: 'REPEAT' | null;
      /** A residual item, supposed with a provision still to be named (P38). */
      readonly basisToBeNamed: boolean;
      /** From false: the item is not given, or rests only on a fact already used (P9). */
      readonly from: boolean;
      readonly to: boolean;
    }
  | {
      readonly kind: 'FLAG';
      readonly flag: ViolationFlag | 'suspectedCrime';
      readonly from: boolean;
      readonly to: boolean;
    }
  | {
      readonly kind: 'AMOUNT';
      readonly from: Fen | null;
      readonly to: Fen | null;
      /** True for a loss that nobody has stated: any amount above zero, only its multiples mean something. */
      readonly assumed: boolean;
    }
  | {
      readonly kind: 'GRADE';
      readonly from: GradeReference | null;
      readonly to: GradeReference | null;
    }
  | {
      readonly kind: 'DAY';
      readonly day: 'conductEndedOn' | 'discoveredOn' | 'decisionDate';
      readonly from: CalendarDate;
      /** The first day on the other side of the limit. */
      readonly to: CalendarDate;
    }
  | { readonly kind: 'AGE'; readonly from: number; readonly to: number };

/** An open direction; the fines are null where the amount is only assumed. */
export interface DirectionSummary extends Range {
  readonly direction: Direction;
  readonly fineMin: Fen | null;
  readonly fineMax: Fen | null;
}

/** Outcome and range of one violation, without the reasons. */
export interface ViolationSummary {
  readonly id: string;
  readonly basis: string;
  readonly outcome: Outcome;
  readonly fineBasis: FineScale | 'NONE';
  readonly gradeRange: Span | null;
  readonly directions: readonly DirectionSummary[];
  /** Null: as much as the assumed loss. */
  readonly refund: Fen | null;
  readonly departmentSuspension: MonthRange | null;
  readonly settlementSuspension: MonthRange | null;
  readonly needsOfficer: readonly OfficerCode[];
}

export interface CaseSummary {
  readonly transferToJudicialOrgan: boolean;
  /** Those violations that the change bears on. */
  readonly violations: readonly ViolationSummary[];
  /** Of the whole case; null where an amount is only assumed. */
  readonly totals: Totals | null;
}

interface Supposed {
  /** Null: a fact of the whole case. */
  readonly violationId: string | null;
  readonly change: FactChange;
  /** The provision that makes the fact matter. */
  readonly citation: string;
  /** One Chinese sentence. */
  readonly words: string;
}

/** A single change of fact with what it changes. */
export interface Counterfactual extends Supposed {
  readonly before: CaseSummary;
  readonly after: CaseSummary;
}

/** A single change of fact that the law refuses, because it does not go with the other facts. */
export interface RefusedChange extends Supposed {
  readonly faults: readonly {
    readonly code: string;
    readonly citation: string | null;
    readonly detail: string;
  }[];
}

export interface Counterfactuals {
  readonly counterfactuals: readonly Counterfactual[];
  readonly refused: readonly RefusedChange[];
}
