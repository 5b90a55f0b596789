import { ApiProperty } from '@nestjs/swagger';
import { OBJECTION_ROUTES, OBJECTION_STATES } from '../domain/procedure/objection-states.js';
import { OUTCOMES } from './objection.dto.js';
import { SIDES } from './objection.entity.js';
import { OBJECTION_HISTORY } from './objection-step.entity.js';
import { OutcomeToldAnswer } from './outcome-telling.dto.js';
import { EffectAnswer } from './reversal-effect.dto.js';

export class ObjectionSummary {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: '记分处理通知书的编号' })
  noticeId!: string;

  @ApiProperty({ description: '记分处理通知书文号' })
  noticeNumber!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty({ example: '110105', description: '辖区' })
  district!: string;

  @ApiProperty({ enum: OBJECTION_ROUTES, description: '区级记分或市级记分，决定办理的路径' })
  route!: string;

  @ApiProperty({ enum: OBJECTION_STATES })
  state!: string;

  @ApiProperty({ enum: SIDES })
  filedBy!: string;

  @ApiProperty()
  filedOn!: string;

  @ApiProperty()
  openedAt!: string;

  @ApiProperty()
  changedAt!: string;
}

export class ObjectionDayOffAnswer {
  @ApiProperty()
  date!: string;

  @ApiProperty()
  reason!: string;
}

export class ObjectionPeriodAnswer {
  @ApiProperty({ enum: SIDES, description: '以谁收到之日起算（取较晚届满的）' })
  receivedBy!: string;

  @ApiProperty()
  receivedOn!: string;

  @ApiProperty({ description: '申诉期末日' })
  deadline!: string;

  @ApiProperty()
  provisional!: boolean;

  @ApiProperty({ type: [ObjectionDayOffAnswer] })
  passedOver!: readonly ObjectionDayOffAnswer[];

  @ApiProperty({ type: [String] })
  madeUp!: readonly string[];
}

export class ObjectionDueAnswer {
  @ApiProperty({ description: '现由何单位办理' })
  office!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true, description: '办理期限末日；逾期只提示' })
  dueOn!: string | null;

  @ApiProperty({ description: '因评估延长的工作日数（S30）' })
  extensionDays!: number;
}

export class ObjectionStepAnswer {
  @ApiProperty()
  sequence!: number;

  @ApiProperty({ enum: OBJECTION_HISTORY })
  step!: string;

  @ApiProperty({ enum: OBJECTION_STATES, description: '此步之后的状态' })
  state!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: '此步所载' })
  content!: object;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: '经办账号；机构和本人看到的为 null' })
  by!: string | null;

  @ApiProperty({ type: String, nullable: true })
  office!: string | null;
}

export class AgencyOutcomeAnswer {
  @ApiProperty({ enum: OUTCOMES })
  outcome!: string;

  @ApiProperty({ type: EffectAnswer, nullable: true })
  effect!: EffectAnswer | null;
}

export class ObjectionSideAnswer {
  @ApiProperty({ enum: SIDES })
  side!: string;

  @ApiProperty({ type: String, nullable: true, description: '提出日；早先未记明的和再申诉为 null' })
  filedOn!: string | null;

  @ApiProperty()
  grounds!: string;

  @ApiProperty()
  requested!: string;

  @ApiProperty()
  recordedAt!: string;
}

export class ObjectionAnswer extends ObjectionSummary {
  @ApiProperty()
  grounds!: string;

  @ApiProperty()
  requested!: string;

  @ApiProperty({ type: [ObjectionSideAnswer], description: '现有申诉的各方；再申诉之后为再申诉的各方' })
  sides!: readonly ObjectionSideAnswer[];

  @ApiProperty({ type: [String], description: '待补正的：SIGNATURE 本人签字、SEAL 机构盖章' })
  missing!: readonly string[];

  @ApiProperty({
    type: ObjectionPeriodAnswer,
    nullable: true,
    description: '申诉期；起算所依据的送达（S16）尚无记录的为 null',
  })
  period!: ObjectionPeriodAnswer | null;

  @ApiProperty({ type: ObjectionDueAnswer, nullable: true, description: '正在进行的办理期限' })
  due!: ObjectionDueAnswer | null;

  @ApiProperty({ type: String, enum: OUTCOMES, nullable: true, description: '最后一次决定的结果' })
  outcome!: string | null;

  @ApiProperty({
    type: EffectAnswer,
    nullable: true,
    description: '最后一次决定之前、之后的累计、措施与各段',
  })
  effect!: EffectAnswer | null;

  @ApiProperty({
    type: AgencyOutcomeAnswer,
    nullable: true,
    description: '行政部门处理再申诉之后，经办机构此前的结果；行政部门维持的，仍以此为准。此外为 null',
  })
  agencyOutcome!: AgencyOutcomeAnswer | null;

  @ApiProperty({
    type: OutcomeToldAnswer,
    nullable: true,
    description: '最后一次结果的告知（PQ2025:37）；尚无结果的为 null',
  })
  outcomeTold!: OutcomeToldAnswer | null;

  @ApiProperty({ type: [String], description: '月数待选定的记分' })
  monthsOpen!: readonly string[];

  @ApiProperty({ type: [ObjectionStepAnswer] })
  steps!: readonly ObjectionStepAnswer[];
}

export class ObjectionListAnswer {
  @ApiProperty({ type: [ObjectionSummary] })
  items!: readonly ObjectionSummary[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
