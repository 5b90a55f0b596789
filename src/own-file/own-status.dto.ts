import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField } from '../platform/http/fields.js';

export class OwnStatusQuery {
  @TextField({ description: '定点医药机构代码；默认为本账号的机构', optional: true, max: 40 })
  institution?: string;

  @DateField({ description: '服务发生日；默认为今日', optional: true })
  on?: string;
}

class OwnReasonAnswer {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  citation!: string;

  @ApiProperty()
  detail!: string;
}

export class OwnStatusAnswer {
  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty({ enum: ['NORMAL', 'SUSPENDED', 'TERMINATED', 'NOT_REGISTERED', 'UNKNOWN'] })
  status!: string;

  @ApiProperty({ description: '该日在该机构的服务费用可否由基金支付（S26）' })
  payable!: boolean;

  @ApiProperty({ type: [OwnReasonAnswer] })
  reasons!: readonly OwnReasonAnswer[];

  @ApiProperty({ type: Number, nullable: true })
  year!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  yearTotal!: number | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: '其后将会如何，与 GET /qualifications/{code} 相同',
  })
  forecast!: object | null;

  @ApiProperty({ description: '回执：可用 POST /qualifications/receipts/verify 核验' })
  receipt!: string;
}
