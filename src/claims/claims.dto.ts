import { ApiProperty } from '@nestjs/swagger';
import { CLAIM_VERDICTS, type ClaimVerdict } from '../domain/qualification/claim-verdict.js';
import { formatMoney, type Fen } from '../domain/shared/money.js';
import { ChoiceField, DateField, TextField, WholeNumberField } from '../platform/http/fields.js';
import type { ClaimBatchEntity } from './claim-batch.entity.js';
import type { ClaimLineEntity } from './claim-line.entity.js';
import type { VerdictTotal } from './judged-claims.js';

const CODE = { max: 40, example: 'H11010500001' } as const;
const INSTITUTION = '定点医药机构代码；机构账号默认为本机构，经办机构必填';

export class BatchUploadQuery {
  @TextField({ description: INSTITUTION, optional: true, ...CODE })
  institution?: string;
}

export class PageQuery {
  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class ClaimLineQuery extends PageQuery {
  @TextField({ description: '定点医药机构代码', optional: true, ...CODE })
  institution?: string;

  @TextField({ description: '明细批次的编号', optional: true, max: 40 })
  batch?: string;

  @TextField({ description: '医保相关人员代码', optional: true, max: 40 })
  personCode?: string;

  @ChoiceField(CLAIM_VERDICTS, { description: '结论', optional: true })
  verdict?: ClaimVerdict;

  @DateField({ description: '服务日期不早于', optional: true })
  from?: string;

  @DateField({ description: '服务日期不晚于', optional: true })
  to?: string;
}

const VERDICT =
  '可支付 PAYABLE；不予支付 NOT_PAYABLE；已支付、应追回 RECOVERABLE（PQ2025:40）；急诊抢救除外 EXEMPT（PQ2025:15）';

export class VerdictTotalAnswer {
  @ApiProperty({ enum: CLAIM_VERDICTS, description: VERDICT })
  verdict!: ClaimVerdict;

  @ApiProperty()
  lines!: number;

  @ApiProperty({ example: '57227.40' })
  amount!: string;
}

export class ClaimBatchAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'H11010500001' })
  institution!: string;

  @ApiProperty({ description: '文件的 SHA-256' })
  sha256!: string;

  @ApiProperty({ description: '此前已提交过同一文件，未作任何改动，所答为当时的结果' })
  repeated!: boolean;

  @ApiProperty({ description: '已核查的行数' })
  lines!: number;

  @ApiProperty({ description: '有误、未核查的行数' })
  faulty!: number;

  @ApiProperty({ type: [VerdictTotalAnswer], description: '按结论的行数与金额（元）' })
  totals!: readonly VerdictTotalAnswer[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: '有误的行及其问题（xlsx；末尾改为 csv 即为 csv），改正后可原样上传',
  })
  errorsUrl!: string | null;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class ClaimBatchPage {
  @ApiProperty({ type: [ClaimBatchAnswer] })
  items!: readonly ClaimBatchAnswer[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export class ClaimReasonAnswer {
  @ApiProperty({ example: 'SUSPENDED' })
  code!: string;

  @ApiProperty({ example: 'PQ2025:15' })
  citation!: string;
}

export class ClaimLineAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  batchId!: string;

  @ApiProperty({ description: '文件中的行' })
  row!: number;

  @ApiProperty({ description: '机构所编的行号' })
  lineNo!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  serviceDay!: string;

  @ApiProperty({ example: '57227.40' })
  amount!: string;

  @ApiProperty({ description: '核查时已支付' })
  paid!: boolean;

  @ApiProperty()
  emergency!: boolean;

  @ApiProperty({ type: String, nullable: true })
  department!: string | null;

  @ApiProperty({ enum: CLAIM_VERDICTS, description: VERDICT })
  verdict!: ClaimVerdict;

  @ApiProperty({ type: [ClaimReasonAnswer] })
  reasons!: readonly ClaimReasonAnswer[];

  @ApiProperty({ description: '所依据的资格查询的回执' })
  receipt!: string;

  @ApiProperty({ description: '查询的时刻' })
  answeredAt!: string;
}

export class ClaimLinePage {
  @ApiProperty({ type: [ClaimLineAnswer] })
  items!: readonly ClaimLineAnswer[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

/** Stored fen as yuan. */
export const yuan = (fen: string): string => formatMoney(BigInt(fen) as Fen);

export const batchAnswer = (
  { id, institution, contentHash, lines, faulty, totals, recordedAt, actor }: ClaimBatchEntity,
  repeated = false,
): ClaimBatchAnswer => ({
  id,
  institution,
  sha256: contentHash,
  repeated,
  lines,
  faulty,
  totals: JSON.parse(totals) as VerdictTotal[],
  errorsUrl: faulty === 0 ? null : `/api/v1/claims/batches/${id}/errors.xlsx`,
  recordedAt,
  by: actor,
});

export const lineAnswer = ({ fen, reasons, ...line }: ClaimLineEntity): ClaimLineAnswer => ({
  ...line,
  amount: yuan(fen),
  reasons: JSON.parse(reasons) as ClaimReasonAnswer[],
});
