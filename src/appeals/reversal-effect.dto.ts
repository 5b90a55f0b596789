import { ApiProperty } from '@nestjs/swagger';
import { ScoreAnswer, SpanAnswer } from '../scoring/scoring.module.js';

export class EffectYearAnswer {
  @ApiProperty()
  year!: number;

  @ApiProperty()
  total!: number;
}

export class EffectMeasureAnswer {
  @ApiProperty({ description: '记分或随机构措施的编号' })
  cause!: string;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;

  @ApiProperty({ type: String, nullable: true })
  restoredOn!: string | null;
}

export class EffectStandingAnswer {
  @ApiProperty({ type: [EffectYearAnswer], description: '各年累计' })
  years!: readonly EffectYearAnswer[];

  @ApiProperty({ type: [ScoreAnswer] })
  scores!: readonly ScoreAnswer[];

  @ApiProperty({ type: [EffectMeasureAnswer] })
  measures!: readonly EffectMeasureAnswer[];

  @ApiProperty({ type: [SpanAnswer], description: '受限的各段，每日取最重' })
  timeline!: readonly SpanAnswer[];
}

export class EffectAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty({ type: EffectStandingAnswer })
  before!: EffectStandingAnswer;

  @ApiProperty({ type: EffectStandingAnswer })
  after!: EffectStandingAnswer;
}
