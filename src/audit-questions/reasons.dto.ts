import { ApiProperty } from '@nestjs/swagger';
import type { PlainTable } from '../platform/files/plain-table.js';
import { REASON_KINDS, REASON_WORDS, type ReasonKind } from './stated-reasons.js';

export class StatedReasonAnswer {
  @ApiProperty({ enum: REASON_KINDS })
  kind!: ReasonKind;

  @ApiProperty({ description: '在记录中的序号' })
  sequence!: number;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  officer!: string;

  @ApiProperty()
  office!: string;

  @ApiProperty()
  subject!: string;

  @ApiProperty({ description: '所属事项；同一事项内相同的不算照抄' })
  matter!: string;

  @ApiProperty({ type: String, nullable: true, description: '理由原文' })
  text!: string | null;
}

export class CopiedReasonAnswer {
  @ApiProperty({ description: '去掉全半角、空白、标点、数字的差别之后相同的文字' })
  words!: string;

  @ApiProperty({ enum: REASON_KINDS })
  kind!: ReasonKind;

  @ApiProperty({ description: '涉及的事项数' })
  matters!: number;

  @ApiProperty({ type: [StatedReasonAnswer] })
  items!: StatedReasonAnswer[];
}

export class ReasonsAnswer {
  @ApiProperty()
  method!: string;

  @ApiProperty({ description: '看过的理由数' })
  looked!: number;

  @ApiProperty({ type: [StatedReasonAnswer], description: '没有理由，或者几乎没有' })
  missing!: StatedReasonAnswer[];

  @ApiProperty({ type: [CopiedReasonAnswer], description: '不同事项用了同样的理由；多的在前' })
  copied!: CopiedReasonAnswer[];
}

const row = (found: string, group: string, reason: StatedReasonAnswer): string[] => [
  found,
  group,
  REASON_WORDS[reason.kind],
  String(reason.sequence),
  reason.at,
  reason.officer,
  reason.office,
  reason.subject,
  reason.matter,
  reason.text ?? '',
];

export const reasonsTable = ({ missing, copied }: ReasonsAnswer): PlainTable => ({
  caption: '理由缺失或者照抄',
  headings: ['疑点', '组', '理由种类', '记录序号', '时刻', '经办人', '单位', '对象', '事项', '理由原文'],
  rows: [
    ...missing.map((reason) => row('理由缺失', '', reason)),
    ...copied.flatMap(({ items }, index) =>
      items.map((reason) => row('理由相同', String(index + 1), reason)),
    ),
  ],
});
