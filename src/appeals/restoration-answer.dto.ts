import { ApiProperty } from '@nestjs/swagger';
import {
  RESTORATION_STATES,
  RESTORATION_STEPS,
  type RestorationState,
  type RestorationStep,
} from '../domain/procedure/restoration-states.js';
import type { FiledThrough } from './restoration.entity.js';
import { InstitutionReviewForm, NewSiteForm } from './restoration.dto.js';

class RestorationStepAnswer {
  @ApiProperty({ enum: ['FILE', ...RESTORATION_STEPS] })
  step!: 'FILE' | RestorationStep;

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

  @ApiProperty({ type: String, nullable: true, description: '恢复正常的首日；未批准的为 null' })
  effectiveOn!: string | null;

  @ApiProperty({ type: [String], description: '批准所解除的暂停、终止' })
  lifted!: string[];

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
