import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { CHECK_REASONS, type CheckReasonCode, type CheckStatus } from '../domain/qualification/payable.js';
import type { Outcome } from './check-outcome.js';
import type { Question } from './question.js';

const STATUSES = ['NORMAL', 'SUSPENDED', 'TERMINATED', 'NOT_REGISTERED', 'UNKNOWN'] as const;
const KINDS = ['SUSPENSION', 'TERMINATION'] as const;
const DAY = { type: String, nullable: true } as const;

class CheckReasonAnswer {
  @ApiProperty({ enum: CHECK_REASONS })
  code!: CheckReasonCode;

  @ApiProperty({ example: 'PQ2025:15' })
  citation!: string;

  @ApiProperty()
  detail!: string;
}

class RestrictedForecastAnswer {
  @ApiProperty({ enum: ['RESTRICTED'] })
  kind!: 'RESTRICTED';

  @ApiProperty({ ...DAY, description: '措施（连同紧接其后的措施）的末日；尚不能确定的为 null' })
  lastDay!: string | null;

  @ApiProperty({ ...DAY, description: '可以提出恢复申请的首日（PQ2025:30，S20）' })
  applyFrom!: string | null;

  @ApiProperty({ description: '所涉年份尚无工作日安排，applyFrom 暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ ...DAY, description: '及时获批的，恢复正常的最早日；期满不自动恢复（S19）' })
  earliestNormal!: string | null;

  @ApiProperty({ description: '恢复已获批准，earliestNormal 已经确定' })
  approved!: boolean;

  @ApiProperty({ example: 'PQ2025:30' })
  citation!: string;
}

class MonthsBandAnswer {
  @ApiProperty()
  min!: number;

  @ApiProperty()
  max!: number;
}

class ThresholdAnswer {
  @ApiProperty({ enum: KINDS })
  kind!: (typeof KINDS)[number];

  @ApiProperty({ description: '当年累计达到此分值' })
  yearTotal!: number;

  @ApiProperty({ description: '距此还差的分值' })
  points!: number;

  @ApiProperty({ type: MonthsBandAnswer, required: false, description: '暂停的月数' })
  months?: MonthsBandAnswer;

  @ApiProperty({ required: false, description: '累计达到的，终止的年数' })
  years?: number;

  @ApiProperty({ required: false, description: '一次性记满的，终止的年数（S9）' })
  yearsAtOnce?: number;

  @ApiProperty({ example: 'PQ2025:26.2' })
  citation!: string;
}

class UpcomingMeasureAnswer {
  @ApiProperty({ enum: KINDS })
  kind!: (typeof KINDS)[number];

  @ApiProperty()
  from!: string;

  @ApiProperty({ ...DAY })
  to!: string | null;
}

class UnrestrictedForecastAnswer {
  @ApiProperty({ enum: ['UNRESTRICTED'] })
  kind!: 'UNRESTRICTED';

  @ApiProperty({ type: [ThresholdAnswer], description: '再记分可能到达的各档，近者在前（PQ2025:26）' })
  thresholds!: readonly ThresholdAnswer[];

  @ApiProperty({ type: UpcomingMeasureAnswer, nullable: true, description: '已决定而尚未开始的措施' })
  upcoming!: UpcomingMeasureAnswer | null;
}

/** What is answered, but for the receipt. */
@ApiExtraModels(RestrictedForecastAnswer, UnrestrictedForecastAnswer)
export class OutcomeAnswer {
  @ApiProperty({ example: 'D110105000001' })
  personCode!: string;

  @ApiProperty({ example: 'H11010500001' })
  institution!: string;

  @ApiProperty({ description: '服务发生日', example: '2025-10-12' })
  on!: string;

  @ApiProperty()
  emergency!: boolean;

  @ApiProperty({ enum: STATUSES })
  status!: CheckStatus;

  @ApiProperty({ description: '该日的服务费用可否由基金支付（S26）' })
  payable!: boolean;

  @ApiProperty({ type: [CheckReasonAnswer] })
  reasons!: readonly CheckReasonAnswer[];

  @ApiProperty({ type: Number, nullable: true, description: '记分年度；不得知悉的为 null', example: 2025 })
  year!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '该年截至该日的累计分值', example: 6 })
  yearTotal!: number | null;

  @ApiProperty({
    oneOf: [RestrictedForecastAnswer, UnrestrictedForecastAnswer].map((model) => ({
      $ref: getSchemaPath(model),
    })),
    nullable: true,
    description: '自该日看，其后将会如何',
  })
  forecast!: RestrictedForecastAnswer | UnrestrictedForecastAnswer | null;
}

export class CheckAnswer extends OutcomeAnswer {
  @ApiProperty({ description: '回执：可用 POST /qualifications/receipts/verify 核验' })
  receipt!: string;
}

export class CheckListAnswer {
  @ApiProperty({ type: [CheckAnswer], description: '次序与查询相同' })
  items!: CheckAnswer[];
}

/** A question with what it was answered. */
export const outcomeAnswer = (
  { personCode, institution, on, emergency }: Question,
  { status, payable, reasons, year, yearTotal, forecast }: Outcome,
): OutcomeAnswer => ({
  personCode,
  institution,
  on,
  emergency,
  status,
  payable,
  reasons,
  year,
  yearTotal,
  forecast,
});

interface Answered {
  readonly question: Question;
  readonly outcome: Outcome;
  readonly receipt: string;
}

export const checkAnswer = ({ question, outcome, receipt }: Answered): CheckAnswer =>
  Object.assign(outcomeAnswer(question, outcome), { receipt });
