import { ApiProperty } from '@nestjs/swagger';
import { AUTHORITIES, type Authority } from '../../domain/duties/authority.js';
import { ChoiceField, DateField, TextField, WholeNumberField } from '../../platform/http/fields.js';
import { FormatQuery } from '../format.js';
import { SENT_KINDS, type SentKind } from './sent-paper.entity.js';

const MAX_NUMBER = 100;
const MAX_CODE = 40;
const MAX_PAGE = 1_000_000;
const MAX_PAGE_SIZE = 200;
const PAGE_SIZE = 20;

export class PageQuery {
  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: MAX_PAGE })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: PAGE_SIZE, min: 1, max: MAX_PAGE_SIZE })
  pageSize!: number;
}

export class PeriodQuery extends FormatQuery {
  @DateField({ description: '首日' })
  from!: string;

  @DateField({ description: '末日（含）' })
  to!: string;
}

export class LetterDraftQuery extends PeriodQuery {
  @ChoiceField(AUTHORITIES, { description: '函告的部门：HEALTH 卫生健康、DRUG 药品监管' })
  authority!: Authority;
}

export class ReportForm {
  @TextField({ description: '文号', max: MAX_NUMBER })
  number!: string;

  @DateField({ description: '首日' })
  from!: string;

  @DateField({ description: '末日（含），须早于今日' })
  to!: string;
}

export class LetterForm extends ReportForm {
  @ChoiceField(AUTHORITIES, { description: '函告的部门：HEALTH 卫生健康、DRUG 药品监管' })
  authority!: Authority;
}

export class SentPaperQuery extends PageQuery {
  @TextField({ description: '出具单位的医保区划代码', optional: true, max: MAX_CODE })
  office?: string;

  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;
}

export class SentPaperSummary {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: SENT_KINDS })
  kind!: SentKind;

  @ApiProperty({ type: String, nullable: true, description: '文号' })
  number!: string | null;

  @ApiProperty({ description: '出具单位的医保区划代码' })
  office!: string;

  @ApiProperty({ description: '送给谁', example: 'BUREAU/110105' })
  addressee!: string;

  @ApiProperty({ type: String, nullable: true })
  institution!: string | null;

  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ description: '所送内容的 SHA-256' })
  hash!: string;

  @ApiProperty()
  rulebookHash!: string;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class SentPaperPage {
  @ApiProperty({ type: [SentPaperSummary] })
  items!: SentPaperSummary[];

  @ApiProperty()
  total!: number;
}

export class SentPaperAnswer extends SentPaperSummary {
  @ApiProperty({ type: 'object', additionalProperties: true, description: '所送的数据，原样' })
  figures!: object;
}

export class DraftAnswer {
  @ApiProperty()
  office!: string;

  @ApiProperty()
  addressee!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  figures!: object;
}
