import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField, WholeNumberField } from '../platform/http/fields.js';
import { CLOCK_KINDS, OFFICE_KINDS, type ClockKind, type OfficeKind } from './clock-kind.js';

export const WORK_STATES = ['OPEN', 'DUE_SOON', 'OVERDUE', 'CLOSED'] as const;
/** Every running clock is open; a state says what is most pressing about it. */
export type WorkState = (typeof WORK_STATES)[number];

const STATES =
  'OPEN：未办结的全部（含 DUE_SOON、OVERDUE）；DUE_SOON：即时应办或 3 个工作日内到期；OVERDUE：已逾期；CLOSED：已办结或已届满';

export class WorkListQuery {
  @ChoiceField(WORK_STATES, { description: STATES, default: 'OPEN' })
  state!: WorkState;

  @ChoiceField(CLOCK_KINDS, { description: '事项的种类', optional: true })
  kind?: ClockKind;

  @TextField({ description: '承办单位：医保区划代码或机构代码', optional: true, max: 40 })
  office?: string;

  @ChoiceField(OFFICE_KINDS, { description: '承办单位的类别', optional: true })
  officeKind?: OfficeKind;

  @TextField({ description: '事项所涉的对象，例如 notice/…', optional: true, max: 100 })
  subject?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

class DayOffAnswer {
  @ApiProperty({ example: '2025-10-01' })
  date!: string;

  @ApiProperty({ example: '国庆节、中秋节' })
  reason!: string;
}

class CountAnswer {
  @ApiProperty({ description: '起算日，本身不计入' })
  from!: string;

  @ApiProperty({ type: Number, nullable: true, description: '期限的天数；由其他日期直接确定的为 null' })
  count!: number | null;

  @ApiProperty({ enum: ['WORKING_DAYS', 'CALENDAR_DAYS'], nullable: true })
  unit!: string | null;

  @ApiProperty({ description: '另行记录的延长天数（S30）' })
  extensionDays!: number;

  @ApiProperty({ type: [DayOffAnswer], description: '途中跳过的休息日' })
  passedOver!: readonly DayOffAnswer[];

  @ApiProperty({ type: [String], description: '计入的调休上班日' })
  madeUp!: readonly string[];
}

export class WorkItemAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: CLOCK_KINDS })
  kind!: ClockKind;

  @ApiProperty({ enum: WORK_STATES })
  state!: WorkState;

  @ApiProperty({ description: '要办的事' })
  title!: string;

  @ApiProperty({ example: 'notice/3f0c…' })
  subject!: string;

  @ApiProperty({ type: String, nullable: true, example: 'PQ2025:24' })
  citation!: string | null;

  @ApiProperty({ description: '承办单位' })
  office!: string;

  @ApiProperty({ enum: OFFICE_KINDS })
  officeKind!: OfficeKind;

  @ApiProperty({ type: String, nullable: true, description: '逾期时由该区经办机构督促' })
  supervisedBy!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '到期日（含当日）；即时应办的为 null' })
  dueOn!: string | null;

  @ApiProperty({ type: CountAnswer, description: '到期日是怎样计算的' })
  counted!: CountAnswer;

  @ApiProperty({ type: Number, nullable: true, description: '剩余工作日数；逾期的为负数' })
  workingDaysLeft!: number | null;

  @ApiProperty({ description: '所涉年份尚无工作日安排，到期日为暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ description: '起办时刻' })
  openedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: '办结时刻' })
  closedAt!: string | null;
}

export class WorkListAnswer {
  @ApiProperty({ description: '以此日计算剩余与逾期' })
  today!: string;

  @ApiProperty({ type: [WorkItemAnswer] })
  items!: WorkItemAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

class KindSummaryAnswer {
  @ApiProperty({ enum: CLOCK_KINDS })
  kind!: ClockKind;

  @ApiProperty({ description: '未办结的全部' })
  open!: number;

  @ApiProperty({ description: '其中即时应办或即将到期的' })
  dueSoon!: number;

  @ApiProperty({ description: '其中已逾期的' })
  overdue!: number;

  @ApiProperty({ description: '已办结或已届满' })
  closed!: number;
}

export class WorkSummaryAnswer {
  @ApiProperty()
  today!: string;

  @ApiProperty({ type: [KindSummaryAnswer], description: '有过事项的各种类' })
  kinds!: KindSummaryAnswer[];
}
