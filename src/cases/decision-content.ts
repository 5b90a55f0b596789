/** A violation as a decision found it. */
export interface DecidedViolation {
  readonly id: string;
  readonly provision: string;
  /** The article after intent. */
  readonly basis: string;
  readonly conductEndedOn: string;
}

/** The fine a decision sets for a violation. */
export interface DecidedFigure {
  readonly violationId: string;
  readonly direction: string;
  readonly multiple: string | null;
  /** Yuan with two places. */
  readonly fine: string;
}

/** The bare facts of a penalty decision. */
export interface DecisionContent {
  readonly madeOn: string;
  readonly servedOn: string | null;
  readonly figures: readonly DecidedFigure[];
  /** Yuan: one fine a conduct, added up; and the refund, an account of its own (P23, P35). */
  readonly totalFine: string;
  readonly totalRefund: string;
  readonly violations: readonly DecidedViolation[];
  readonly reasons: string;
  readonly nationalRulesChecked: string | null;
  readonly departure: { readonly discussedOn: string; readonly reasons: string } | null;
}
