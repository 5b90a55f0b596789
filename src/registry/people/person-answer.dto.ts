import { ApiProperty } from '@nestjs/swagger';
import { PERSONNEL_KINDS, type PersonnelKind } from '../../domain/registry/personnel-kind.js';
import { CANCELLATION_GROUNDS, type CancellationGround } from '../../domain/registry/registration.js';
import type { QualificationStatus } from '../../domain/qualification/timeline.js';
import { WarningAnswer } from '../warning.dto.js';

export const STATUSES = [
  'NORMAL',
  'SUSPENDED',
  'TERMINATED',
] as const satisfies readonly QualificationStatus[];

export class PersonSummary {
  @ApiProperty({ description: '档案编号' })
  id!: string;

  @ApiProperty({ example: '示范甲' })
  name!: string;

  @ApiProperty({ type: [String], description: '医保相关人员代码' })
  codes!: string[];

  @ApiProperty({ type: [String], description: '今日登记于哪些机构；机构只见自己' })
  institutions!: string[];
}

export class PersonListAnswer {
  @ApiProperty({ type: [PersonSummary] })
  items!: PersonSummary[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export class CommitmentAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  institutionCode!: string;

  @ApiProperty()
  signedOn!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true, description: '末日；无固定期限为 null' })
  to!: string | null;

  @ApiProperty()
  electronic!: boolean;

  @ApiProperty({ description: '存档编号' })
  archiveNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '提前终止的，不再有效的第一日' })
  endedOn!: string | null;

  @ApiProperty({ description: '今日是否有效' })
  inForce!: boolean;

  @ApiProperty({ description: '记录时刻' })
  recordedAt!: string;
}

export class RegistrationAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  institutionCode!: string;

  @ApiProperty({ description: '医药机构名称' })
  institutionName!: string;

  @ApiProperty({ description: '医保区划' })
  district!: string;

  @ApiProperty({ type: String, nullable: true })
  departmentCode!: string | null;

  @ApiProperty({ enum: PERSONNEL_KINDS })
  kind!: PersonnelKind;

  @ApiProperty({ description: '执业类型' })
  practiceType!: string;

  @ApiProperty({ description: '执业类别' })
  practiceCategory!: string;

  @ApiProperty({ description: '执业范围' })
  practiceScope!: string;

  @ApiProperty({ description: '专业技术职务' })
  professionalTitle!: string;

  @ApiProperty({ type: String, nullable: true, description: '多点执业许可的文号' })
  multiSiteApproval!: string | null;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true, description: '不再有效的第一日' })
  cancelledOn!: string | null;

  @ApiProperty({ enum: CANCELLATION_GROUNDS, nullable: true })
  cancelReason!: CancellationGround | null;

  @ApiProperty({
    enum: STATUSES,
    nullable: true,
    description: '登记备案状态（PQ2025:15），由记分推定；今日不在登记的为 null',
  })
  status!: QualificationStatus | null;

  @ApiProperty({ description: '今日在该机构是否有有效的服务承诺' })
  committed!: boolean;

  @ApiProperty({ type: Boolean, nullable: true, description: '今日是否主执业地；不向机构显示' })
  primary!: boolean | null;

  @ApiProperty({ description: '记录时刻' })
  recordedAt!: string;
}

export class RestrictionAnswer {
  @ApiProperty({ description: '记分或连带措施的编号' })
  cause!: string;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: 'SUSPENSION' | 'TERMINATION';

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '恢复正常的第一日' })
  restoredOn!: string | null;
}

export class StandingAnswer {
  @ApiProperty({ description: '所问之日，即今日' })
  on!: string;

  @ApiProperty({ enum: STATUSES })
  status!: QualificationStatus;

  @ApiProperty()
  year!: number;

  @ApiProperty({ description: '当年累计分值，合并各机构（PQ2025:25）' })
  yearTotal!: number;

  @ApiProperty({ type: [RestrictionAnswer], nullable: true, description: '历次限制；不向机构显示' })
  restrictions!: RestrictionAnswer[] | null;
}

export class FileMergeAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ type: [String], description: '保留一方的人员代码' })
  intoCodes!: string[];

  @ApiProperty({ type: [String], description: '并入一方的人员代码' })
  otherCodes!: string[];

  @ApiProperty()
  on!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ type: String, nullable: true, description: '撤销合并之日；未撤销为 null' })
  undoneOn!: string | null;

  @ApiProperty({ type: String, nullable: true })
  undoReason!: string | null;
}

export class PersonAnswer {
  @ApiProperty({ description: '档案编号' })
  id!: string;

  @ApiProperty({ example: '示范甲' })
  name!: string;

  @ApiProperty({ description: '身份证号，只显示首三位与末两位', example: '110*************0X' })
  identityNumber!: string;

  @ApiProperty({ type: [String], description: '医保相关人员代码；机构只见本机构所用的' })
  codes!: string[];

  @ApiProperty({ type: String, nullable: true, description: '今日的主执业地；不向机构显示' })
  primarySite!: string | null;

  @ApiProperty({ type: [CommitmentAnswer] })
  commitments!: CommitmentAnswer[];

  @ApiProperty({ type: [RegistrationAnswer] })
  registrations!: RegistrationAnswer[];

  @ApiProperty({
    type: StandingAnswer,
    nullable: true,
    description: '今日的记分与资格；今日不在本机构登记的，不向机构显示',
  })
  standing!: StandingAnswer | null;

  @ApiProperty({ type: [FileMergeAnswer], description: '档案的合并与撤销；不向机构显示' })
  merges!: FileMergeAnswer[];

  @ApiProperty({ type: [WarningAnswer], description: '照办但可疑之处' })
  warnings!: WarningAnswer[];
}
