import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../platform/http/fields.js';
import { OutcomeAnswer } from './check-answer.dto.js';
import { RECEIPT_LENGTH } from './receipt.js';

const REASONS = ['INCOMPLETE', 'NOT_OURS', 'POSITION_UNKNOWN', 'ANSWER_DIFFERS'] as const;
/** Why a receipt does not hold: cut; not made with our key; of another record; answered otherwise now. */
export type VerificationFault = (typeof REASONS)[number];

export class VerifyReceiptForm {
  @TextField({ description: '查询答复中的回执', max: RECEIPT_LENGTH })
  receipt!: string;
}

class AskedQuestionAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty()
  emergency!: boolean;

  @ApiProperty({ type: String, nullable: true })
  knownAt!: string | null;
}

export class VerificationAnswer {
  @ApiProperty({ description: '回执出自本系统，且按当时的记录重新计算与当时的答复一致' })
  valid!: boolean;

  @ApiProperty({ enum: REASONS, nullable: true, description: '不成立的原因' })
  reason!: VerificationFault | null;

  @ApiProperty({ type: String, nullable: true, description: '当时答复的时刻' })
  answeredAt!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: '当时记录的位置（最后一条的序号）' })
  position!: number | null;

  @ApiProperty({ type: AskedQuestionAnswer, nullable: true, description: '当时的问题' })
  question!: AskedQuestionAnswer | null;

  @ApiProperty({
    type: OutcomeAnswer,
    nullable: true,
    description: '重新计算的答复；只给当时的查询者、行政部门、经办机构与审计',
  })
  answer!: OutcomeAnswer | null;

  @ApiProperty({ type: Boolean, nullable: true, description: '同一问题今日的答复是否相同；范围同 answer' })
  sameToday!: boolean | null;
}
