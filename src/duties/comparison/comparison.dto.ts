import { ApiProperty } from '@nestjs/swagger';
import type { RequiredStatus } from '../../domain/duties/required-status.js';
import { ChoiceField, DateField, ListField, MoneyField, TextField } from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { SentPaperSummary } from '../sent/sent-paper.dto.js';

const MAX_CODE = 40;
const MAX_NUMBER = 100;
/** Of one institution. */
export const MAX_ROWS = 5000;

export const REQUIRED_STATUSES = [
  'NORMAL',
  'SUSPENDED',
  'TERMINATED',
  'NOT_REGISTERED',
] as const satisfies readonly RequiredStatus[];

export class ComparisonQuery {
  @TextField({ description: '定点医药机构代码', max: MAX_CODE })
  institution!: string;

  @DateField({ description: '核查之日；不填即今日', optional: true })
  on?: string;

  @TextField({ description: '责令整改的文号', optional: true, max: MAX_NUMBER })
  number?: string;
}

export class MaintainedRow {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @ChoiceField(REQUIRED_STATUSES, { description: '机构所维护的状态：正常、暂停、终止、未登记备案' })
  status!: RequiredStatus;

  @DateField({ description: '自何日起为该状态' })
  since!: string;

  @MoneyField({ description: '未及时维护期间已支付的金额，元', optional: true })
  paid?: string;
}

const notEmpty = ({ rows }: Unchecked<MaintainedList>): FormFault[] =>
  Array.isArray(rows) && rows.length === 0
    ? [{ pointer: '/rows', code: 'INVALID_VALUE', detail: '名单没有一行人员' }]
    : [];

@FormRule<MaintainedList>(notEmpty)
export class MaintainedList {
  @ListField(() => MaintainedRow, { description: '机构所维护的名单', max: MAX_ROWS })
  rows!: MaintainedRow[];
}

export class WrongDaysAnswer {
  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ enum: REQUIRED_STATUSES })
  required!: RequiredStatus;

  @ApiProperty({ enum: REQUIRED_STATUSES, nullable: true })
  maintained!: RequiredStatus | null;

  @ApiProperty()
  days!: number;
}

export class LossAnswer {
  @ApiProperty({ type: String, nullable: true, description: '由机构承担的损失，元' })
  amount!: string | null;

  @ApiProperty({ type: String, nullable: true, enum: ['NO_DAYS_OPEN', 'AMOUNT_NOT_STATED'] })
  reason!: string | null;
}

export class DifferenceAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty({
    enum: ['NOT_SUSPENDED', 'NOT_TERMINATED', 'NOT_RESTORED', 'NOT_CANCELLED', 'MISSING', 'LATE', 'EARLY'],
  })
  kind!: string;

  @ApiProperty({ enum: REQUIRED_STATUSES, description: '应当的状态' })
  required!: RequiredStatus;

  @ApiProperty({ type: String, nullable: true, description: '应当自何日起' })
  requiredSince!: string | null;

  @ApiProperty({ enum: REQUIRED_STATUSES, nullable: true, description: '所维护的状态；名单中没有的为 null' })
  maintained!: RequiredStatus | null;

  @ApiProperty({ type: String, nullable: true })
  maintainedSince!: string | null;

  @ApiProperty({ description: '须立即整改' })
  toMend!: boolean;

  @ApiProperty({ type: [WrongDaysAnswer], description: '状态不符的各段' })
  wrong!: WrongDaysAnswer[];

  @ApiProperty({ description: '状态不符的天数，计至核查之日（含）' })
  daysWrong!: number;

  @ApiProperty({ description: '其中应当不予结算而未关闭的天数' })
  daysOpen!: number;

  @ApiProperty({ type: LossAnswer })
  loss!: LossAnswer;
}

export class ComparisonTotals {
  @ApiProperty({ description: '名单人数' })
  listed!: number;

  @ApiProperty({ description: '应登记备案的人数' })
  required!: number;

  @ApiProperty()
  differences!: number;

  @ApiProperty({ description: '须立即整改的' })
  toMend!: number;

  @ApiProperty({ description: '所填金额合计，元' })
  loss!: string;

  @ApiProperty({ description: '有应承担损失之日而未填金额的人数' })
  lossNotStated!: number;
}

export class ComparisonFigures {
  @ApiProperty()
  institution!: string;

  @ApiProperty()
  institutionName!: string;

  @ApiProperty({ description: '核查之日' })
  on!: string;

  @ApiProperty({ example: 'PQ2025:39' })
  citation!: string;

  @ApiProperty({ type: [DifferenceAnswer] })
  differences!: DifferenceAnswer[];

  @ApiProperty({ type: ComparisonTotals })
  totals!: ComparisonTotals;

  @ApiProperty({ type: String, nullable: true, description: '责令整改的内容；没有须整改的为 null' })
  order!: string | null;
}

export class ComparisonAnswer extends SentPaperSummary {
  @ApiProperty({ type: ComparisonFigures })
  figures!: ComparisonFigures;
}
