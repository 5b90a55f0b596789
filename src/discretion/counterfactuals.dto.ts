import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { VIOLATION_FLAGS } from '../domain/discretion/counterfactual/counterfactual.js';
import { DIRECTIONS } from '../domain/discretion/facts.js';
import { MonthRangeAnswer, RangeAnswer, Receipt, TotalsAnswer } from './answer.dto.js';

const nullableMoney = { type: String, nullable: true, example: '28613.70' } as const;
const day = { type: String, format: 'date', example: '2025-06-08' } as const;

export class ItemChangeAnswer {
  @ApiProperty({ enum: ['ITEM'] })
  kind!: 'ITEM';

  @ApiProperty({ example: 'DB2025:13(2)' })
  item!: string;

  @ApiProperty({ description: '规则库中该项的提要' })
  heading!: string;

  @ApiProperty({
    enum: ['REPEAT'],
    nullable: true,
    description: '18(2) 作为情形指一年内再犯；拒不改正见 FLAG',
  })
  ground!: 'REPEAT' | null;

  @ApiProperty({ description: '兜底项：须写明所依据的条款（P38）' })
  basisToBeNamed!: boolean;

  @ApiProperty({ description: '现在是否已认定；所依事实已用于前项而不计的，为 false（P9）' })
  from!: boolean;

  @ApiProperty({ description: '设想为是否认定' })
  to!: boolean;
}

export class FlagChangeAnswer {
  @ApiProperty({ enum: ['FLAG'] })
  kind!: 'FLAG';

  @ApiProperty({ enum: [...VIOLATION_FLAGS, 'suspectedCrime'] })
  flag!: string;

  @ApiProperty()
  from!: boolean;

  @ApiProperty()
  to!: boolean;
}

export class AmountChangeAnswer {
  @ApiProperty({ enum: ['AMOUNT'] })
  kind!: 'AMOUNT';

  @ApiProperty({ ...nullableMoney, description: '现在的金额；null 为没有' })
  from!: string | null;

  @ApiProperty({ ...nullableMoney, description: '设想的金额；null 为没有' })
  to!: string | null;

  @ApiProperty({ description: '金额系假设，只有倍数有意义，after 中的金额为 null' })
  assumed!: boolean;
}

export class GradeReferenceAnswer {
  @ApiProperty({ example: 'sample-2025' })
  scheduleId!: string;

  @ApiProperty({ example: '38-B-1' })
  rowId!: string;
}

export class GradeChangeAnswer {
  @ApiProperty({ enum: ['GRADE'] })
  kind!: 'GRADE';

  @ApiProperty({ type: GradeReferenceAnswer, nullable: true })
  from!: GradeReferenceAnswer | null;

  @ApiProperty({ type: GradeReferenceAnswer, nullable: true })
  to!: GradeReferenceAnswer | null;
}

export class DayChangeAnswer {
  @ApiProperty({ enum: ['DAY'] })
  kind!: 'DAY';

  @ApiProperty({ enum: ['conductEndedOn', 'discoveredOn', 'decisionDate'] })
  day!: string;

  @ApiProperty(day)
  from!: string;

  @ApiProperty({ ...day, description: '界限另一侧的第一日' })
  to!: string;
}

export class AgeChangeAnswer {
  @ApiProperty({ enum: ['AGE'] })
  kind!: 'AGE';

  @ApiProperty({ example: 16 })
  from!: number;

  @ApiProperty({ example: 18 })
  to!: number;
}

const CHANGES = [
  ItemChangeAnswer,
  FlagChangeAnswer,
  AmountChangeAnswer,
  GradeChangeAnswer,
  DayChangeAnswer,
  AgeChangeAnswer,
] as const;

export type ChangeAnswer = InstanceType<(typeof CHANGES)[number]>;

export class DirectionSummaryAnswer {
  @ApiProperty({ enum: [...DIRECTIONS] })
  direction!: string;

  @ApiProperty({ example: '3.5', description: '下限：倍数；定额罚款为元' })
  min!: string;

  @ApiProperty({ example: '5', description: '上限' })
  max!: string;

  @ApiProperty({ description: '是否含下限' })
  minInclusive!: boolean;

  @ApiProperty({ description: '是否含上限' })
  maxInclusive!: boolean;

  @ApiProperty({ ...nullableMoney, description: '下限对应的罚款（元）；金额系假设时为 null' })
  fineMin!: string | null;

  @ApiProperty({ ...nullableMoney, description: '上限对应的罚款（元）；金额系假设时为 null' })
  fineMax!: string | null;
}

export class ViolationSummaryAnswer {
  @ApiProperty({ example: 'v1' })
  id!: string;

  @ApiProperty({ example: 'REG735:40' })
  basis!: string;

  @ApiProperty({ enum: ['PENALISE', 'NO_FINE', 'NO_PENALTY', 'WAIVER_PERMITTED'] })
  outcome!: string;

  @ApiProperty({ enum: ['MULTIPLE', 'FIXED', 'NONE'] })
  fineBasis!: string;

  @ApiProperty({ type: RangeAnswer, nullable: true })
  gradeRange!: RangeAnswer | null;

  @ApiProperty({ type: [DirectionSummaryAnswer] })
  directions!: DirectionSummaryAnswer[];

  @ApiProperty({ ...nullableMoney, description: '责令退回的金额（元）；金额系假设时为 null' })
  refund!: string | null;

  @ApiProperty({ type: MonthRangeAnswer, nullable: true })
  departmentSuspension!: MonthRangeAnswer | null;

  @ApiProperty({ type: MonthRangeAnswer, nullable: true })
  settlementSuspension!: MonthRangeAnswer | null;

  @ApiProperty({ type: [String], example: ['GRADE_SCHEDULE_REQUIRED'] })
  needsOfficer!: string[];
}

export class CaseSummaryAnswer {
  @ApiProperty()
  transferToJudicialOrgan!: boolean;

  @ApiProperty({ type: [ViolationSummaryAnswer], description: '受该改变影响的违法行为' })
  violations!: ViolationSummaryAnswer[];

  @ApiProperty({ type: TotalsAnswer, nullable: true, description: '全案合计；金额系假设时为 null' })
  totals!: TotalsAnswer | null;
}

@ApiExtraModels(...CHANGES)
class SupposedAnswer {
  @ApiProperty({ type: String, nullable: true, description: '所改变的违法行为；null 为全案的事实' })
  violationId!: string | null;

  @ApiProperty({ oneOf: CHANGES.map((change) => ({ $ref: getSchemaPath(change) })) })
  change!: ChangeAnswer;

  @ApiProperty({ example: 'DB2025:13(2)' })
  citation!: string;

  @ApiProperty({ description: '一句话说明' })
  words!: string;
}

export class CounterfactualAnswer extends SupposedAnswer {
  @ApiProperty({ type: CaseSummaryAnswer })
  before!: CaseSummaryAnswer;

  @ApiProperty({ type: CaseSummaryAnswer })
  after!: CaseSummaryAnswer;
}

export class RefusedChangeFault {
  @ApiProperty({ example: 'CIRCUMSTANCES_CONTRADICT' })
  code!: string;

  @ApiProperty({ type: String, nullable: true, example: 'DB2025:17' })
  citation!: string | null;

  @ApiProperty()
  detail!: string;
}

export class RefusedChangeAnswer extends SupposedAnswer {
  @ApiProperty({ type: [RefusedChangeFault] })
  faults!: RefusedChangeFault[];
}

export class CounterfactualsAnswer {
  @ApiProperty({ type: [CounterfactualAnswer], description: '改变处理或者幅度的每一处单独改变' })
  counterfactuals!: CounterfactualAnswer[];

  @ApiProperty({ type: [RefusedChangeAnswer], description: '与其他事实或者规则抵触、不能成立的单独改变' })
  refused!: RefusedChangeAnswer[];

  @ApiProperty({ type: Receipt })
  receipt!: Receipt;
}
