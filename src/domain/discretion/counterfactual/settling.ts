import type { Rulebook } from '../../rulebook/rulebook.js';
import { chargeOf } from '../charge.js';
import type { Circumstance, Facts, ViolationFacts } from '../facts.js';
import { gradeRow, scheduleInForce } from '../grade.js';
import { OUT_OF_TIME, REFUSAL_OR_REPEAT } from '../items.js';
import { lawOn, type DiscretionLaw } from '../law.js';
import { p27Limitation } from '../limitation.js';

/** A row is chosen for an article and a day: under another it falls away, and the officer has to choose again. */
function rowFits(law: DiscretionLaw, violation: ViolationFacts): boolean {
  if (violation.grade === null) return true;
  const found = gradeRow(law, violation.grade);
  const { basis } = chargeOf(law, violation).liability;
  return found !== null && found.row.bases.includes(basis) && scheduleInForce(law, found.schedule);
}

/** Supposed facts without the rows that no longer fit; unchanged on a day without law. */
export function withRowsThatFit(rulebook: Rulebook, facts: Facts): Facts {
  const law = lawOn(rulebook, facts.decisionDate);
  if (law === null) return facts;
  return {
    ...facts,
    violations: facts.violations.map((each) => (rowFits(law, each) ? each : { ...each, grade: null })),
  };
}

/** 16(5) only says again what the dates say (P27), and 18(2) as a refusal what the flag says. */
function saysAgain(law: DiscretionLaw, { code, ground }: Circumstance, violation: ViolationFacts): boolean {
  if (code === OUT_OF_TIME) return p27Limitation(law, violation).discoveredTooLate;
  return code !== REFUSAL_OR_REPEAT || ground === 'REPEAT' || violation.refusedToCorrect;
}

/** The facts of one violation without what only restated a fact that is now otherwise. */
export const withoutRestatements = (law: DiscretionLaw, facts: Facts): Facts => ({
  ...facts,
  circumstances: facts.circumstances.filter((entry) =>
    facts.violations.every((violation) => saysAgain(law, entry, violation)),
  ),
});
