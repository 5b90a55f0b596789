import { ApiProperty } from '@nestjs/swagger';

export class MonthsAnswer {
  @ApiProperty()
  min!: number;

  @ApiProperty()
  max!: number;
}

export class MeasureAnswer {
  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: 'SUSPENSION' | 'TERMINATION';

  @ApiProperty({ type: MonthsAnswer, required: false, description: '可选的月数（暂停）' })
  allowedMonths?: MonthsAnswer;

  @ApiProperty({ type: Number, nullable: true, required: false, description: '选定的月数（暂停）' })
  months?: number | null;

  @ApiProperty({ required: false, description: '年数（终止）' })
  years?: number;

  @ApiProperty({ type: String, nullable: true, description: '首日；未送达的不能确定' })
  from!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '末日；不能确定的为 null。期满不自动恢复' })
  to!: string | null;

  @ApiProperty({ description: '更正或撤销之后自始无效' })
  void!: boolean;
}

export class ScoreAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: '本次实际增加的分值（S6）' })
  points!: number;

  @ApiProperty({ description: '此后当年累计' })
  yearTotalAfter!: number;

  @ApiProperty({ type: String, nullable: true, description: '申诉截止日（S16）' })
  objectionDeadline!: string | null;

  @ApiProperty({ description: '所涉年份尚无工作日安排，日期暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ type: MeasureAnswer, nullable: true })
  measure!: MeasureAnswer | null;
}

export class LinkedAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;
}

export class RepairAnswer {
  @ApiProperty()
  on!: string;

  @ApiProperty()
  accepted!: boolean;

  @ApiProperty({ description: '减去的分值' })
  deducted!: number;

  @ApiProperty({ type: String, nullable: true, enum: ['CAP_REACHED', 'NOTHING_TO_REPAIR', 'TERMINATED'] })
  code!: string | null;
}

export class RestorationAnswer {
  @ApiProperty()
  approvedOn!: string;

  @ApiProperty()
  accepted!: boolean;

  @ApiProperty({ type: String, nullable: true, description: '恢复正常之日' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, nullable: true, enum: ['TOO_EARLY', 'NOT_RESTRICTED'] })
  code!: string | null;
}

export class SpanAnswer {
  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true, description: '末日；仍在持续的为 null' })
  to!: string | null;

  @ApiProperty({ enum: ['SUSPENDED', 'TERMINATED'] })
  status!: string;

  @ApiProperty({ type: [String] })
  causes!: string[];
}

export class PreviewTraceAnswer {
  @ApiProperty({ example: 'PQ2025:26.2' })
  rule!: string;

  @ApiProperty({ type: String, nullable: true, example: 'S11' })
  reading!: string | null;

  @ApiProperty()
  fired!: boolean;

  @ApiProperty()
  detail!: string;
}

export class PreviewAnswer {
  @ApiProperty()
  asOf!: string;

  @ApiProperty()
  year!: number;

  @ApiProperty({ description: '当年累计，计至 asOf' })
  yearTotal!: number;

  @ApiProperty({ enum: ['NORMAL', 'SUSPENDED', 'TERMINATED'] })
  status!: string;

  @ApiProperty({ type: [ScoreAnswer] })
  scores!: ScoreAnswer[];

  @ApiProperty({ type: [LinkedAnswer] })
  linked!: LinkedAnswer[];

  @ApiProperty({ type: [RepairAnswer] })
  repairs!: RepairAnswer[];

  @ApiProperty({ type: [RestorationAnswer] })
  restorations!: RestorationAnswer[];

  @ApiProperty({ type: [SpanAnswer], description: '受限的各段，每日取最重' })
  timeline!: SpanAnswer[];

  @ApiProperty({ type: [PreviewTraceAnswer] })
  trace!: PreviewTraceAnswer[];
}
