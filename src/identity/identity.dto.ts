import { ApiProperty } from '@nestjs/swagger';
import { CheckpointAnswer } from '../platform/database/checkpoint-answer.js';
import { TextField } from '../platform/http/fields.js';
import { Account } from './account.js';
import { TOKEN_SECONDS } from './tokens.js';

export class LoginForm {
  @TextField({ description: '用户名', max: 64, example: 'city-bureau' })
  username!: string;

  @TextField({ description: '密码' })
  password!: string;
}

export class LoginAnswer {
  @ApiProperty({ description: '访问令牌，置于 Authorization: Bearer 请求头' })
  accessToken!: string;

  @ApiProperty({ description: '有效秒数', example: TOKEN_SECONDS })
  expiresIn!: number;

  @ApiProperty({ enum: ['Bearer'] })
  tokenType!: 'Bearer';

  @ApiProperty()
  account!: Account;

  @ApiProperty({
    required: false,
    description: '仅审计人员：历史记录最近的检查点，请自行保存，日后据以核对',
  })
  checkpoint?: CheckpointAnswer;
}
