import type { Decimal } from '../shared/decimal.js';
import type { Fen } from '../shared/money.js';
import type { MeasureCode, MonthRange } from '../rulebook/instrument.js';
import type { Direction } from './facts.js';

export type Outcome = 'PENALISE' | 'NO_FINE' | 'NO_PENALTY' | 'WAIVER_PERMITTED';

/** What a range counts in: multiples of the amount, or yuan. */
export type FineScale = 'MULTIPLE' | 'FIXED';

/** A closed range of multiples, or of yuan. */
export interface Span {
  readonly min: Decimal;
  readonly max: Decimal;
}

export interface Range extends Span {
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
}

/** A direction open to the officer, with the fines its bounds come to. */
export interface OpenDirection extends Range {
  readonly direction: Direction;
  readonly fineMin: Fen;
  readonly fineMax: Fen;
}

export type OfficerCode =
  | 'GRADE_SCHEDULE_REQUIRED'
  | 'HIGHEST_GRADE_UNKNOWN'
  | 'LIGHTER_OUTSIDE_GRADE'
  | 'HEAVIER_OUTSIDE_GRADE'
  | 'MIXED_CIRCUMSTANCES'
  | 'ELEMENT_OF_VIOLATION'
  | 'CONSIDER_18_1'
  | 'OLD_LAW_UNAVAILABLE'
  | 'NATIONAL_RULES_UNAVAILABLE';

/** A question that the law leaves to a person. */
export interface OfficerQuestion {
  readonly code: OfficerCode;
  readonly citation: string;
  readonly detail: string;
}

/** One rule looked at, fired or not, with its operands in words. */
export interface TraceEntry {
  readonly rule: string;
  /** The adopted reading, where one bears on the rule. */
  readonly reading: string | null;
  readonly fired: boolean;
  readonly detail: string;
}

export interface Consequence {
  readonly code: MeasureCode;
  readonly mandatory: boolean;
  readonly citation: string;
}

export interface CircumstanceCount {
  readonly shallMitigate: number;
  readonly mayMitigate: number;
  readonly aggravate: number;
}

export interface ViolationAssessment {
  readonly id: string;
  readonly conductId: string;
  readonly basis: string;
  readonly outcome: Outcome;
  readonly fineBasis: FineScale | 'NONE';
  readonly statutoryRange: Span | null;
  readonly midpoint: Decimal | null;
  readonly gradeRange: Span | null;
  readonly circumstances: CircumstanceCount;
  readonly directions: readonly OpenDirection[];
  readonly refund: Fen;
  readonly departmentSuspension: MonthRange | null;
  readonly settlementSuspension: MonthRange | null;
  readonly measures: readonly Consequence[];
  readonly needsOfficer: readonly OfficerQuestion[];
  readonly trace: readonly TraceEntry[];
}

export interface Totals {
  /** Null when a violation may be fined but no direction is offered. */
  readonly fineMin: Fen | null;
  readonly fineMax: Fen | null;
  readonly refund: Fen;
}

export type ProposalCode =
  'NO_FINE_POSSIBLE' | 'DIRECTION_NOT_OPEN' | 'OUTSIDE_RANGE' | 'CONDUCT_FINED_TWICE';

export interface ProposalFinding {
  readonly violationId: string;
  readonly code: ProposalCode;
  readonly citation: string;
  readonly detail: string;
}

/** The lawful range for a set of facts, with the reason for every step. */
export interface Assessment {
  readonly transferToJudicialOrgan: boolean;
  readonly violations: readonly ViolationAssessment[];
  readonly totals: Totals;
  readonly proposalFindings: readonly ProposalFinding[];
}
