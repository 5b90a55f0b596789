import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { Public } from '../platform/http/public.js';
import { Account } from './account.js';
import { CurrentAccount } from './current-account.js';
import { LoginAnswer, LoginForm } from './identity.dto.js';
import { IdentityService } from './identity.service.js';
import { TOKEN_SECONDS, Tokens } from './tokens.js';

@ApiTags('auth 登录')
@Controller('auth')
export class IdentityController {
  constructor(
    private readonly identity: IdentityService,
    private readonly tokens: Tokens,
    private readonly record: RecordKeeper,
  ) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: '登录，取得 15 分钟内有效的访问令牌' })
  @ApiOkResponse({ type: LoginAnswer })
  async login(@Body() form: LoginForm): Promise<LoginAnswer> {
    const account = await this.identity.signIn(form.username, form.password);
    const accessToken = await this.tokens.issue(account);
    // An auditor takes home what the record was, without asking for it.
    const checkpoint = account.role === 'AUDITOR' ? await this.record.latest() : null;
    return {
      accessToken,
      expiresIn: TOKEN_SECONDS,
      tokenType: 'Bearer',
      account,
      ...(checkpoint !== null && { checkpoint }),
    };
  }

  @Get('me')
  @ApiOperation({ summary: '当前登录的账号' })
  @ApiOkResponse({ type: Account })
  me(@CurrentAccount() account: Account): Account {
    return account;
  }
}
