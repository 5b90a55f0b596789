import type { Rulebook } from '../rulebook/rulebook.js';
import { refused, success, type Result } from '../shared/result.js';
import { faultsOfLaw } from './admission.js';
import type { Assessment, ViolationAssessment } from './assessment.js';
import { chargeOf } from './charge.js';
import { departmentSuspension, measuresOf, refundOf, settlementSuspension } from './consequences.js';
import { standingItems } from './counting.js';
import { traceOf } from './trace.js';
import { circumstancesByViolation } from './covering.js';
import type { Circumstance, Facts, ViolationFacts } from './facts.js';
import { countsOf, fineRangeOf } from './fine-range.js';
import { earliestLaw, lawOn, type DiscretionLaw } from './law.js';
import { p27Limitation } from './limitation.js';
import { questionsFor } from './officer.js';
import { outcomeOf } from './outcome.js';
import { proposalFindings, type Proposable } from './proposal.js';
import { totalsOf } from './totals.js';

function assess(
  law: DiscretionLaw,
  facts: Facts,
  violation: ViolationFacts,
  entries: readonly Circumstance[],
): Proposable {
  const charge = chargeOf(law, violation);
  const limitation = p27Limitation(law, violation);
  const standing = standingItems(law, facts.offender, violation, charge.liability, limitation, entries);
  const counts = countsOf(standing);
  const outcome = outcomeOf(charge, violation, standing);
  const fine = outcome === 'PENALISE' || outcome === 'WAIVER_PERMITTED' ? charge.liability.fine : null;
  const range = fine === null ? null : fineRangeOf(law, violation, charge, fine, counts);
  const questions = questionsFor(law, violation, standing, range);
  const assessment: ViolationAssessment = {
    id: violation.id,
    conductId: violation.conductId,
    basis: charge.liability.basis,
    outcome,
    fineBasis: range?.fine.kind ?? 'NONE',
    statutoryRange: range?.statutory ?? null,
    midpoint: range?.midpoint ?? null,
    gradeRange: range?.grade ?? null,
    circumstances: { shallMitigate: counts.shall, mayMitigate: counts.may, aggravate: counts.aggravate },
    directions: range?.directions ?? [],
    refund: refundOf(charge),
    departmentSuspension: departmentSuspension(charge, violation, outcome),
    settlementSuspension: settlementSuspension(charge),
    measures: measuresOf(charge),
    needsOfficer: questions,
    trace: traceOf({
      law,
      facts,
      violation,
      charge,
      limitation,
      standing,
      counts,
      outcome,
      range,
      questions,
    }),
  };
  return { assessment, charge, range };
}

/**
 * The lawful outcome and ranges of fine for a set of facts (DB2025; REG735:36–41; readings P1–P38).
 * Pure: the same facts and rulebook give the same answer. Amounts are whole fen, multiples exact decimals.
 * @returns the assessment, or every fault of law with a pointer into the request.
 */
export function evaluate(facts: Facts, rulebook: Rulebook): Result<Assessment> {
  const law = lawOn(rulebook, facts.decisionDate);
  const faults = faultsOfLaw(law ?? earliestLaw(rulebook, facts.decisionDate), facts);
  if (law === null) {
    const earliest = earliestLaw(rulebook, facts.decisionDate).benchmark;
    const inForce = {
      pointer: '/decisionDate',
      code: 'NO_RULEBOOK_IN_FORCE',
      detail: `决定日 ${facts.decisionDate} 没有已收录的裁量基准；最早的一版自 ${earliest.validFrom} 起施行。`,
      citation: 'DB2025:27',
    };
    return refused([inForce, ...faults]);
  }
  if (faults.length > 0) return refused(faults);
  const given = circumstancesByViolation(facts);
  const subjects = facts.violations.map((violation) =>
    assess(law, facts, violation, given.get(violation.id) ?? []),
  );
  const violations = subjects.map(({ assessment }) => assessment);
  return success({
    transferToJudicialOrgan: facts.suspectedCrime,
    violations,
    totals: totalsOf(violations),
    proposalFindings: proposalFindings(
      facts.proposal,
      new Map(subjects.map((subject) => [subject.assessment.id, subject])),
    ),
  });
}
