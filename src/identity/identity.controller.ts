import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { Public } from '../platform/http/public.js';
import type { Account, Plain } from './account.js';
import { DeputiesService } from './accounts/deputies.service.js';
import { OwnAccountService } from './accounts/own-account.service.js';
import { BeforeAllElse, CurrentAccount, CurrentSignIn } from './current-account.js';
import { LoginAnswer, LoginForm, MeAnswer, PasswordForm, RefreshForm } from './identity.dto.js';
import { IdentityService } from './identity.service.js';
import { RateLimits } from './rate-limits.js';
import { AnySignedIn } from './right.js';
import type { Refreshed } from './sessions/sessions.service.js';
import { TOKEN_SECONDS } from './token-seconds.js';
import { publicPart, Tokens, type SignedIn } from './tokens.js';

@ApiTags('auth 登录')
@Controller('auth')
export class IdentityController {
  constructor(
    private readonly identity: IdentityService,
    private readonly ownAccount: OwnAccountService,
    private readonly deputies: DeputiesService,
    private readonly tokens: Tokens,
    private readonly limits: RateLimits,
    private readonly record: RecordKeeper,
  ) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: '登录，取得 15 分钟内有效的访问令牌与一次有效的刷新令牌' })
  @ApiOkResponse({ type: LoginAnswer })
  async login(@Body() form: LoginForm, @Ip() address: string): Promise<LoginAnswer> {
    this.limits.signIn(address);
    const signedIn = await this.identity.signIn(form.username, form.password, address);
    // An auditor takes home what the record was, without asking for it.
    const checkpoint = signedIn.account.role === 'AUDITOR' ? await this.record.latest() : null;
    const fault = signedIn.account.role === 'AUDITOR' ? await this.record.knownFault() : null;
    return {
      ...(await this.answer(signedIn)),
      ...(checkpoint !== null && { checkpoint }),
      ...(fault !== null && { recordWarning: fault.detail }),
    };
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: '以刷新令牌换取新的访问令牌与下一个刷新令牌' })
  @ApiOkResponse({ type: LoginAnswer })
  async refresh(@Body() { refreshToken }: RefreshForm, @Ip() address: string): Promise<LoginAnswer> {
    this.limits.signIn(address);
    return this.answer(await this.identity.refresh(refreshToken));
  }

  @Get('me')
  @AnySignedIn()
  @ApiOperation({ summary: '当前登录的账号，及其今日可以代理何人办理（mayActFor）' })
  @ApiHeader({
    name: 'X-Acting-For',
    required: false,
    description:
      '被代理人的用户名，须在 mayActFor 之中，否则答复 403；各接口都可使用：以本人名义、按被代理人的岗位办理，历史记录逐笔记明为谁办理。机器密钥不得使用',
  })
  @ApiOkResponse({ type: MeAnswer })
  async me(@CurrentAccount() account: Plain<Account>): Promise<Plain<MeAnswer>> {
    return { ...account, mayActFor: await this.deputies.principalsOf(account.username) };
  }

  @Post('password')
  @AnySignedIn()
  @BeforeAllElse()
  @HttpCode(200)
  @ApiOperation({ summary: '更换本人的密码：各处立即退出登录，此处取得新的令牌' })
  @ApiOkResponse({ type: LoginAnswer })
  async changePassword(
    @Body() form: PasswordForm,
    @CurrentSignIn() signedIn: SignedIn,
    @Ip() address: string,
  ): Promise<LoginAnswer> {
    return this.answer(await this.ownAccount.changePassword(signedIn, form, address));
  }

  @Post('logout')
  @AnySignedIn()
  @BeforeAllElse()
  @HttpCode(204)
  @ApiOperation({ summary: '退出登录：此次登录的访问令牌与刷新令牌立即失效' })
  @ApiNoContentResponse()
  async logout(@CurrentSignIn() signedIn: SignedIn): Promise<void> {
    await this.identity.signOut(signedIn);
  }

  @Post('logout-everywhere')
  @AnySignedIn()
  @BeforeAllElse()
  @HttpCode(204)
  @ApiOperation({ summary: '在各处退出登录：本账号的全部令牌立即失效' })
  @ApiNoContentResponse()
  async logoutEverywhere(@CurrentSignIn() signedIn: SignedIn): Promise<void> {
    await this.ownAccount.signOutEverywhere(signedIn);
  }

  private async answer({ account, refresh }: Refreshed): Promise<Plain<LoginAnswer>> {
    const { sessionId, refreshToken, refreshExpiresIn } = refresh;
    return {
      accessToken: await this.tokens.issue(account, sessionId),
      expiresIn: TOKEN_SECONDS,
      tokenType: 'Bearer',
      refreshToken,
      refreshExpiresIn,
      ...(account.mustChangePassword && { mustDo: 'CHANGE_PASSWORD' as const }),
      account: publicPart(account),
    };
  }
}
