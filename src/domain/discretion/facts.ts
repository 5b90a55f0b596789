import type { CalendarDate } from '../shared/calendar-date.js';
import type { Decimal } from '../shared/decimal.js';
import type { Fen } from '../shared/money.js';
import type { OffenderKind } from '../rulebook/instrument.js';
import type { ItemCode } from './items.js';

/** The provisions of the regulation a violation may be charged under. */
export const PROVISIONS = [
  'REG735:36(1)',
  'REG735:36(2)',
  'REG735:36(3)',
  'REG735:37',
  'REG735:38(1)',
  'REG735:38(2)',
  'REG735:38(3)',
  'REG735:38(4)',
  'REG735:38(5)',
  'REG735:38(6)',
  'REG735:38(7)',
  'REG735:39(1)',
  'REG735:39(2)',
  'REG735:39(3)',
  'REG735:39(4)',
  'REG735:39(5)',
  'REG735:39(6)',
  'REG735:39(7)',
  'REG735:40.1(1)',
  'REG735:40.1(2)',
  'REG735:40.1(3)',
  'REG735:40.1(4)',
  'REG735:41.1(1)',
  'REG735:41.1(2)',
  'REG735:41.1(3)',
  'REG735:41.2',
] as const;

/** In the order in which they are answered. */
export const DIRECTIONS = ['ORDINARY', 'LIGHTER', 'MITIGATED', 'HEAVIER', 'WEIGHED'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface Offender {
  readonly kind: OffenderKind;
  /** Whole years at the conduct; individuals only. */
  readonly age: number | null;
}

export interface GradeReference {
  readonly scheduleId: string;
  readonly rowId: string;
}

export interface ViolationFacts {
  readonly id: string;
  readonly provision: string;
  /** Violations of one conduct are fined once (P23). */
  readonly conductId: string;
  readonly fraudulentIntent: boolean;
  /** Fund loss, or the sum defrauded; null when none is stated. */
  readonly amount: Fen | null;
  readonly conductEndedOn: CalendarDate;
  readonly discoveredOn: CalendarDate;
  readonly harmToLifeHealthOrFinancialSafety: boolean;
  readonly refusedToCorrect: boolean;
  readonly seriousConsequences: boolean;
  readonly grade: GradeReference | null;
}

export interface Circumstance {
  readonly code: ItemCode;
  /** Null: all violations. */
  readonly violationIds: readonly string[] | null;
  /** The fact it rests on (P9); null: one of its own. */
  readonly factId: string | null;
  /** 18(2) only: which of its two cases. */
  readonly ground: 'REFUSAL' | 'REPEAT' | null;
  /** Residual items only: the legal provision (P38). */
  readonly basis: string | null;
}

export type ProposedFigure =
  { readonly kind: 'MULTIPLE'; readonly multiple: Decimal } | { readonly kind: 'FINE'; readonly fine: Fen };

export interface ProposedFine {
  readonly violationId: string;
  readonly direction: Direction;
  readonly figure: ProposedFigure;
}

/** What a clerk states about a case; nothing in it is computed. */
export interface Facts {
  readonly decisionDate: CalendarDate;
  readonly offender: Offender;
  readonly suspectedCrime: boolean;
  readonly violations: readonly ViolationFacts[];
  readonly circumstances: readonly Circumstance[];
  readonly proposal: readonly ProposedFine[];
}
