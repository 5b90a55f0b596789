import { ApiProperty } from '@nestjs/swagger';
import { OwnNoticeSummary } from './own-notice.dto.js';

const DAY = { type: String, nullable: true } as const;
const STATUSES = ['NORMAL', 'SUSPENDED', 'TERMINATED'] as const;

export class OwnRegistrationAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  institutionName!: string;

  @ApiProperty({ description: '在该机构所用的人员代码' })
  personCode!: string;

  @ApiProperty({ ...DAY })
  departmentCode!: string | null;

  @ApiProperty()
  kind!: string;

  @ApiProperty({ description: '执业类型' })
  practiceType!: string;

  @ApiProperty({ description: '执业类别' })
  practiceCategory!: string;

  @ApiProperty({ description: '执业范围' })
  practiceScope!: string;

  @ApiProperty({ description: '专业技术职务' })
  professionalTitle!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ ...DAY, description: '自此日起不再有效' })
  cancelledOn!: string | null;

  @ApiProperty({ description: '今日有效' })
  stands!: boolean;

  @ApiProperty({ description: '今日的主执业地' })
  primary!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: STATUSES,
    description: '今日应有的登记备案状态；已取消或尚未开始的为 null',
  })
  status!: string | null;
}

export class OwnCommitmentAnswer {
  @ApiProperty()
  institution!: string;

  @ApiProperty()
  signedOn!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ ...DAY })
  to!: string | null;

  @ApiProperty({ ...DAY, description: '自此日起终止' })
  endedOn!: string | null;

  @ApiProperty({ description: '今日有效' })
  holds!: boolean;
}

class OwnYearAnswer {
  @ApiProperty()
  year!: number;

  @ApiProperty({ description: '该年全年累计，修复已减去' })
  total!: number;

  @ApiProperty({ example: 'PQ2025:25' })
  citation!: string;
}

class OwnRepairAnswer {
  @ApiProperty()
  on!: string;

  @ApiProperty({ description: '减去的分值' })
  deducted!: number;

  @ApiProperty({ type: String, nullable: true, description: '没有减分的原因' })
  code!: string | null;

  @ApiProperty({ example: 'PQ2025:32' })
  citation!: string;
}

export class OwnMeasureAnswer {
  @ApiProperty({ description: '所由来的记分或随机构措施的编号' })
  cause!: string;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ ...DAY, description: '末日；届满不自动恢复' })
  to!: string | null;

  @ApiProperty({ ...DAY, description: '恢复正常之日' })
  restoredOn!: string | null;

  @ApiProperty({ enum: ['NOT_BEGUN', 'IN_FORCE', 'EXPIRED_NOT_RESTORED', 'RESTORED'] })
  state!: 'NOT_BEGUN' | 'IN_FORCE' | 'EXPIRED_NOT_RESTORED' | 'RESTORED';

  @ApiProperty({ ...DAY, description: '所由来的通知书；随机构的措施为 null' })
  noticeId!: string | null;

  @ApiProperty({ ...DAY })
  noticeNumber!: string | null;

  @ApiProperty({ ...DAY })
  institution!: string | null;

  @ApiProperty({ description: '所涉年份尚无工作日安排，日期暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ example: 'PQ2025:26.2' })
  citation!: string;
}

export const HAND_INS = ['OBJECTION', 'FURTHER_OBJECTION', 'RESTORATION', 'REPAIR'] as const;

export class HandInAnswer {
  @ApiProperty({ enum: HAND_INS, description: '申诉、对申诉办理结果的再次异议、恢复申请、修复申请' })
  what!: (typeof HAND_INS)[number];

  @ApiProperty({ description: '今日可以提出' })
  now!: boolean;

  @ApiProperty({ ...DAY, description: '自何日起可以提出；不能确定或没有限制的为 null' })
  from!: string | null;

  @ApiProperty({ ...DAY, description: '至何日为止（含当日）；没有期限的为 null' })
  until!: string | null;

  @ApiProperty({ description: '所涉年份尚无工作日安排，日期暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ ...DAY, description: '所涉的通知书' })
  noticeId!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: '至多可减的分值（修复）' })
  points!: number | null;

  @ApiProperty({ ...DAY, description: '经由哪个机构提出；可以直接提出的为 null' })
  through!: string | null;

  @ApiProperty({ description: '须知' })
  detail!: string;

  @ApiProperty({ example: 'PQ2025:34' })
  citation!: string;

  @ApiProperty({ example: 'POST /api/v1/objections', description: '提出的接口；经机构的由机构提出' })
  endpoint!: string;
}

export class OwnFileAnswer {
  @ApiProperty({ description: '以此日为今日' })
  on!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: [String], description: '本人的全部人员代码' })
  codes!: string[];

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty()
  year!: number;

  @ApiProperty({ description: '该年截至今日的累计（PQ2025:25）' })
  yearTotal!: number;

  @ApiProperty({ type: [OwnRegistrationAnswer] })
  registrations!: OwnRegistrationAnswer[];

  @ApiProperty({ type: [OwnCommitmentAnswer] })
  commitments!: OwnCommitmentAnswer[];

  @ApiProperty({ type: [OwnYearAnswer] })
  years!: OwnYearAnswer[];

  @ApiProperty({ type: [OwnNoticeSummary], description: '按记分时点' })
  notices!: OwnNoticeSummary[];

  @ApiProperty({ type: [OwnRepairAnswer] })
  repairs!: OwnRepairAnswer[];

  @ApiProperty({ type: [OwnMeasureAnswer] })
  measures!: OwnMeasureAnswer[];

  @ApiProperty({ type: [HandInAnswer], description: '可以提出的' })
  mayHandIn!: HandInAnswer[];

  @ApiProperty({ type: [String], description: '已经提出的，在何处查看' })
  handedIn!: readonly string[];

  @ApiProperty({ example: 'PQ2025:29' })
  citation!: string;
}
