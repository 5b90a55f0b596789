import type { Outcome, OfficerQuestion, TraceEntry } from './assessment.js';
import type { Charge } from './charge.js';
import type { Standing } from './counting.js';
import type { Counts } from './directions.js';
import type { Facts, ViolationFacts } from './facts.js';
import type { FineRange } from './fine-range.js';
import type { DiscretionLaw } from './law.js';
import type { Limitation } from './limitation.js';

/** One violation with everything that was decided about it. */
export interface Judged {
  readonly law: DiscretionLaw;
  readonly facts: Facts;
  readonly violation: ViolationFacts;
  readonly charge: Charge;
  readonly limitation: Limitation;
  readonly standing: Standing;
  readonly counts: Counts;
  readonly outcome: Outcome;
  readonly range: FineRange | null;
  readonly questions: readonly OfficerQuestion[];
}

export interface Said {
  readonly fired: boolean;
  readonly detail: string;
}

/** One line of the trace: the rule, the reading, the bases it bears on, and what it said of the case. */
export interface TraceRow {
  /** A citation, or how it follows from the case. */
  readonly rule: string | ((judged: Judged) => string);
  readonly reading: string | null;
  readonly bears: (judged: Judged) => boolean;
  readonly say: (judged: Judged) => Said;
}

export const always = (): boolean => true;
export const onFine = ({ charge }: Judged): boolean => charge.liability.fine !== null;
export const onMultiple = ({ charge }: Judged): boolean => charge.liability.fine?.kind === 'MULTIPLE';

export const said = (fired: boolean, detail: string): Said => ({ fired, detail });

/** The article that sets the consequence, after intent. */
export const ofBasis = ({ charge }: Judged): string => charge.liability.basis;

/** Says something of the fine, or that no fine is possible. */
export const ofFine =
  (say: (range: FineRange, judged: Judged) => Said) =>
  (judged: Judged): Said =>
    judged.range === null ? said(false, '本案不产生罚款') : say(judged.range, judged);

export const entryOf = (row: TraceRow, judged: Judged): TraceEntry => {
  const { fired, detail } = row.say(judged);
  const rule = typeof row.rule === 'string' ? row.rule : row.rule(judged);
  return { rule, reading: row.reading, fired, detail };
};
