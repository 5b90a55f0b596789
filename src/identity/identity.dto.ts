import { ApiProperty } from '@nestjs/swagger';
import { CheckpointAnswer } from '../platform/database/checkpoint-answer.js';
import { TextField } from '../platform/http/fields.js';
import { Account, AccountHead } from './account.js';
import { IDLE_SECONDS } from './sessions/sessions.service.js';
import { TOKEN_SECONDS } from './token-seconds.js';

export class LoginForm {
  @TextField({ description: '用户名', max: 64, example: 'city-bureau' })
  username!: string;

  @TextField({ description: '密码' })
  password!: string;
}

export class RefreshForm {
  @TextField({ description: '登录或者上次刷新时取得的刷新令牌，只能使用一次' })
  refreshToken!: string;
}

export class PasswordForm {
  @TextField({ description: '当前密码' })
  currentPassword!: string;

  @TextField({ description: '新密码：至少 12 个字符，不含用户名，不得过于常见，不同于最近 5 个密码' })
  newPassword!: string;
}

export class MeAnswer extends Account {
  @ApiProperty({
    type: [String],
    description: '今日可以代理办理的账号的用户名：在请求头 X-Acting-For 中写明其一，即按其岗位办理',
    example: ['city-bureau-head'],
  })
  mayActFor!: string[];
}

export class LoginAnswer {
  @ApiProperty({ description: '访问令牌，置于 Authorization: Bearer 请求头' })
  accessToken!: string;

  @ApiProperty({ description: '有效秒数', example: TOKEN_SECONDS })
  expiresIn!: number;

  @ApiProperty({ enum: ['Bearer'] })
  tokenType!: 'Bearer';

  @ApiProperty({ description: '刷新令牌，只能使用一次；再次使用即视为被盗，结束此次登录' })
  refreshToken!: string;

  @ApiProperty({ description: '刷新令牌的有效秒数', example: IDLE_SECONDS })
  refreshExpiresIn!: number;

  @ApiProperty({
    required: false,
    enum: ['CHANGE_PASSWORD'],
    description: '仅一次性密码：须先更换密码，此前其他接口一律答复 403 PASSWORD_CHANGE_REQUIRED',
  })
  mustDo?: 'CHANGE_PASSWORD';

  @ApiProperty()
  account!: AccountHead;

  @ApiProperty({
    required: false,
    description: '仅审计人员：历史记录最近的检查点，请自行保存，日后据以核对',
  })
  checkpoint?: CheckpointAnswer;

  @ApiProperty({
    required: false,
    description: '仅审计人员：历史记录未通过核验时，发现了什么',
  })
  recordWarning?: string;
}
