import { ApiProperty } from '@nestjs/swagger';
import { CLAIM_SETTLEMENTS, type ClaimSettlement } from '../domain/qualification/claim-verdict.js';
import { TextField, TextListField } from '../platform/http/fields.js';
import { FormRule } from '../platform/http/form-shape.js';
import { ClaimLineAnswer, ClaimReasonAnswer, PageQuery } from './claims.dto.js';
import { SETTLED_ITEMS, type SettledItem } from './claim-settlement.entity.js';

const CODE = { max: 40, example: 'H11010500001' } as const;
const MAX_ITEMS = 1000;
const MAX_ID = 40;

export class RejudgedQuery {
  @TextField({ description: '定点医药机构代码；机构账号默认为本机构，其他单位必填', optional: true, ...CODE })
  institution?: string;
}

@FormRule<SettlementForm>(({ lineIds, dayIds }) =>
  [lineIds, dayIds].every((ids) => !Array.isArray(ids) || ids.length === 0)
    ? [
        {
          pointer: '/lineIds',
          code: 'REQUIRED',
          detail: '须至少写明一项明细（lineIds）或一项日合计（dayIds）',
        },
      ]
    : [],
)
export class SettlementForm {
  @TextListField({ description: '已处理的明细', default: [], max: MAX_ITEMS, maxText: MAX_ID })
  lineIds!: string[];

  @TextListField({ description: '已处理的日合计', default: [], max: MAX_ITEMS, maxText: MAX_ID })
  dayIds!: string[];

  @TextField({ description: '如何处理、依据何在', max: 2000 })
  reason!: string;

  @TextField({ description: '拨付或追回凭证的文号', optional: true, max: 100 })
  documentNo?: string;
}

export class SettlementQuery extends PageQuery {
  @TextField({ description: '定点医药机构代码', optional: true, ...CODE })
  institution?: string;
}

const DUE =
  '应补付 PAYMENT；应追回 RECOVERY（PQ2025:40）；原应追回的不再追回、已追回的返还 RECOVERY_DROPPED（PQ2025:37）';

export class RejudgedLineAnswer extends ClaimLineAnswer {
  @ApiProperty({ enum: CLAIM_SETTLEMENTS, description: DUE })
  due!: ClaimSettlement;

  @ApiProperty({ type: [ClaimReasonAnswer], description: '现在的理由' })
  reasonsNow!: readonly ClaimReasonAnswer[];
}

export class RejudgedDayAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  batchId!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  serviceDay!: string;

  @ApiProperty()
  emergency!: boolean;

  @ApiProperty({ description: '当日合计的行数' })
  lines!: number;

  @ApiProperty({ example: '57227.40' })
  amount!: string;

  @ApiProperty({ example: '0.00', description: '其中核查时已支付的' })
  paidThen!: string;

  @ApiProperty({ enum: CLAIM_SETTLEMENTS, description: DUE })
  due!: ClaimSettlement;

  @ApiProperty({ type: [ClaimReasonAnswer], description: '现在的理由' })
  reasonsNow!: readonly ClaimReasonAnswer[];
}

export class RejudgedPartAnswer {
  @ApiProperty({ example: 'PQ2025:40', description: '补付、追回或不再追回的依据' })
  citation!: string;

  @ApiProperty({ description: '明细行数，日合计的行数计入' })
  lineCount!: number;

  @ApiProperty({ example: '57227.40' })
  amount!: string;

  @ApiProperty({ type: [RejudgedLineAnswer] })
  lines!: readonly RejudgedLineAnswer[];

  @ApiProperty({ type: [RejudgedDayAnswer] })
  days!: readonly RejudgedDayAnswer[];
}

export class RejudgedAnswer {
  @ApiProperty()
  institution!: string;

  @ApiProperty({ description: '比较的时刻' })
  at!: string;

  @ApiProperty({ type: RejudgedPartAnswer, description: '当时不予支付、现在可支付：应补付（PQ2025:37）' })
  forPayment!: RejudgedPartAnswer;

  @ApiProperty({ type: RejudgedPartAnswer, description: '当时可支付、现在不予支付：应追回（PQ2025:40）' })
  forRecovery!: RejudgedPartAnswer;

  @ApiProperty({
    type: RejudgedPartAnswer,
    description: '当时已支付而应追回、现在可支付：不再追回，已追回的返还（PQ2025:37）',
  })
  recoveryDropped!: RejudgedPartAnswer;
}

export class SettlementAnswer {
  @ApiProperty({ enum: SETTLED_ITEMS, description: '明细 LINE 或日合计 DAY' })
  item!: SettledItem;

  @ApiProperty()
  itemId!: string;

  @ApiProperty({ description: '同一次处理的编号' })
  settlementId!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty({ enum: CLAIM_SETTLEMENTS, description: DUE })
  settled!: ClaimSettlement;

  @ApiProperty({ example: '57227.40' })
  amount!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ type: String, nullable: true })
  documentNo!: string | null;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class SettledAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ type: [SettlementAnswer] })
  items!: readonly SettlementAnswer[];
}

export class SettlementPage {
  @ApiProperty({ type: [SettlementAnswer] })
  items!: readonly SettlementAnswer[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
