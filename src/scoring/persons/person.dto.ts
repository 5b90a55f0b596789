import { ApiProperty } from '@nestjs/swagger';
import { DateField, ListField, TextField, WholeNumberField } from '../../platform/http/fields.js';
import { FormRule } from '../../platform/http/form-shape.js';
import { PreviewAnswer, PreviewTraceAnswer, ScoreAnswer, SpanAnswer } from '../preview-answer.dto.js';
import { FindingForm } from '../preview.dto.js';

const MAX_FINDINGS = 100;
const ANY = 1_000_000;

@FormRule<PersonPreviewForm>(({ findings }) =>
  Array.isArray(findings) && findings.length === 0
    ? [{ pointer: '/findings', code: 'INVALID_VALUE', detail: '须至少有一项认定' }]
    : [],
)
export class PersonPreviewForm {
  @DateField({ description: '记分时点（S14）' })
  effectiveOn!: string;

  @ListField(() => FindingForm, { description: '认定', max: MAX_FINDINGS })
  findings!: FindingForm[];

  @WholeNumberField({ description: '暂停月数，9、10、11 分时', optional: true, min: -ANY, max: ANY })
  months?: number;

  @DateField({ description: '通知书收到之日；不填的，措施没有日期', optional: true })
  receivedOn?: string;

  @DateField({ description: '截至之日；不填即今日', optional: true })
  asOf?: string;
}

export class PersonPreviewAnswer {
  @ApiProperty({ type: PreviewAnswer, description: '依档案现状，与 POST /scoring/preview 的答复同形' })
  before!: PreviewAnswer;

  @ApiProperty({ type: PreviewAnswer, description: '如出具此通知书' })
  after!: PreviewAnswer;
}

export class PersonLedgerQuery {
  @DateField({ description: '状态和累计所看之日；不填即今日', optional: true })
  on?: string;

  @TextField({ description: '截至何时所知（RFC 3339）；不填即现在', optional: true, max: 40 })
  knownAt?: string;
}

export class LedgerFactAnswer {
  @ApiProperty({ example: 'SCORE' })
  type!: string;

  @ApiProperty({ description: '记分时点、收到之日、活动日等' })
  on!: string;

  @ApiProperty({ type: String, nullable: true, description: '所涉记分或连带措施的编号' })
  reference!: string | null;

  @ApiProperty({ description: '记录时刻' })
  recordedAt!: string;

  @ApiProperty({ description: '记录人' })
  by!: string;

  @ApiProperty({ type: String, nullable: true, description: '文书的文号' })
  number!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '定点医药机构；文书没有载明的为 null' })
  institution!: string | null;

  @ApiProperty({ type: Object, description: '事实全文' })
  content!: object;
}

export class YearTotalAnswer {
  @ApiProperty()
  year!: number;

  @ApiProperty()
  total!: number;
}

export class LedgerMeasureAnswer {
  @ApiProperty({ description: '所由来的记分或连带措施' })
  cause!: string;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '恢复正常之日' })
  restoredOn!: string | null;
}

export class PersonLedgerAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty({ type: String, nullable: true })
  knownAt!: string | null;

  @ApiProperty({ enum: ['NORMAL', 'SUSPENDED', 'TERMINATED'], description: '该日的状态' })
  status!: string;

  @ApiProperty({ description: '该日所在年度的累计，计至该日' })
  yearTotal!: number;

  @ApiProperty({ type: [YearTotalAnswer], description: '各年度的累计' })
  years!: YearTotalAnswer[];

  @ApiProperty({ type: [LedgerFactAnswer], description: '按记录先后；机构只见已送达本机构的文书的' })
  facts!: LedgerFactAnswer[];

  @ApiProperty({ type: [ScoreAnswer] })
  scores!: ScoreAnswer[];

  @ApiProperty({ type: [LedgerMeasureAnswer] })
  measures!: LedgerMeasureAnswer[];

  @ApiProperty({ type: [SpanAnswer] })
  timeline!: SpanAnswer[];

  @ApiProperty({ type: [PreviewTraceAnswer] })
  trace!: readonly PreviewTraceAnswer[];
}
