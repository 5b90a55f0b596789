import { ApiProperty } from '@nestjs/swagger';
import {
  RESTORATION_MOVES,
  RESTORATION_STATES,
  RESTORATION_STEPS,
  type RestorationState,
  type RestorationStep,
} from '../domain/procedure/restoration-states.js';
import { OutcomeToldAnswer } from './outcome-telling.dto.js';
import type { FiledThrough, RestorationHappening } from './restoration.entity.js';
import { InstitutionReviewForm, NewSiteForm } from './restoration.dto.js';

class RestorationStepAnswer {
  @ApiProperty({ enum: ['FILE', ...RESTORATION_MOVES, 'OUTCOME_TOLD'] })
  step!: RestorationHappening;

  @ApiProperty({ description: '办理之日' })
  on!: string;

  @ApiProperty({ type: String, nullable: true, description: '意见或理由' })
  opinion!: string | null;

  @ApiProperty({ description: '办理单位' })
  office!: string;

  @ApiProperty({ type: String, nullable: true, description: '经办人；对机构和本人为 null' })
  by!: string | null;

  @ApiProperty()
  at!: string;
}

class UnrestoredAnswer {
  @ApiProperty({ description: '记分通知书或连带措施的编号' })
  cause!: string;

  @ApiProperty({ type: [String], nullable: true, description: '所在档案的代码；对机构和本人为 null' })
  personCodes!: string[] | null;
}

class RestorationNowAnswer {
  @ApiProperty({ description: '按现有记录，批准的恢复是否仍然成立' })
  holds!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '按现有记录恢复正常的首日；不再成立的、措施均已无效的为 null',
  })
  effectiveOn!: string | null;

  @ApiProperty({ type: [UnrestoredAnswer], description: '批准时解除、现已不在恢复之列的措施' })
  unrestored!: UnrestoredAnswer[];
}

export class RestorationItemAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty({ enum: RESTORATION_STATES })
  state!: RestorationState;

  @ApiProperty({ enum: ['INSTITUTION', 'PERSON', 'COUNTER'] })
  filedThrough!: FiledThrough;

  @ApiProperty({ type: String, nullable: true, description: '申报的机构；直接申请的为 null' })
  institution!: string | null;

  @ApiProperty({ description: '初审的区经办机构所属区划' })
  district!: string;

  @ApiProperty()
  appliedOn!: string;

  @ApiProperty({ description: '区经办机构收到之日' })
  receivedOn!: string;

  @ApiProperty({ description: '记录的时刻' })
  recordedAt!: string;
}

export class RestorationApplicationAnswer extends RestorationItemAnswer {
  @ApiProperty({ description: '申请的理由' })
  reasons!: string;

  @ApiProperty({ type: InstitutionReviewForm, nullable: true })
  institutionReview!: InstitutionReviewForm | null;

  @ApiProperty({ type: [NewSiteForm], description: '终止恢复的：重新作出的承诺和登记备案' })
  newSites!: NewSiteForm[];

  @ApiProperty({ type: String, nullable: true, description: '应办结之日（PQ2025:30，只作提醒）' })
  decideBy!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '批准时确定的恢复正常的首日；未批准的为 null' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '申请恢复计算之日（S31）；未申请的为 null' })
  countsFrom!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '重新计算后最早可以申请自恢复计算之日恢复之日；未申请恢复计算之日的为 null',
  })
  couldApplyFrom!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      '自该日至申请之日经过的日数；本人迟延的（S19）是否准予自恢复计算之日起计算，由两级经办机构决定',
  })
  daysSince!: number | null;

  @ApiProperty({ type: [String], description: '批准所解除的暂停、终止' })
  lifted!: string[];

  @ApiProperty({ type: RestorationNowAnswer, nullable: true, description: '目前情况；未批准的为 null' })
  now!: RestorationNowAnswer | null;

  @ApiProperty({
    type: OutcomeToldAnswer,
    nullable: true,
    description: '结果的告知（PQ2025:30）；尚无结果的为 null',
  })
  outcomeTold!: OutcomeToldAnswer | null;

  @ApiProperty({ type: [RestorationStepAnswer], description: '办理经过，先后为序' })
  steps!: RestorationStepAnswer[];

  @ApiProperty({ enum: RESTORATION_STEPS, isArray: true, description: '还可以办理的步骤' })
  openSteps!: RestorationStep[];
}

export class RestorationListAnswer {
  @ApiProperty({ type: [RestorationItemAnswer] })
  items!: RestorationItemAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
