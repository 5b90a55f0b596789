import { ApiProperty } from '@nestjs/swagger';

/** Something doubtful in a request that was carried out all the same. */
export class WarningAnswer {
  @ApiProperty({ description: '请求中的位置（JSON Pointer，RFC 6901）', example: '/code' })
  pointer!: string;

  @ApiProperty({ enum: ['CODE_PATTERN'] })
  code!: 'CODE_PATTERN';

  @ApiProperty({ description: '可疑之处' })
  detail!: string;
}
