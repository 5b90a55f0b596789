import type { CaseForm } from './case.dto.js';

/** JSON without the members that are not there. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/**
 * What the rules are asked about a case: the body of `POST /discretion/evaluate`, nothing else. Pointers into it
 * resolve in the case as well.
 */
export function evaluationRequest(
  content: CaseForm,
  decisionDate?: string,
  proposal?: readonly object[],
): object {
  const { offender } = content;
  return defined({
    decisionDate: decisionDate ?? content.decisionDate,
    offender: defined({ kind: offender.kind, age: offender.age }),
    suspectedCrime: content.suspectedCrime,
    violations: content.violations.map((violation) =>
      defined({
        id: violation.id,
        provision: violation.provision,
        conductId: violation.conductId,
        fraudulentIntent: violation.fraudulentIntent,
        amount: violation.amount,
        conductEndedOn: violation.conductEndedOn,
        discoveredOn: violation.discoveredOn,
        harmToLifeHealthOrFinancialSafety: violation.harmToLifeHealthOrFinancialSafety,
        refusedToCorrect: violation.refusedToCorrect,
        seriousConsequences: violation.seriousConsequences,
        grade: violation.grade,
      }),
    ),
    circumstances: content.circumstances.map(({ code, violationIds, factId, ground, basis }) =>
      defined({ code, violationIds, factId, ground, basis }),
    ),
    proposal,
  });
}
