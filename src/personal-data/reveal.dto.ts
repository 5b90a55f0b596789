import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../platform/http/fields.js';
import { FormRule } from '../platform/http/form-shape.js';

const MIN_REASON = 10;
const MAX_REASON = 500;

@FormRule<RevealForm>(({ reason }) =>
  typeof reason === 'string' && reason.trim() !== '' && Array.from(reason.trim()).length < MIN_REASON
    ? [{ pointer: '/reason', code: 'INVALID_VALUE', detail: `查看理由须不少于 ${MIN_REASON} 个字` }]
    : [],
)
export class RevealForm {
  @TextField({
    description: '查看的理由，不少于 10 个字；载入历史记录，不得写姓名',
    max: MAX_REASON,
    example: '核对吊销名单上同名人员的身份',
  })
  reason!: string;

  @TextField({ description: '所为何事：案件、通知书或来文的编号', optional: true, max: 100 })
  reference?: string;
}

export class RevealAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty({ example: '11010519491231002X' })
  identityNumber!: string;

  @ApiProperty({ description: '载入历史记录的时刻' })
  revealedAt!: string;

  @ApiProperty({ description: '本账号今日已查看的次数，含此次' })
  today!: number;

  @ApiProperty({ description: '每日上限' })
  limit!: number;
}
