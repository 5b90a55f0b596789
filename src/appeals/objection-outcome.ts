import type { ObjectionStepEntity } from './objection-step.entity.js';
import type { Outcome } from './outcome-telling.js';

const isOutcome = ({ step, state }: ObjectionStepEntity): boolean =>
  step === 'DECIDED' || step === 'GROUND_FELL' || (step === 'FIRST_REVIEWED' && state === 'FIRST_REFUSED');

/** What became of an objection last, of which both sides are told (PQ2025:37); null where nothing has yet. */
export function objectionOutcome(steps: readonly ObjectionStepEntity[]): Outcome | null {
  const step = steps.findLast(isOutcome);
  return step === undefined ? null : { step, recipients: ['INSTITUTION', 'PERSON'], citation: 'PQ2025:37' };
}
