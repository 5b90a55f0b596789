import { ApiProperty } from '@nestjs/swagger';
import type { PlainTable } from '../platform/files/plain-table.js';

export class PositionsAnswer {
  @ApiProperty({ description: '有位置可算的罚款数' })
  count!: number;

  @ApiProperty({ type: String, nullable: true, example: '0.2500', description: '最低' })
  min!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '下四分位' })
  lowerQuartile!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '中位' })
  median!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '上四分位' })
  upperQuartile!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '最高' })
  max!: string | null;
}

export class GradeCountAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'sample-2025/38-B-1',
    description: '细则/行；null 为未用细则',
  })
  grade!: string | null;

  @ApiProperty()
  count!: number;
}

export class DiscretionUseAnswer {
  @ApiProperty({ type: String, nullable: true, description: '经办人；null 为全市' })
  officer!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '案件所属区划；null 为全市' })
  district!: string | null;

  @ApiProperty({ description: '处罚决定数' })
  decisions!: number;

  @ApiProperty({ description: '其中后来被撤销的' })
  withdrawn!: number;

  @ApiProperty({ description: '没有被撤销的之中，后来变更过的' })
  changed!: number;

  @ApiProperty({ description: '没有被撤销的之中，变通适用基准的（DB2025:22）' })
  departures!: number;

  @ApiProperty({ description: '所处理的违法行为数' })
  violations!: number;

  @ApiProperty({ description: '一般裁量的' })
  ordinary!: number;

  @ApiProperty({ description: '从轻的' })
  lighter!: number;

  @ApiProperty({ description: '减轻的' })
  mitigated!: number;

  @ApiProperty({ description: '从重的' })
  heavier!: number;

  @ApiProperty({ description: '综合考量的' })
  weighed!: number;

  @ApiProperty({ description: '没有罚款的' })
  noFine!: number;

  @ApiProperty({ description: '没有罚款的之中，依 DB2025:16 不予处罚的' })
  noPenalty!: number;

  @ApiProperty({ type: String, nullable: true, example: '12.50%' })
  lighterRate!: string | null;

  @ApiProperty({ type: String, nullable: true })
  mitigatedRate!: string | null;

  @ApiProperty({ type: String, nullable: true })
  noFineRate!: string | null;

  @ApiProperty({ type: PositionsAnswer, description: '罚款在所用裁量方向幅度中的位置：0 为最低，1 为最高' })
  positions!: PositionsAnswer;

  @ApiProperty({ type: [GradeCountAnswer] })
  grades!: GradeCountAnswer[];
}

export class DiscretionAnswer {
  @ApiProperty({ example: 'DB2025:22' })
  citation!: string;

  @ApiProperty()
  method!: string;

  @ApiProperty({ type: DiscretionUseAnswer, description: '全市（所选范围内）' })
  city!: DiscretionUseAnswer;

  @ApiProperty({ type: [DiscretionUseAnswer], description: '每个经办人在每个区' })
  items!: DiscretionUseAnswer[];
}

const HEADINGS = [
  '经办人',
  '区划',
  '处罚决定',
  '其中已撤销',
  '其中已变更',
  '其中变通适用',
  '违法行为',
  '一般',
  '从轻',
  '减轻',
  '从重',
  '综合考量',
  '没有罚款',
  '其中不予处罚',
  '从轻率',
  '减轻率',
  '不罚率',
  '位置数',
  '位置最低',
  '下四分位',
  '中位',
  '上四分位',
  '位置最高',
  '细则档次',
];

export const discretionTable = ({ city, items }: DiscretionAnswer): PlainTable => ({
  caption: '裁量权行使情况',
  headings: HEADINGS,
  rows: [city, ...items].map((use) => [
    use.officer ?? '全市',
    use.district ?? '全市',
    ...[use.decisions, use.withdrawn, use.changed, use.departures, use.violations].map(String),
    ...[use.ordinary, use.lighter, use.mitigated, use.heavier, use.weighed].map(String),
    ...[use.noFine, use.noPenalty].map(String),
    use.lighterRate ?? '',
    use.mitigatedRate ?? '',
    use.noFineRate ?? '',
    String(use.positions.count),
    use.positions.min ?? '',
    use.positions.lowerQuartile ?? '',
    use.positions.median ?? '',
    use.positions.upperQuartile ?? '',
    use.positions.max ?? '',
    use.grades.map(({ grade, count }) => `${grade ?? '未用细则'}：${count}`).join('；'),
  ]),
});

export class DepartureFineAnswer {
  @ApiProperty()
  violationId!: string;

  @ApiProperty()
  provision!: string;

  @ApiProperty({ type: String, nullable: true })
  direction!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '罚款，元' })
  fine!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '基准的下限，元；该方向未开放的为 null' })
  benchmarkMin!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '基准的上限，元' })
  benchmarkMax!: string | null;
}

export class DepartureAnswer {
  @ApiProperty()
  caseId!: string;

  @ApiProperty({ description: '处罚决定文号' })
  number!: string;

  @ApiProperty()
  madeOn!: string;

  @ApiProperty()
  officer!: string;

  @ApiProperty()
  office!: string;

  @ApiProperty()
  district!: string;

  @ApiProperty({ description: '集体讨论日' })
  discussedOn!: string;

  @ApiProperty({ description: '变通适用的理由' })
  reasons!: string;

  @ApiProperty({ description: '后来是否被撤销' })
  withdrawn!: boolean;

  @ApiProperty({ description: '后来变更过几次；罚款以现行的为准' })
  changed!: number;

  @ApiProperty({ type: [DepartureFineAnswer] })
  fines!: DepartureFineAnswer[];

  @ApiProperty({ description: '决定在记录中的序号' })
  sequence!: number;
}

export class DeparturesAnswer {
  @ApiProperty({ example: 'DB2025:22' })
  citation!: string;

  @ApiProperty({ type: [DepartureAnswer] })
  items!: DepartureAnswer[];
}

export const departuresTable = ({ items }: DeparturesAnswer): PlainTable => ({
  caption: '变通适用裁量基准',
  headings: [
    '文号',
    '作出日',
    '经办人',
    '单位',
    '区划',
    '集体讨论日',
    '理由',
    '已撤销',
    '变更次数',
    '违法行为',
    '条款',
    '方向',
    '罚款（元）',
    '基准下限（元）',
    '基准上限（元）',
    '记录序号',
  ],
  rows: items.flatMap((item) =>
    item.fines.map((fine) => [
      item.number,
      item.madeOn,
      item.officer,
      item.office,
      item.district,
      item.discussedOn,
      item.reasons,
      item.withdrawn ? '是' : '否',
      String(item.changed),
      fine.violationId,
      fine.provision,
      fine.direction ?? '',
      fine.fine ?? '',
      fine.benchmarkMin ?? '',
      fine.benchmarkMax ?? '',
      String(item.sequence),
    ]),
  ),
});
