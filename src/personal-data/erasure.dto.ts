import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../platform/http/fields.js';

const LONG = 500;

export class ErasureForm {
  @TextField({ description: '删除的理由；载入历史记录，不得写姓名', max: LONG })
  reason!: string;

  @TextField({ description: '依据：法律条文，或者本人申请的文号', max: LONG })
  basis!: string;
}

export const ERASURE_STATES = ['PROPOSED', 'ERASED', 'WITHDRAWN'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

export class ErasureAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ type: [String], description: '档案上的全部人员代码' })
  personCodes!: string[];

  @ApiProperty({ enum: ERASURE_STATES })
  state!: ErasureState;

  @ApiProperty()
  reason!: string;

  @ApiProperty()
  basis!: string;

  @ApiProperty({ description: '提出的账号' })
  proposedBy!: string;

  @ApiProperty()
  proposedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: '确认或者撤回的账号' })
  endedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  endedAt!: string | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      '数据库的预写日志中是否已不留删除前的内容：有人正在读取时为 false，本系统自行重试，直至为 true；尚未删除的为 null',
  })
  journalEmptied!: boolean | null;
}
