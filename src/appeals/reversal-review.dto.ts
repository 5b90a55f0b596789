import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ListField, TextField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { DeterminationFindingAnswer, DeterminationFindingForm } from '../scoring/scoring.module.js';
import { EffectAnswer } from './reversal-effect.dto.js';
import { REVIEW_OUTCOMES, type ReviewOutcome } from './reversal-review.entity.js';

const LONG = 5000;
const MAX_FINDINGS = 200;

function findingsOfOutcome({ outcome, findings }: Unchecked<DeterminationReviewForm>): FormFault[] {
  const given = Array.isArray(findings) && findings.length > 0;
  if (outcome === 'REVISED' && !given)
    return [{ pointer: '/findings', code: 'REQUIRED', detail: '更正须写明更正后的认定' }];
  return outcome !== 'REVISED' && given
    ? [{ pointer: '/findings', code: 'INVALID_VALUE', detail: '只有更正才有更正后的认定，请删去' }]
    : [];
}

@FormRule<DeterminationReviewForm>(findingsOfOutcome)
export class DeterminationReviewForm {
  @ChoiceField(REVIEW_OUTCOMES, { description: '维持、更正、撤销' })
  outcome!: ReviewOutcome;

  @TextField({ description: '理由', max: LONG })
  reasons!: string;

  @ListField(() => DeterminationFindingForm, {
    description: '更正所涉人员各自更正后的全部认定；未列的人员不变',
    default: [],
    max: MAX_FINDINGS,
  })
  findings!: DeterminationFindingForm[];
}

export class DeterminationReviewAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  determinationId!: string;

  @ApiProperty({ enum: REVIEW_OUTCOMES })
  outcome!: string;

  @ApiProperty()
  reasons!: string;

  @ApiProperty({ type: [DeterminationFindingAnswer] })
  findings!: readonly DeterminationFindingAnswer[];

  @ApiProperty({ type: [EffectAnswer], description: '每人之前、之后' })
  effects!: readonly EffectAnswer[];

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}
