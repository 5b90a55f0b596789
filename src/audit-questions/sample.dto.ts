import { ApiProperty } from '@nestjs/swagger';
import type { PlainTable } from '../platform/files/plain-table.js';

export class SampleCheckpointAnswer {
  @ApiProperty()
  size!: number;

  @ApiProperty()
  rootHash!: string;

  @ApiProperty()
  at!: string;
}

export class SampledAnswer {
  @ApiProperty({ description: '抽取的次序，从 1 起' })
  place!: number;

  @ApiProperty({ description: '抽样值' })
  draw!: string;

  @ApiProperty({ description: '在哈希树中的位置，从 0 起' })
  leafIndex!: number;

  @ApiProperty()
  sequence!: number;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  officer!: string;

  @ApiProperty()
  office!: string;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  words!: string;

  @ApiProperty()
  subject!: string;
}

export class SampleAnswer {
  @ApiProperty()
  seed!: string;

  @ApiProperty({ type: SampleCheckpointAnswer })
  checkpoint!: SampleCheckpointAnswer;

  @ApiProperty({ description: '抽样方法' })
  method!: string;

  @ApiProperty({ type: [String], description: '总体所含的操作，准予的和不准予的都在内' })
  actions!: string[];

  @ApiProperty({ description: '总体的件数' })
  population!: number;

  @ApiProperty({ type: [SampledAnswer] })
  items!: SampledAnswer[];
}

/** Every row tells what it was drawn by, so that the table proves itself. */
export const sampleTable = ({ seed, checkpoint, population, items }: SampleAnswer): PlainTable => ({
  caption: '随机样本',
  headings: [
    '次序',
    '序号',
    '时刻',
    '经办人',
    '单位',
    '操作',
    '操作代码',
    '对象',
    '树中位置',
    '抽样值',
    '种子',
    '检查点条数',
    '检查点树根',
    '总体件数',
  ],
  rows: items.map((item) => [
    String(item.place),
    String(item.sequence),
    item.at,
    item.officer,
    item.office,
    item.words,
    item.action,
    item.subject,
    String(item.leafIndex),
    item.draw,
    seed,
    String(checkpoint.size),
    checkpoint.rootHash,
    String(population),
  ]),
});
