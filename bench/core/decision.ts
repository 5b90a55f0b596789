interface Span {
  readonly min: number;
  readonly max: number;
}

/** As much of a case as an engine of general rules can decide; the rows of the schedule are looked up for it. */
export interface Question {
  readonly provision: string;
  readonly fraudulentIntent: boolean;
  readonly amount: number;
  readonly refusedToCorrect: boolean;
  readonly seriousConsequences: boolean;
  /** Items of arts. 13, 14, 16, 17 and 18, as given. */
  readonly items: readonly string[];
  readonly row: Span;
  /** The highest row of the tier. */
  readonly highest: Span;
}

/** An open direction with its range of multiples and of fines. */
export interface OpenRange {
  readonly direction: string;
  readonly min: number;
  readonly max: number;
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
  readonly fineMin: number;
  readonly fineMax: number;
}

/** What every engine has to answer. */
export interface Verdict {
  readonly basis: string;
  readonly outcome: string;
  readonly shall: number;
  readonly may: number;
  readonly aggravate: number;
  readonly departmentSuspended: boolean;
  readonly directions: readonly OpenRange[];
}

/** An engine, ready to decide. */
export interface Engine {
  readonly name: string;
  readonly decide: (question: Question) => Promise<Verdict>;
}

const rangeText = (open: OpenRange): string => {
  const [from, to] = [open.minInclusive ? '[' : '(', open.maxInclusive ? ']' : ')'];
  const range = `${from}${Number(open.min.toFixed(6))}, ${Number(open.max.toFixed(6))}${to}`;
  return `${open.direction} ${range} ${open.fineMin.toFixed(2)}–${open.fineMax.toFixed(2)}`;
};

/** A verdict as text, so that answers can be compared; floating point is cut to the six places that the law needs. */
export const textOf = ({ basis, outcome, shall, may, aggravate, ...rest }: Verdict): string =>
  [
    `${basis} ${outcome} ${shall}+${may}/${aggravate}`,
    rest.departmentSuspended ? 'suspended' : 'not suspended',
    ...rest.directions.map(rangeText).sort(),
  ].join('; ');
