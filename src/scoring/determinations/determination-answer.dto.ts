import { ApiProperty } from '@nestjs/swagger';
import { GROUNDS } from '../../domain/scoring/grounds.js';
import { ADJUSTMENTS, DEGREES, NEGATIVE_CIRCUMSTANCES } from '../../domain/scoring/finding.js';
import { SOURCE_KINDS } from '../../domain/scoring/points-day.js';
import type { Plain } from '../plain.js';
import type { WholeDetermination } from './determination-reader.service.js';
import type { DeterminationEntity } from './determination.entity.js';

export class WarningAnswer {
  @ApiProperty()
  pointer!: string;

  @ApiProperty({ example: 'ACT_ALREADY_SCORED' })
  code!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ required: false })
  citation?: string;
}

export class DeterminationFindingAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  conductId!: string;

  @ApiProperty()
  conduct!: string;

  @ApiProperty({ enum: NEGATIVE_CIRCUMSTANCES })
  circumstance!: string;

  @ApiProperty({ type: String, nullable: true })
  basis!: string | null;

  @ApiProperty({ enum: DEGREES })
  degree!: string;

  @ApiProperty()
  degreeReasons!: string;

  @ApiProperty({ enum: ADJUSTMENTS })
  adjustment!: string;

  @ApiProperty({ enum: GROUNDS, isArray: true })
  grounds!: readonly string[];

  @ApiProperty({ description: '分值，默认的也已写明' })
  points!: number;

  @ApiProperty({ type: String, nullable: true })
  reasons!: string | null;

  @ApiProperty()
  largeLossOrEffect!: boolean;
}

export class DeterminationSourceAnswer {
  @ApiProperty({ enum: SOURCE_KINDS })
  kind!: string;

  @ApiProperty({ type: String, nullable: true })
  caseId!: string | null;

  @ApiProperty({ type: String, nullable: true })
  otherPenalty!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '决定、通报或其他文书的文号' })
  documentNo!: string | null;

  @ApiProperty({ type: String, nullable: true })
  authority!: string | null;

  @ApiProperty({ type: String, nullable: true })
  reasons!: string | null;

  @ApiProperty({ type: [String], description: '处罚所依的条' })
  bases!: readonly string[];

  @ApiProperty({ type: [String], description: '协议处理的措施' })
  measures!: readonly string[];
}

export class InstitutionHeardAnswer {
  @ApiProperty()
  on!: string;

  @ApiProperty()
  opinion!: string;
}

export class NotScoredAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  reasons!: string;
}

export class DeterminationSummary {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  number!: string;

  @ApiProperty({ example: '110105', description: '作出认定的单位' })
  office!: string;

  @ApiProperty({ enum: ['BUREAU', 'AGENCY'] })
  officeKind!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty({ enum: SOURCE_KINDS })
  sourceKind!: string;

  @ApiProperty({ type: String, nullable: true })
  caseId!: string | null;

  @ApiProperty()
  inspectionNo!: string;

  @ApiProperty({ description: '记分时点（S14），由来源得出' })
  pointsDay!: string;

  @ApiProperty()
  determinedOn!: string;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class DeterminationAnswer extends DeterminationSummary {
  @ApiProperty({ type: DeterminationSourceAnswer })
  source!: DeterminationSourceAnswer;

  @ApiProperty({ type: InstitutionHeardAnswer })
  institutionHeard!: InstitutionHeardAnswer;

  @ApiProperty({ type: [DeterminationFindingAnswer] })
  findings!: readonly DeterminationFindingAnswer[];

  @ApiProperty({ type: [NotScoredAnswer] })
  notScored!: readonly NotScoredAnswer[];

  @ApiProperty({ type: String, nullable: true, description: '补录的理由；当日录入的为 null' })
  backdating!: string | null;

  @ApiProperty({ type: [WarningAnswer], description: '记录时的提示，不妨碍认定' })
  warnings!: readonly WarningAnswer[];

  @ApiProperty()
  rulebookHash!: string;
}

export class DeterminationListAnswer {
  @ApiProperty({ type: [DeterminationSummary] })
  items!: DeterminationSummary[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export const determinationSummary = (head: DeterminationEntity): Plain<DeterminationSummary> => ({
  id: head.id,
  number: head.number,
  office: head.office,
  officeKind: head.officeKind,
  institution: head.institution,
  sourceKind: head.sourceKind,
  caseId: head.caseId,
  inspectionNo: head.inspectionNo,
  pointsDay: head.pointsDay,
  determinedOn: head.determinedOn,
  recordedAt: head.recordedAt,
  by: head.actor,
});

export const determinationAnswer = ({ head, content }: WholeDetermination): DeterminationAnswer => ({
  ...determinationSummary(head),
  ...content,
  rulebookHash: head.rulebookHash,
});
