import { ApiProperty } from '@nestjs/swagger';
import type { PlainTable } from '../platform/files/plain-table.js';

export class EmergencyAnswer {
  @ApiProperty()
  institution!: string;

  @ApiProperty({ description: '本不予支付，因急诊、抢救而支付的行数' })
  exemptLines!: number;

  @ApiProperty({ description: '其金额，元' })
  exemptAmount!: string;

  @ApiProperty({ description: '核查的全部行数' })
  lines!: number;

  @ApiProperty({ description: '核查的全部金额，元' })
  amount!: string;

  @ApiProperty({ type: String, nullable: true, example: '0.50%' })
  shareOfLines!: string | null;

  @ApiProperty({ type: String, nullable: true })
  shareOfAmount!: string | null;
}

export class EmergencyLinesAnswer {
  @ApiProperty({ example: 'PQ2025:15' })
  citation!: string;

  @ApiProperty({ type: [EmergencyAnswer] })
  items!: EmergencyAnswer[];
}

export const emergencyTable = ({ items }: EmergencyLinesAnswer): PlainTable => ({
  caption: '急诊抢救除外支付',
  headings: ['机构代码', '除外行数', '除外金额（元）', '核查行数', '核查金额（元）', '占行数', '占金额'],
  rows: items.map((item) => [
    item.institution,
    String(item.exemptLines),
    item.exemptAmount,
    String(item.lines),
    item.amount,
    item.shareOfLines ?? '',
    item.shareOfAmount ?? '',
  ]),
});
