import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, ObjectField, TextField } from '../platform/http/fields.js';
import {
  RECIPIENTS,
  SERVICE_METHODS,
  type Recipient,
  type ServiceMethod,
} from '../scoring/scoring.module.js';

const LONG = 2000;

export class TellingCorrectionForm {
  @TextField({ description: '更正告知记录的理由', max: LONG })
  reason!: string;
}

/** That somebody was told what became of their matter, and what proves it. */
export class OutcomeTellingForm {
  @ChoiceField(RECIPIENTS, { description: '告知机构，或本人' })
  recipient!: Recipient;

  @ChoiceField(SERVICE_METHODS, { description: '方式：直接、邮寄、电子、留置、公告' })
  method!: ServiceMethod;

  @DateField({ description: '告知之日' })
  toldOn!: string;

  @TextField({ description: '告知人' })
  toldBy!: string;

  @TextField({ description: '签收人', optional: true })
  receivedBy?: string;

  @TextField({ description: '告知的凭证', max: LONG })
  proof!: string;

  @ObjectField(() => TellingCorrectionForm, {
    description: '更正此前对同一对象的告知记录，须由原记录人以外的人员办理',
    optional: true,
  })
  correction?: TellingCorrectionForm;
}

export class OutcomeTellingAnswer {
  @ApiProperty({ enum: RECIPIENTS })
  recipient!: string;

  @ApiProperty({ enum: SERVICE_METHODS })
  method!: string;

  @ApiProperty()
  toldOn!: string;

  @ApiProperty()
  toldBy!: string;

  @ApiProperty({ type: String, nullable: true })
  receivedBy!: string | null;

  @ApiProperty()
  proof!: string;

  @ApiProperty()
  recordedAt!: string;
}

export class OutcomeToldAnswer {
  @ApiProperty({ type: [OutcomeTellingAnswer], description: '已告知的，每个对象一项' })
  told!: readonly OutcomeTellingAnswer[];

  @ApiProperty({ enum: RECIPIENTS, isArray: true, description: '尚待告知的' })
  untold!: readonly Recipient[];
}

export class RaiseToldOneAnswer {
  @ApiProperty({ enum: RECIPIENTS })
  recipient!: string;

  @ApiProperty()
  toldOn!: string;
}

export class RaiseToldAnswer {
  @ApiProperty({ description: '加重的记分处理通知书的编号' })
  noticeId!: string;

  @ApiProperty({ description: '使其加重的决定：objection/、determination/ 或 case/ 及编号' })
  by!: string;

  @ApiProperty({ type: [RaiseToldOneAnswer] })
  told!: readonly RaiseToldOneAnswer[];

  @ApiProperty({ enum: RECIPIENTS, isArray: true, description: '尚待告知的' })
  untold!: readonly Recipient[];
}
