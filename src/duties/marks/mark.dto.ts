import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField, TextListField } from '../../platform/http/fields.js';
import { FormatQuery } from '../format.js';
import { PageQuery } from '../sent/sent-paper.dto.js';

const MAX_CODE = 40;
const MAX_PEOPLE = 1000;
const MAX_NOTE = 500;

export class MarkListQuery extends FormatQuery {
  @TextField({ description: '定点医药机构代码；机构账号不填即本机构', optional: true, max: MAX_CODE })
  institution?: string;

  @DateField({ description: '名单之日；不填即今日', optional: true })
  on?: string;
}

export class PublicationForm {
  @DateField({ description: '名单之日；不填即今日', optional: true })
  on?: string;

  @TextField({ description: '公开的范围与地点' })
  place!: string;

  @DateField({ description: '公开的首日' })
  from!: string;

  @DateField({ description: '公开的末日（含）；不填即至撤下为止', optional: true })
  to?: string;
}

export class RemovalForm {
  @DateField({ description: '撤下之日' })
  on!: string;

  @TextListField({
    description: '撤下的人员代码；不填即全部',
    optional: true,
    max: MAX_PEOPLE,
    maxText: MAX_CODE,
  })
  personCodes?: readonly string[];

  @TextField({ description: '说明', optional: true, max: MAX_NOTE })
  note?: string;
}

export class PublicationQuery extends PageQuery {
  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;
}

export class MarkedPerson {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['SUSPENDED', 'TERMINATED'], description: '标识：医保支付资格暂停、终止' })
  status!: 'SUSPENDED' | 'TERMINATED';

  @ApiProperty({ description: '自何日起' })
  since!: string;

  @ApiProperty({ type: String, nullable: true, description: '措施的末日；期满不自动恢复' })
  until!: string | null;
}

export class MarkListAnswer {
  @ApiProperty()
  institution!: string;

  @ApiProperty()
  institutionName!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty({ example: 'PQ2025:29' })
  citation!: string;

  @ApiProperty({ type: [MarkedPerson] })
  people!: MarkedPerson[];
}

export class PublishedMark extends MarkedPerson {
  @ApiProperty({ type: String, nullable: true, description: '撤下之日' })
  removedOn!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '须自何日起撤下；不须的为 null' })
  takeDownOn!: string | null;

  @ApiProperty({ type: String, nullable: true, enum: ['MEASURE_ENDED', 'MEASURE_VOID', 'MARK_CHANGED'] })
  takeDownReason!: string | null;
}

export class PublicationAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty()
  place!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;

  @ApiProperty({ type: [PublishedMark] })
  people!: PublishedMark[];
}

export class PublicationPage {
  @ApiProperty({ type: [PublicationAnswer] })
  items!: PublicationAnswer[];

  @ApiProperty()
  total!: number;
}
