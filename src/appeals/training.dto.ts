import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, FlagField, TextField, TextListField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import type { ActivityLevel } from '../domain/scoring/points-law.js';
import { ComebackPageQuery, LONG, MAX_CODE } from './restoration.dto.js';
import type { RepairRoute } from './training.entity.js';

export const REPAIR_ROUTES = ['TRAINING', 'ACTIVITY'] as const satisfies readonly RepairRoute[];
export const ACTIVITY_LEVELS = [
  'DISTRICT',
  'MUNICIPAL',
  'NATIONAL',
] as const satisfies readonly ActivityLevel[];
const MAX_PRESENT = 1000;

/** Only an activity has a level (PQ2025:32). */
export function levelFits(route: unknown, level: unknown): FormFault[] {
  if (route === 'ACTIVITY' && level === undefined) {
    return [{ pointer: '/level', code: 'REQUIRED', detail: '活动须填写级别' }];
  }
  return route === 'TRAINING' && level !== undefined
    ? [{ pointer: '/level', code: 'UNKNOWN_PROPERTY', detail: '培训不分级别，请不要填写' }]
    : [];
}

const someonePresent = ({ personCodes }: Unchecked<RepairTrainingForm>): FormFault[] =>
  Array.isArray(personCodes) && personCodes.length === 0
    ? [{ pointer: '/personCodes', code: 'INVALID_VALUE', detail: '至少一人到场' }]
    : [];

@FormRule<RepairTrainingForm>(({ kind, level }) => levelFits(kind, level))
@FormRule<RepairTrainingForm>(someonePresent)
export class RepairTrainingForm {
  @ChoiceField(REPAIR_ROUTES, { description: '培训 TRAINING，或现场参与的活动 ACTIVITY（PQ2025:32）' })
  kind!: RepairRoute;

  @ChoiceField(ACTIVITY_LEVELS, { description: '活动的级别；培训不填', optional: true })
  level?: ActivityLevel;

  @TextField({ description: '名称' })
  title!: string;

  @DateField({ description: '举办之日' })
  on!: string;

  @TextField({ description: '举办单位' })
  organiser!: string;

  @TextField({ description: '文号；同一文号、同一日只登记一次' })
  documentNo!: string;

  @TextListField({ description: '到场人员的代码', max: MAX_PRESENT, maxText: MAX_CODE })
  personCodes!: string[];
}

export class TrainingAttendanceForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @FlagField({ description: '是否到场' })
  present!: boolean;

  @TextField({ description: '更正的理由', max: LONG })
  reason!: string;

  @FlagField({
    description: '更正为未到场、凭此准予的修复随之撤销会产生新的或者更重的措施的，填 true 表示已知悉',
    default: false,
  })
  measureAcknowledged!: boolean;

  @TextField({ description: '仍予撤销的理由；measureAcknowledged 为 true 的必填', optional: true, max: LONG })
  acknowledgedReasons?: string;
}

export class TrainingPayoutForm {
  @TextField({ description: '评估意见', max: LONG })
  opinion!: string;
}

export class RepairTrainingQuery extends ComebackPageQuery {
  @ChoiceField(REPAIR_ROUTES, { description: '培训或活动', optional: true })
  kind?: RepairRoute;

  @TextField({ description: '登记单位的区划代码', optional: true, max: 6 })
  office?: string;

  @TextField({ description: '到场人员的代码', optional: true, max: MAX_CODE })
  person?: string;

  @TextField({ description: '到场人员所在机构的代码', optional: true, max: MAX_CODE })
  institution?: string;
}

export class RepairTrainingItemAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: REPAIR_ROUTES })
  kind!: RepairRoute;

  @ApiProperty({ enum: ACTIVITY_LEVELS, nullable: true })
  level!: ActivityLevel | null;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty()
  organiser!: string;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty({ description: '登记单位' })
  office!: string;

  @ApiProperty()
  recordedAt!: string;
}

class TrainingAttendanceAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  present!: boolean;

  @ApiProperty({ type: String, nullable: true, description: '当日的主执业地' })
  institution!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '更正的理由；未更正的为 null' })
  corrected!: string | null;
}

export class RepairTrainingAnswer extends RepairTrainingItemAnswer {
  @ApiProperty({ type: [TrainingAttendanceAnswer], description: '到场情况；机构和本人只见自己的' })
  attendance!: TrainingAttendanceAnswer[];
}

export class RepairTrainingListAnswer {
  @ApiProperty({ type: [RepairTrainingItemAnswer] })
  items!: RepairTrainingItemAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export class PayoutFaultAnswer {
  @ApiProperty({ example: 'CAP_REACHED' })
  code!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ type: String, nullable: true, example: 'PQ2025:32(1)' })
  citation!: string | null;
}

export class PayoutItemAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty({ type: String, nullable: true, description: '准予的：修复的编号' })
  repairId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '计入之日' })
  countedOn!: string | null;

  @ApiProperty({ description: '减免的分数' })
  deducted!: number;

  @ApiProperty({ type: String, nullable: true, enum: ['POLICY', 'MEASURE_DECIDED', 'REPAIR_DECIDED'] })
  because!: string | null;

  @ApiProperty({ type: [PayoutFaultAnswer], description: '不准予的全部理由；准予的为空' })
  faults!: PayoutFaultAnswer[];
}

export class TrainingPayoutAnswer {
  @ApiProperty()
  trainingId!: string;

  @ApiProperty({ type: [PayoutItemAnswer], description: '到场的每一人' })
  items!: PayoutItemAnswer[];
}
