import { ApiProperty } from '@nestjs/swagger';

export class DraftCircumstanceAnswer {
  @ApiProperty({ example: 'PQ2025:21(1)' })
  circumstance!: string;

  @ApiProperty({ description: '为何可以适用（S35）' })
  because!: string;

  @ApiProperty({ description: '还须由承办人员认定损失或影响较大' })
  needsLargeLossOrEffect!: boolean;
}

export class DraftPersonAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  kind!: string;

  @ApiProperty({ type: String, nullable: true })
  departmentCode!: string | null;
}

export class DraftActAnswer {
  @ApiProperty({ description: '案件中的编号' })
  act!: string;

  @ApiProperty({ description: '建议的行为编号：检查编号/行为' })
  conductId!: string;

  @ApiProperty()
  facts!: string;

  @ApiProperty()
  conductEndedOn!: string;

  @ApiProperty({ type: [DraftPersonAnswer], description: '行为终了日在该机构登记的人员' })
  people!: DraftPersonAnswer[];
}

export class DraftFindingAnswer {
  @ApiProperty()
  conductId!: string;

  @ApiProperty()
  conduct!: string;
}

export class DraftSourceAnswer {
  @ApiProperty()
  kind!: string;

  @ApiProperty()
  caseId!: string;
}

export class DraftBodyAnswer {
  @ApiProperty()
  determinedOn!: string;

  @ApiProperty({ type: DraftSourceAnswer })
  source!: DraftSourceAnswer;

  @ApiProperty({
    type: [DraftFindingAnswer],
    description: '每个行为一项，人员、情形、责任程度由承办人员补全',
  })
  findings!: DraftFindingAnswer[];

  @ApiProperty({ type: [Object] })
  notScored!: object[];
}

export class DeterminationDraftAnswer {
  @ApiProperty({ type: DraftBodyAnswer, description: 'POST /scoring/determinations 的请求体，待补全' })
  body!: DraftBodyAnswer;

  @ApiProperty({ description: '记分时点（S14）' })
  pointsDay!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  inspectionNo!: string;

  @ApiProperty({ type: [DraftCircumstanceAnswer] })
  circumstances!: readonly DraftCircumstanceAnswer[];

  @ApiProperty({ type: [DraftActAnswer] })
  acts!: DraftActAnswer[];
}
