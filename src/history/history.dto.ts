import { ApiProperty } from '@nestjs/swagger';
import type { Json } from '../platform/database/record-entry.js';
import { ChoiceField, DateField, TextField, WholeNumberField } from '../platform/http/fields.js';
import { RELATIONS, type Relation } from './entry-marks.js';

export class HistoryQuery {
  @DateField({ description: '自此日起（含，北京时间）', optional: true })
  from?: string;

  @DateField({ description: '至此日止（含，北京时间）', optional: true })
  to?: string;

  @TextField({ description: '操作，例如 CASE_DECIDED', optional: true, max: 100 })
  action?: string;

  @TextField({ description: '经办人的用户名；代理人以其名义办理的也在内', optional: true, max: 64 })
  officer?: string;

  @ChoiceField(['NEWEST_FIRST', 'OLDEST_FIRST'], { description: '次序', default: 'OLDEST_FIRST' })
  order!: 'NEWEST_FIRST' | 'OLDEST_FIRST';

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 50, min: 1, max: 200 })
  pageSize!: number;
}

export class RuleLookedAnswer {
  @ApiProperty({ type: String, nullable: true, description: '违法行为的编号' })
  violationId!: string | null;

  @ApiProperty({ example: 'PQ2025:26.2' })
  rule!: string;

  @ApiProperty({ type: String, nullable: true, example: 'S11' })
  reading!: string | null;

  @ApiProperty({ description: '是否适用' })
  fired!: boolean;

  @ApiProperty({ description: '当时的操作数' })
  detail!: string;
}

export class MarkAnswer {
  @ApiProperty({ enum: RELATIONS })
  relation!: Relation;

  @ApiProperty({ description: '标记的中文', example: '记分已撤销' })
  words!: string;

  @ApiProperty({ description: '使其如此的记录的序号' })
  by!: number;

  @ApiProperty({ description: '其时刻' })
  at!: string;
}

export class HistoryEntryAnswer {
  @ApiProperty({ description: '在记录中的序号' })
  sequence!: number;

  @ApiProperty({ description: '时刻' })
  at!: string;

  @ApiProperty({ description: '经办人的用户名' })
  officer!: string;

  @ApiProperty({ description: '经办人所代表的单位' })
  office!: string;

  @ApiProperty({ example: 'SCORE_NOTICE_ISSUED' })
  action!: string;

  @ApiProperty({ example: '出具记分处理通知书' })
  words!: string;

  @ApiProperty({ example: 'notice/…' })
  subject!: string;

  @ApiProperty({ type: Object, nullable: true })
  before!: Json;

  @ApiProperty({ type: Object, nullable: true })
  after!: Json;

  @ApiProperty({ type: String, nullable: true })
  receipt!: string | null;

  @ApiProperty({ type: [String], description: '记录中写明的条款' })
  citations!: string[];

  @ApiProperty({ type: [MarkAnswer], description: '后来如何：被取代、更正、撤销，等等；没有的仍然有效' })
  marks!: MarkAnswer[];

  @ApiProperty({
    type: [RuleLookedAnswer],
    nullable: true,
    description:
      '评估、处罚决定、责任认定、记分、随机构的措施、申诉、修复、恢复：当时适用和没有适用的规则；其他操作为 null',
  })
  rules!: RuleLookedAnswer[] | null;

  @ApiProperty({
    type: [String],
    description: '人员的时间线：该条记在本人因合并档案而有的其他代码之下时，这些代码',
  })
  mergedFrom!: string[];
}

export class HistoryAnswer {
  @ApiProperty({ description: '所查的案件编号、人员代码或者机构代码' })
  of!: string;

  @ApiProperty({ type: [String], description: '人员：其档案现有的全部代码' })
  codes!: string[];

  @ApiProperty({ type: [HistoryEntryAnswer] })
  items!: HistoryEntryAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
