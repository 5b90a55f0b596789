import type { Fault } from '../../shared/result.js';
import type { Assessment, Totals } from '../assessment.js';
import { evaluate } from '../evaluate.js';
import type { Facts } from '../facts.js';
import type { DiscretionLaw } from '../law.js';
import { totalsOf } from '../totals.js';
import type { CaseSummary, Counterfactuals, RefusedChange, ViolationSummary } from './counterfactual.js';
import { effectSentence, refusalSentence, type Scope } from './sentence.js';
import { withoutRestatements, withRowsThatFit } from './settling.js';
import type { Supposition } from './subject.js';
import { sameSummary, summaryOf, withoutAssumedSums } from './summary.js';

/** The case as it was decided, by which every supposition is measured. */
export interface Decided {
  readonly law: DiscretionLaw;
  readonly assessment: Assessment;
  readonly summaries: ReadonlyMap<string, ViolationSummary>;
}

const NOTHING: Counterfactuals = { counterfactuals: [], refused: [] };

/** The supposed facts without what only restated a fact that is now otherwise, or no longer fits. */
function settled({ law }: Decided, { violationId }: Scope, { facts }: Supposition): Facts {
  return withRowsThatFit(law.rulebook, violationId === null ? facts : withoutRestatements(law, facts));
}

/** The chosen rows that fell away, by violation. */
function fallenRows(supposed: Facts, settledFacts: Facts): ReadonlyMap<string, string> {
  return new Map(
    supposed.violations.flatMap(({ id, grade }, index) =>
      grade !== null && settledFacts.violations[index]?.grade === null ? [[id, grade.rowId] as const] : [],
    ),
  );
}

function totalsOtherwise({ assessment }: Decided, scope: Scope, otherwise: Assessment): Totals {
  if (scope.violationId === null) return otherwise.totals;
  const changed = new Map(otherwise.violations.map((each) => [each.id, each]));
  return totalsOf(assessment.violations.map((each) => changed.get(each.id) ?? each));
}

/** The case before and after, as far as the change bears on it; null where it changes nothing. */
function compared(
  decided: Decided,
  scope: Scope,
  otherwise: Assessment,
  assumed: boolean,
): { readonly before: CaseSummary; readonly after: CaseSummary } | null {
  const pairs = otherwise.violations.flatMap((violation) => {
    const before = decided.summaries.get(violation.id);
    const after = assumed ? withoutAssumedSums(summaryOf(violation)) : summaryOf(violation);
    return before === undefined || sameSummary(before, after) ? [] : [{ before, after }];
  });
  const { transferToJudicialOrgan, totals } = decided.assessment;
  if (pairs.length === 0 && transferToJudicialOrgan === otherwise.transferToJudicialOrgan) return null;
  return {
    before: { transferToJudicialOrgan, violations: pairs.map(({ before }) => before), totals },
    after: {
      transferToJudicialOrgan: otherwise.transferToJudicialOrgan,
      violations: pairs.map(({ after }) => after),
      totals: assumed ? null : totalsOtherwise(decided, scope, otherwise),
    },
  };
}

/** A fault of several violations is said once. */
const saidFirst = ({ detail }: Fault, index: number, faults: readonly Fault[]): boolean =>
  faults.findIndex((each) => each.detail === detail) === index;

function refusedChange(supposition: Supposition, scope: Scope, faults: readonly Fault[]): RefusedChange {
  return {
    violationId: scope.violationId,
    change: supposition.change,
    citation: supposition.citation,
    words: refusalSentence(supposition, scope, faults),
    faults: faults.map(({ code, citation, detail }) => ({ code, citation: citation ?? null, detail })),
  };
}

/** What one supposition comes to: a counterfactual, a refusal, or nothing where it makes no difference. */
export function triedOut(decided: Decided, scope: Scope, supposition: Supposition): Counterfactuals {
  const facts = settled(decided, scope, supposition);
  const otherwise = evaluate(facts, decided.law.rulebook);
  if (!otherwise.ok) {
    const faults = otherwise.faults.filter(saidFirst);
    return { ...NOTHING, refused: [refusedChange(supposition, scope, faults)] };
  }
  const { change, citation } = supposition;
  const assumed = change.kind === 'AMOUNT' && change.assumed;
  const sides = compared(decided, scope, otherwise.value, assumed);
  if (sides === null) return NOTHING;
  const fallen = fallenRows(supposition.facts, facts);
  const words = effectSentence(supposition, scope, sides.before, sides.after, fallen);
  return {
    ...NOTHING,
    counterfactuals: [{ violationId: scope.violationId, change, citation, words, ...sides }],
  };
}
