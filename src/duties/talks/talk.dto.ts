import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField, TextListField } from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { FormatQuery } from '../format.js';

const MAX_CODE = 40;
const MAX_SUMMARY = 2000;
const MAX_PRESENT = 1000;

export class ReminderTalkForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @TextField({ description: '记分处理通知书的编号' })
  noticeId!: string;

  @DateField({ description: '谈话之日' })
  on!: string;

  @TextField({ description: '谈话人' })
  by!: string;

  @TextField({ description: '谈话记录', max: MAX_SUMMARY })
  summary!: string;
}

const somebody = ({ present }: Unchecked<TrainingForm>): FormFault[] =>
  Array.isArray(present) && present.length === 0
    ? [{ pointer: '/present', code: 'INVALID_VALUE', detail: '至少须有一名到场人员' }]
    : [];

@FormRule<TrainingForm>(somebody)
export class TrainingForm {
  @DateField({ description: '培训之日' })
  on!: string;

  @TextField({ description: '培训内容', max: MAX_SUMMARY })
  topic!: string;

  @TextField({ description: '授课人' })
  lecturer!: string;

  @TextField({ description: '地点', optional: true })
  place?: string;

  @TextListField({ description: '到场人员的代码', max: MAX_PRESENT, maxText: MAX_CODE })
  present!: readonly string[];
}

/** What was held in a period. */
export class HeldQuery extends FormatQuery {
  @DateField({ description: '首日' })
  from!: string;

  @DateField({ description: '末日（含）' })
  to!: string;

  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;
}

export class ReminderTalkAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  noticeId!: string;

  @ApiProperty({ description: '通知书文号' })
  noticeNumber!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty({ description: '谈话的单位' })
  office!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty()
  by!: string;

  @ApiProperty()
  summary!: string;

  @ApiProperty()
  recordedAt!: string;
}

export class ReminderTalksAnswer {
  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ type: [ReminderTalkAnswer] })
  items!: ReminderTalkAnswer[];
}

export class TrainingAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: '组织的机构；区级经办机构组织的为 null' })
  institution!: string | null;

  @ApiProperty({ description: '组织的单位' })
  office!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty()
  topic!: string;

  @ApiProperty()
  lecturer!: string;

  @ApiProperty({ type: String, nullable: true })
  place!: string | null;

  @ApiProperty({ type: [String], description: '到场人员的代码' })
  present!: string[];

  @ApiProperty()
  recordedAt!: string;
}

export class TrainingsAnswer {
  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ type: [TrainingAnswer] })
  items!: TrainingAnswer[];
}
