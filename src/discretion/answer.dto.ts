import { ApiProperty } from '@nestjs/swagger';

const money = { type: String, example: '28613.70' } as const;
const figure = { type: String, example: '1.5' } as const;

export class RangeAnswer {
  @ApiProperty({ ...figure, description: '下限：倍数；定额罚款为元' })
  min!: string;

  @ApiProperty({ ...figure, description: '上限' })
  max!: string;
}

export class CircumstanceCountAnswer {
  @ApiProperty({ description: '计入的第十三条项数' })
  shallMitigate!: number;

  @ApiProperty({ description: '计入的第十四条项数' })
  mayMitigate!: number;

  @ApiProperty({ description: '计入的第十八条项数' })
  aggravate!: number;
}

export class DirectionAnswer {
  @ApiProperty({ enum: ['ORDINARY', 'LIGHTER', 'MITIGATED', 'HEAVIER', 'WEIGHED'] })
  direction!: string;

  @ApiProperty(figure)
  min!: string;

  @ApiProperty(figure)
  max!: string;

  @ApiProperty({ description: '是否含下限' })
  minInclusive!: boolean;

  @ApiProperty({ description: '是否含上限' })
  maxInclusive!: boolean;

  @ApiProperty({ ...money, description: '下限对应的罚款（元，四舍五入到分）' })
  fineMin!: string;

  @ApiProperty({ ...money, description: '上限对应的罚款（元，四舍五入到分）' })
  fineMax!: string;
}

export class MonthRangeAnswer {
  @ApiProperty({ example: 6 })
  minMonths!: number;

  @ApiProperty({ example: 12 })
  maxMonths!: number;
}

export class ConsequenceAnswer {
  @ApiProperty({ example: 'ORDER_TO_REFUND' })
  code!: string;

  @ApiProperty({ description: '应当（true）或者可以（false）' })
  mandatory!: boolean;

  @ApiProperty({ example: 'REG735:38' })
  citation!: string;
}

export class OfficerQuestionAnswer {
  @ApiProperty({ example: 'GRADE_SCHEDULE_REQUIRED' })
  code!: string;

  @ApiProperty({ example: 'DB2025:9' })
  citation!: string;

  @ApiProperty()
  detail!: string;
}

export class TraceAnswer {
  @ApiProperty({ example: 'DB2025:15' })
  rule!: string;

  @ApiProperty({ type: String, nullable: true, example: 'P8' })
  reading!: string | null;

  @ApiProperty()
  fired!: boolean;

  @ApiProperty({ example: 'g = 1, n = 1, floor 0.5 → low 0.5' })
  detail!: string;
}

export class ViolationAnswer {
  @ApiProperty({ example: 'v1' })
  id!: string;

  @ApiProperty({ example: 'REG735:38', description: '考虑主观目的之后，设定罚款的条款' })
  basis!: string;

  @ApiProperty({ enum: ['PENALISE', 'NO_FINE', 'NO_PENALTY', 'WAIVER_PERMITTED'] })
  outcome!: string;

  @ApiProperty({ enum: ['MULTIPLE', 'FIXED', 'NONE'] })
  fineBasis!: string;

  @ApiProperty({ type: RangeAnswer, nullable: true })
  statutoryRange!: RangeAnswer | null;

  @ApiProperty({ ...figure, nullable: true })
  midpoint!: string | null;

  @ApiProperty({ type: RangeAnswer, nullable: true })
  gradeRange!: RangeAnswer | null;

  @ApiProperty({ type: CircumstanceCountAnswer })
  circumstances!: CircumstanceCountAnswer;

  @ApiProperty({ type: [DirectionAnswer] })
  directions!: DirectionAnswer[];

  @ApiProperty({ ...money, description: '责令退回的金额（元）' })
  refund!: string;

  @ApiProperty({ type: MonthRangeAnswer, nullable: true })
  departmentSuspension!: MonthRangeAnswer | null;

  @ApiProperty({ type: MonthRangeAnswer, nullable: true })
  settlementSuspension!: MonthRangeAnswer | null;

  @ApiProperty({ type: [ConsequenceAnswer] })
  measures!: ConsequenceAnswer[];

  @ApiProperty({ type: [OfficerQuestionAnswer], description: '法律留给办案人员判断的问题' })
  needsOfficer!: OfficerQuestionAnswer[];

  @ApiProperty({ type: [TraceAnswer], description: '逐条规则：是否触发及其操作数' })
  trace!: TraceAnswer[];
}

export class TotalsAnswer {
  @ApiProperty({ ...money, nullable: true })
  fineMin!: string | null;

  @ApiProperty({ ...money, nullable: true })
  fineMax!: string | null;

  @ApiProperty(money)
  refund!: string;
}

export class ProposalFindingAnswer {
  @ApiProperty({ example: 'v1' })
  violationId!: string;

  @ApiProperty({ enum: ['NO_FINE_POSSIBLE', 'DIRECTION_NOT_OPEN', 'OUTSIDE_RANGE', 'CONDUCT_FINED_TWICE'] })
  code!: string;

  @ApiProperty({ example: 'DB2025:10' })
  citation!: string;

  @ApiProperty()
  detail!: string;
}

export class Receipt {
  @ApiProperty({ description: '规则库（文件与导入）的 SHA-256' })
  rulebookHash!: string;

  @ApiProperty({ example: '1.0.0' })
  engineVersion!: string;

  @ApiProperty({ description: '请求规范化（RFC 8785）后的 SHA-256' })
  inputHash!: string;

  @ApiProperty({ description: '除本回执外的答复规范化后的 SHA-256' })
  outputHash!: string;
}

export class EvaluationAnswer {
  @ApiProperty({ description: '涉嫌犯罪，应当移送司法机关（DB2025:5）' })
  transferToJudicialOrgan!: boolean;

  @ApiProperty({ type: [ViolationAnswer] })
  violations!: ViolationAnswer[];

  @ApiProperty({ type: TotalsAnswer, description: '一个行为一次罚款，相加；退回另计（P23、P35）' })
  totals!: TotalsAnswer;

  @ApiProperty({ type: [ProposalFindingAnswer] })
  proposalFindings!: ProposalFindingAnswer[];

  @ApiProperty({ type: Receipt })
  receipt!: Receipt;
}
