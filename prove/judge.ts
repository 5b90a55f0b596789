import type { Assessment } from '../src/domain/discretion/assessment.js';
import { evaluate } from '../src/domain/discretion/evaluate.js';
import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import type { Result } from '../src/domain/shared/result.js';
import { factsOf, type Scenario } from './scenario.js';
import { STATEMENTS } from './statements.js';
import { note, type Tallies } from './tally.js';

/** What the rules were seen to do, so that a sweep can show that it reached everything. */
export interface Reached {
  readonly seen: Record<string, number>;
}

function see(reached: Reached, what: string): void {
  reached.seen[what] = (reached.seen[what] ?? 0) + 1;
}

function seeAnswer(reached: Reached, answer: Result<Assessment>): void {
  if (!answer.ok) {
    for (const { code } of answer.faults) see(reached, `refused ${code}`);
    return;
  }
  for (const violation of answer.value.violations) {
    see(reached, `outcome ${violation.outcome}`);
    for (const { direction } of violation.directions) see(reached, `${violation.fineBasis} ${direction}`);
    for (const { code } of violation.needsOfficer) see(reached, `asks ${code}`);
    if (violation.fineBasis !== 'NONE' && violation.directions.length === 0) see(reached, 'nothing offered');
  }
}

/** Runs the rules on a scenario and holds every statement against the answer; null when the rules threw. */
export function judge(
  scenario: Scenario,
  rulebook: Rulebook,
  tallies: Tallies,
  reached: Reached,
): Result<Assessment> | null {
  const inWords = (): string => JSON.stringify(scenario);
  let answer: Result<Assessment>;
  try {
    answer = evaluate(factsOf(scenario), rulebook);
  } catch (error) {
    note(tallies, 'never-throws', false, () => `${inWords()}: ${String(error)}`);
    return null;
  }
  note(tallies, 'never-throws', true, inWords);
  for (const { id, holds } of STATEMENTS) {
    const held = holds({ scenario, answer });
    if (held !== null) note(tallies, id, held, inWords);
  }
  seeAnswer(reached, answer);
  return answer;
}
