import type { ObjectionForm } from './objection.dto.js';
import type { Side } from './objection.entity.js';
import type { ObjectionStepEntity } from './objection-step.entity.js';
import type { Plain } from './plain.js';

/** What one side handed in, and stands by. */
export interface Filing extends Plain<ObjectionForm> {
  /** Sequence of the step by which it did. */
  readonly sequence: number;
  readonly recordedAt: string;
}

const OPENING: readonly ObjectionStepEntity['step'][] = ['FILED', 'JOINED', 'FURTHER_OBJECTION'];

const withdrew = ({ content }: ObjectionStepEntity, side: Side): boolean =>
  ((JSON.parse(content) as { readonly filedBy?: Side }).filedBy ?? side) === side;

/** Each side's objection that it did not withdraw, in the order of filing; of the further objection once there is one. */
export function standingFilings(steps: readonly ObjectionStepEntity[]): readonly Filing[] {
  let filings: readonly (Filing & { readonly further: boolean })[] = [];
  for (const step of steps) {
    if (OPENING.includes(step.step)) {
      const { sequence, recordedAt, content } = step;
      const further = step.step === 'FURTHER_OBJECTION';
      const filing = { ...(JSON.parse(content) as Plain<ObjectionForm>), sequence, recordedAt, further };
      filings = [...filings.filter((each) => each.further === further), filing];
    }
    if (step.step === 'WITHDRAWN') filings = filings.filter(({ filedBy }) => !withdrew(step, filedBy));
  }
  return filings;
}
