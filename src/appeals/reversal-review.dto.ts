import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, ListField, TextField, TextListField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { DeterminationFindingAnswer, DeterminationFindingForm } from '../scoring/scoring.module.js';
import { EffectAnswer } from './reversal-effect.dto.js';
import {
  REVIEW_ENTRIES,
  REVIEW_GROUNDS,
  REVIEW_OUTCOMES,
  type ReviewGround,
  type ReviewOutcome,
} from './reversal-review.entity.js';

const LONG = 5000;
const MAX_FINDINGS = 200;

function findingsOfOutcome({
  outcome,
  findings,
  notResponsible,
  acknowledged,
}: Unchecked<DeterminationReviewForm>): FormFault[] {
  const isGiven = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
  const only = (pointer: string, detail: string): FormFault => ({ pointer, code: 'INVALID_VALUE', detail });
  const faults: FormFault[] = [];
  if (outcome === 'REVISED') {
    if (!isGiven(findings) && !isGiven(notResponsible))
      faults.push({ pointer: '/findings', code: 'REQUIRED', detail: '更正须写明更正后的认定' });
    return faults;
  }
  if (isGiven(findings)) faults.push(only('/findings', '只有更正才有更正后的认定，请删去'));
  if (isGiven(notResponsible)) faults.push(only('/notResponsible', '只有更正才写明不负责任的人员，请删去'));
  if (outcome === 'KEPT' && isGiven(acknowledged))
    faults.push(only('/acknowledged', '维持的不影响其他通知书，请删去'));
  return faults;
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

  @TextListField({ description: '复核后不负责任的人员的代码（更正）', default: [], max: MAX_FINDINGS })
  notResponsible!: string[];

  @TextListField({
    description: '确认因此加重的其他通知书的编号，须与实际加重的完全一致，并在理由中说明',
    default: [],
    max: MAX_FINDINGS,
  })
  acknowledged!: string[];
}

export class ReviewOpeningForm {
  @ChoiceField(REVIEW_GROUNDS, {
    description:
      'LICENCE_RESTORED 证书恢复或吊销被撤销、CIRCULAR_WITHDRAWN 通报被撤回、OVERRULED 被上级、复议或法院否定、OWN_MISTAKE 自行发现有误',
  })
  ground!: ReviewGround;

  @TextField({ description: '所依据文书的文号' })
  documentNo!: string;

  @DateField({ description: '该文书之日' })
  on!: string;

  @TextField({ description: '理由', max: LONG })
  reasons!: string;
}

export class ReviewOpeningAnswer {
  @ApiProperty({ enum: REVIEW_GROUNDS })
  ground!: string;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty()
  on!: string;
}

export class DeterminationReviewAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  determinationId!: string;

  @ApiProperty({ enum: REVIEW_ENTRIES, description: 'OPENED 为启动复核，其余为复核的结果' })
  outcome!: string;

  @ApiProperty({
    type: ReviewOpeningAnswer,
    nullable: true,
    description: '启动复核的依据；复核的结果为 null',
  })
  opening!: ReviewOpeningAnswer | null;

  @ApiProperty()
  reasons!: string;

  @ApiProperty({ type: [DeterminationFindingAnswer] })
  findings!: readonly DeterminationFindingAnswer[];

  @ApiProperty({ type: [String], description: '复核后不负责任的人员' })
  notResponsible!: readonly string[];

  @ApiProperty({ type: [EffectAnswer], description: '每人之前、之后' })
  effects!: readonly EffectAnswer[];

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}
