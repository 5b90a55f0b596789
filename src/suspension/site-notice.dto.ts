import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, TextField, WholeNumberField } from '../platform/http/fields.js';

const MAX_NOTE = 500;

export const SITE_NOTICE_STATES = ['OPEN', 'LATE', 'CONFIRMED', 'INFORMATION', 'VOID'] as const;
/** Where a notice to a site stands. */
export type SiteNoticeState = (typeof SITE_NOTICE_STATES)[number];

const STATES =
  'OPEN：待变更（含逾期）；LATE：逾期未变更，或变更、确认晚于应变更之日；CONFIRMED：已确认；INFORMATION：仅告知，无须变更；VOID：已被其后的通知取代';

export class SiteNoticeQuery {
  @ChoiceField(SITE_NOTICE_STATES, { description: STATES, optional: true })
  state?: SiteNoticeState;

  @TextField({ description: '人员代码', optional: true, max: 40 })
  person?: string;

  @TextField({ description: '机构代码', optional: true, max: 40 })
  institution?: string;

  @TextField({ description: '医保区划代码', optional: true, max: 6 })
  district?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class ConfirmationForm {
  @DateField({ description: '实际变更登记备案状态之日' })
  changedOn!: string;

  @TextField({ description: '说明', optional: true, max: MAX_NOTE })
  note?: string;
}

class CauseAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    description: '记分或随机构措施的编号；由另一执业点引起或来源未载明的，对机构为 null',
  })
  id!: string | null;

  @ApiProperty({
    example: '另一执业点',
    description: '来源：机构代码；对机构只区分本机构、另一执业点、未载明',
  })
  source!: string;
}

class ConfirmationAnswer {
  @ApiProperty({ description: '实际变更之日' })
  changedOn!: string;

  @ApiProperty({ description: '变更晚于应变更之日的自然日数' })
  daysLate!: number;

  @ApiProperty({ description: '确认之日' })
  confirmedOn!: string;

  @ApiProperty({ description: '确认晚于应变更之日的自然日数' })
  confirmedDaysLate!: number;

  @ApiProperty({ type: String, nullable: true })
  note!: string | null;

  @ApiProperty()
  by!: string;

  @ApiProperty()
  at!: string;
}

class UnmaintainedAnswer {
  @ApiProperty({ description: '应变更而未变更的首日' })
  from!: string;

  @ApiProperty({ type: String, nullable: true, description: '末日；仍未变更的为 null' })
  to!: string | null;

  @ApiProperty({ example: 'PQ2025:39', description: '此间因未及时变更造成的基金损失由该机构承担（S33）' })
  citation!: string;
}

export class SiteNoticeAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  district!: string;

  @ApiProperty({ description: '该人员在该机构登记备案所用的代码' })
  personCode!: string;

  @ApiProperty({ enum: ['SUSPEND', 'TERMINATE', 'RESTORE_NORMAL', 'DISREGARD'] })
  action!: string;

  @ApiProperty({ description: '要办的事' })
  title!: string;

  @ApiProperty({ description: '状态应自此日起变更' })
  on!: string;

  @ApiProperty({ type: String, nullable: true, description: '措施的末日；届满不自动恢复' })
  until!: string | null;

  @ApiProperty({ type: [CauseAnswer] })
  causes!: CauseAnswer[];

  @ApiProperty({ example: 'PQ2025:27' })
  citation!: string;

  @ApiProperty({ description: '所涉年份尚无工作日安排，日期为暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ enum: SITE_NOTICE_STATES })
  state!: SiteNoticeState;

  @ApiProperty({ description: '已逾期，或变更、确认逾期' })
  late!: boolean;

  @ApiProperty({ type: String, nullable: true, description: '应完成变更之日；无须变更的为 null' })
  dueOn!: string | null;

  @ApiProperty({ description: '告知之日' })
  toldOn!: string;

  @ApiProperty({ type: [String], description: '因本通知而作废的先前通知' })
  voids!: string[];

  @ApiProperty({ type: String, nullable: true, description: '使本通知作废的其后通知' })
  voidedBy!: string | null;

  @ApiProperty({ type: ConfirmationAnswer, nullable: true })
  confirmation!: ConfirmationAnswer | null;

  @ApiProperty({ type: UnmaintainedAnswer, nullable: true, description: '应限制而未变更的期间' })
  unmaintained!: UnmaintainedAnswer | null;
}

export class SiteNoticeListAnswer {
  @ApiProperty()
  today!: string;

  @ApiProperty({ type: [SiteNoticeAnswer] })
  items!: SiteNoticeAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
