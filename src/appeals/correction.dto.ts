import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ListField, TextField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

const LONG = 5000;
const MAX_CORRECTIONS = 50;
const MAX_NUMBER = 100;

/** What a correction may touch: nothing that counts. Points, findings and days go by objection or review. */
export const CORRECTABLE_FIELDS = [
  'PERSON_NAME',
  'INSTITUTION_NAME',
  'INSTITUTION_ADDRESS',
  'DOCUMENT_NO',
  'CONDUCT',
] as const;
export type CorrectableField = (typeof CORRECTABLE_FIELDS)[number];

function membersOfField({ field, conductId, was, becomes }: Unchecked<CorrectedForm>): FormFault[] {
  const faults: FormFault[] = [];
  if (field === 'CONDUCT' && conductId === undefined)
    faults.push({ pointer: '/conductId', code: 'REQUIRED', detail: '更正行为的文字须写明行为编号' });
  if (field !== 'CONDUCT' && conductId !== undefined)
    faults.push({ pointer: '/conductId', code: 'INVALID_VALUE', detail: '行为编号只用于 CONDUCT，请删去' });
  if (was !== undefined && was === becomes)
    faults.push({ pointer: '/becomes', code: 'INVALID_VALUE', detail: '更正后与更正前相同' });
  return faults;
}

@FormRule<CorrectedForm>(membersOfField)
export class CorrectedForm {
  @ChoiceField(CORRECTABLE_FIELDS, {
    description: '姓名、机构名称、地址、文书编号、行为的文字；分值、认定、期日不以更正处理',
  })
  field!: CorrectableField;

  @TextField({ description: '行为编号（仅 CONDUCT，且必填）', optional: true })
  conductId?: string;

  @TextField({ description: '原文', max: LONG })
  was!: string;

  @TextField({ description: '更正为', max: LONG })
  becomes!: string;
}

@FormRule<NoticeCorrectionForm>(({ of }) =>
  Array.isArray(of) && of.length === 0
    ? [{ pointer: '/of', code: 'INVALID_VALUE', detail: '须至少更正一处' }]
    : [],
)
export class NoticeCorrectionForm {
  @TextField({ description: '更正文书的文号', max: MAX_NUMBER })
  number!: string;

  @ListField(() => CorrectedForm, { description: '更正之处', max: MAX_CORRECTIONS })
  of!: CorrectedForm[];

  @TextField({ description: '理由', max: LONG })
  reason!: string;
}

export class NoticeCorrectionAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  number!: string;

  @ApiProperty({ description: '所更正的文书的文号：通知书，或此前的更正' })
  corrects!: string;

  @ApiProperty()
  issuedOn!: string;

  @ApiProperty({ type: [CorrectedForm] })
  of!: readonly CorrectedForm[];

  @ApiProperty()
  reason!: string;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class ConductWordsAnswer {
  @ApiProperty()
  conductId!: string;

  @ApiProperty({ description: '出具时' })
  asIssued!: string;

  @ApiProperty({ description: '更正后' })
  asCorrected!: string;
}

export class CorrectedNoticeAnswer {
  @ApiProperty()
  noticeId!: string;

  @ApiProperty({ description: '通知书文号，不因更正改变' })
  number!: string;

  @ApiProperty({ type: [ConductWordsAnswer] })
  conduct!: readonly ConductWordsAnswer[];

  @ApiProperty({ type: [NoticeCorrectionAnswer] })
  corrections!: readonly NoticeCorrectionAnswer[];
}
