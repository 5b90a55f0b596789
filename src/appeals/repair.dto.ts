import { ApiProperty } from '@nestjs/swagger';
import type { RepairDayReason } from '../domain/qualification/repair-day.js';
import type { RepairRefusal } from '../domain/qualification/standing.js';
import type { ActivityLevel } from '../domain/scoring/points-law.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ObjectField,
  TextField,
  TextListField,
} from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { REPAIR_STATES, type RepairState } from './repair.entity.js';
import {
  ComebackPageQuery,
  ComebackWithdrawalForm,
  InstitutionReviewForm,
  LONG,
  MAX_CODE,
} from './restoration.dto.js';
import { ACTIVITY_LEVELS, levelFits, REPAIR_ROUTES } from './training.dto.js';
import type { RepairRoute } from './training.entity.js';

const MAX_EVIDENCE = 50;

const someEvidence = ({ evidence }: Unchecked<RepairEvidenceForm>): FormFault[] =>
  Array.isArray(evidence) && evidence.length === 0
    ? [{ pointer: '/evidence', code: 'INVALID_VALUE', detail: '至少一份佐证材料（PQ2025:31）' }]
    : [];

@FormRule<RepairEvidenceForm>(({ route, level }) => levelFits(route, level))
@FormRule<RepairEvidenceForm>(someEvidence)
export class RepairEvidenceForm {
  @ChoiceField(REPAIR_ROUTES, { description: '途径：培训 TRAINING，或现场参与的活动 ACTIVITY' })
  route!: RepairRoute;

  @ChoiceField(ACTIVITY_LEVELS, { description: '活动的级别；培训不填', optional: true })
  level?: ActivityLevel;

  @DateField({ description: '参加之日' })
  on!: string;

  @TextListField({ description: '佐证材料', max: MAX_EVIDENCE, maxText: LONG })
  evidence!: string[];
}

const oneGround = ({ trainingId, activity }: Unchecked<RepairForm>): FormFault[] => {
  if ((trainingId === undefined) !== (activity === undefined)) return [];
  const detail = '填写已登记的培训或活动（trainingId），或者参加情况及佐证材料（activity），二者择一';
  return trainingId === undefined
    ? [{ pointer: '/trainingId', code: 'REQUIRED', detail }]
    : [{ pointer: '/activity', code: 'UNKNOWN_PROPERTY', detail }];
};

@FormRule<RepairForm>(oneGround)
export class RepairForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @TextField({ description: '已登记的培训或活动的编号', optional: true })
  trainingId?: string;

  @ObjectField(() => RepairEvidenceForm, {
    description: '未登记的培训或活动，附佐证材料',
    optional: true,
  })
  activity?: RepairEvidenceForm;

  @TextField({ description: '申请修复的理由', max: LONG })
  reasons!: string;

  @ObjectField(() => InstitutionReviewForm, { description: '主执业地定点医药机构的审核（PQ2025:31）' })
  institutionReview!: InstitutionReviewForm;
}

export class RepairAssessmentForm {
  @FlagField({ description: '是否准予减免' })
  accepted!: boolean;

  @TextField({ description: '评估意见；不准予的即理由', max: LONG })
  opinion!: string;
}

export class RepairWithdrawalForm extends ComebackWithdrawalForm {}

export class RepairRevocationForm {
  @TextField({ description: '误予修复的事实和撤销的理由', max: LONG })
  reason!: string;

  @FlagField({ description: '撤销会产生新的或者更重的措施的，填 true 表示已知悉并仍予撤销', default: false })
  measureAcknowledged!: boolean;

  @TextField({ description: '仍予撤销的理由；measureAcknowledged 为 true 的必填', optional: true, max: LONG })
  acknowledgedReasons?: string;
}

export class RepairQuery extends ComebackPageQuery {
  @ChoiceField(REPAIR_STATES, { description: '状态', optional: true })
  state?: RepairState;

  @TextField({ description: '人员代码', optional: true, max: MAX_CODE })
  person?: string;

  @TextField({ description: '机构代码', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '医保区划代码', optional: true, max: 6 })
  district?: string;

  @TextField({ description: '培训或活动的编号', optional: true })
  trainingId?: string;
}

class CountedRepairAnswer {
  @ApiProperty({ description: '计入之日' })
  on!: string;

  @ApiProperty({ description: '减免的分数' })
  deducted!: number;

  @ApiProperty({ enum: ['POLICY', 'MEASURE_DECIDED', 'REPAIR_DECIDED'] })
  because!: RepairDayReason;

  @ApiProperty({ description: '计入该日的理由' })
  detail!: string;
}

class RepairStepAnswer {
  @ApiProperty({ enum: ['FILE', 'ACCEPT', 'REFUSE', 'WITHDRAW', 'REVOKE'] })
  step!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty({ type: String, nullable: true })
  opinion!: string | null;

  @ApiProperty()
  office!: string;

  @ApiProperty({ type: String, nullable: true, description: '经办人；对机构和本人为 null' })
  by!: string | null;

  @ApiProperty()
  at!: string;
}

class RepairNowAnswer {
  @ApiProperty({ description: '按现有记录计入之日' })
  on!: string;

  @ApiProperty({ description: '按现有记录实际减免的分数' })
  deducted!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['TERMINATED', 'CAP_REACHED', 'NOTHING_TO_REPAIR'],
    description: '不再减免的原因；仍减免的为 null',
  })
  code!: RepairRefusal | null;
}

export class RepairItemAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty({ enum: REPAIR_STATES })
  state!: RepairState;

  @ApiProperty({ description: '主执业地' })
  institution!: string;

  @ApiProperty({ description: '评估的区经办机构所属区划' })
  district!: string;

  @ApiProperty({ type: String, nullable: true })
  trainingId!: string | null;

  @ApiProperty({ enum: REPAIR_ROUTES })
  route!: RepairRoute;

  @ApiProperty({ enum: ACTIVITY_LEVELS, nullable: true })
  level!: ActivityLevel | null;

  @ApiProperty({ description: '参加之日' })
  activityOn!: string;

  @ApiProperty({ type: CountedRepairAnswer, nullable: true, description: '准予时：计入哪一日、减几分' })
  counted!: CountedRepairAnswer | null;

  @ApiProperty()
  recordedAt!: string;
}

export class RepairApplicationAnswer extends RepairItemAnswer {
  @ApiProperty({
    type: RepairNowAnswer,
    nullable: true,
    description: '准予的修复目前的效果；未准予、已撤销的为 null',
  })
  now!: RepairNowAnswer | null;

  @ApiProperty({ description: '申请的理由' })
  reasons!: string;

  @ApiProperty({ type: [String], description: '佐证材料' })
  evidence!: string[];

  @ApiProperty({ type: InstitutionReviewForm, nullable: true, description: '集中评估的为 null' })
  institutionReview!: InstitutionReviewForm | null;

  @ApiProperty({ type: [RepairStepAnswer] })
  steps!: RepairStepAnswer[];
}

export class RepairListAnswer {
  @ApiProperty({ type: [RepairItemAnswer] })
  items!: RepairItemAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
