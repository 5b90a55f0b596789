import type { Recipient } from '../scoring/scoring.module.js';
import type { Outcome } from './outcome-telling.js';
import type { WholeRestoration } from './restoration-store.js';

const OUTCOMES = ['REFUSE_FIRST', 'REFUSE_SECOND', 'APPROVE'];

/**
 * PQ2025:30: the person is told the outcome, of a refusal the reasons, and of these the institution too. What an approval
 * comes to the institution learns with the instruction to set the status.
 * @returns null while nothing is decided, and for an application withdrawn.
 */
export function restorationOutcome({ head, steps }: WholeRestoration): Outcome | null {
  const step = steps.findLast((each) => OUTCOMES.includes(each.step));
  if (step === undefined) return null;
  const refused: readonly Recipient[] = head.institution === null ? ['PERSON'] : ['INSTITUTION', 'PERSON'];
  return { step, recipients: step.step === 'APPROVE' ? ['PERSON'] : refused, citation: 'PQ2025:30' };
}
