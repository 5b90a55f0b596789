import type { CalendarDate } from '../shared/calendar-date.js';
import type { Decimal } from '../shared/decimal.js';

export const UNITS = [
  'multiple',
  'yuan',
  'years',
  'months',
  'days',
  'workingDays',
  'age',
  'count',
  'points',
] as const;
export type Unit = (typeof UNITS)[number];

/** A figure of law: never used without its citation. */
export interface Figure {
  readonly value: Decimal;
  readonly unit: Unit;
  readonly citation: string;
}

export const MODELLINGS = [
  'COMPUTED',
  'NO_COMPUTABLE_CONTENT',
  'OUTSIDE_PRODUCT',
  'SOURCE_UNAVAILABLE',
  'BUILT_LATER',
] as const;
/** What the software does with an article; shown on the coverage page. */
export type Modelling = (typeof MODELLINGS)[number];

export interface Provision {
  /** `DB2025:15`, `DB2025:13(2)`, `REG735:40.1(3)`. */
  readonly citation: string;
  /** A short heading of our own, in Chinese. */
  readonly heading: string;
  readonly modelling: Modelling;
  /** Why it is not modelled, or what is not; required unless `COMPUTED`. */
  readonly note?: string;
  readonly figures: Readonly<Record<string, Figure>>;
}

export const OFFENDER_KINDS = ['DESIGNATED_INSTITUTION', 'INDIVIDUAL', 'AGENCY'] as const;
export type OffenderKind = (typeof OFFENDER_KINDS)[number];

export const MEASURE_CODES = [
  'ORDER_TO_CORRECT',
  'SUMMONS',
  'ORDER_TO_REFUND',
  'AGREEMENT_DISSOLUTION_BY_AGENCY',
  'LICENCE_REFERRAL',
  'DISCIPLINE_REFERRAL',
] as const;
export type MeasureCode = (typeof MEASURE_CODES)[number];

/** A consequence that is not a fine and not computed further. */
export interface SideMeasure {
  readonly code: MeasureCode;
  readonly mandatory: boolean;
  /** `ALWAYS`, or only where an amount (loss or sum defrauded) is above zero. */
  readonly when: 'ALWAYS' | 'AMOUNT';
  readonly citation: string;
}

export interface MonthRange {
  readonly minMonths: number;
  readonly maxMonths: number;
}

export type StatutoryFine =
  | {
      readonly kind: 'MULTIPLE';
      /** Closed range of multiples. */
      readonly min: Decimal;
      readonly max: Decimal;
      /** Fines for defrauding the fund have their own floor (DB2025:15). */
      readonly fraud: boolean;
      readonly trigger: 'FUND_LOSS' | 'SUM_DEFRAUDED';
    }
  | {
      readonly kind: 'FIXED';
      /** Closed range in yuan. */
      readonly min: Decimal;
      readonly max: Decimal;
      readonly trigger: 'REFUSED_TO_CORRECT';
    };

/** An article, or a paragraph of one, that says what follows from a violation. */
export interface Liability {
  /** The citation reported as `basis`: `REG735:38`, `REG735:41.1`. */
  readonly basis: string;
  readonly offender: OffenderKind;
  /** The citations a violation may be charged under: `REG735:38(1)` … */
  readonly provisions: readonly string[];
  readonly amount: 'REQUIRED' | 'OPTIONAL' | 'NOT_APPLICABLE';
  readonly fine: StatutoryFine | null;
  /** The basis under which the same act is judged when done in order to defraud and causing a loss. */
  readonly withIntent: string | null;
  readonly departmentSuspension:
    (MonthRange & { readonly when: 'ALWAYS' | 'REFUSAL_OR_SERIOUS_CONSEQUENCES' }) | null;
  readonly settlementSuspension: MonthRange | null;
  readonly measures: readonly SideMeasure[];
}

/** One version of one legal text. A new version is a new file, never an edit. */
export interface Instrument {
  /** `DB2025`, `REG735`, `PQ2025`. */
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  readonly validFrom: CalendarDate;
  readonly validTo?: CalendarDate;
  /** False for a text known to be in force whose wording is not to be had. */
  readonly textAvailable: boolean;
  readonly provisions: readonly Provision[];
  readonly liabilities: readonly Liability[];
}
