import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Account, type Plain } from '../account.js';
import { CurrentAccount } from '../current-account.js';
import { Right } from '../right.js';
import { AskedAnswer, newRequestAnswer } from './account-requests.dto.js';
import {
  AccountAnswer,
  accountAnswer,
  AccountListAnswer,
  HandOverAnswer,
  handOverAnswer,
  HandOverForm,
  listedAccount,
  NewAccountForm,
  OneTimeAnswer,
  oneTimeAnswer,
  ReasonForm,
} from './accounts.dto.js';
import { AccountsService, type Acted, type OneTime } from './accounts.service.js';
import { HandOverService } from './hand-over.service.js';

const ACCEPTED = 202;

const SECOND_PERSON =
  '须两人办理：答复 202 与申请，由另一人以 POST /account-requests/{id}/confirm 确认后生效';
const TWO_PEOPLE = `三类管理员与市医保局负责人的账号（解锁只在持有一次性密码时）${SECOND_PERSON}。`;

@ApiTags('accounts 账号')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly handOvers: HandOverService,
  ) {}

  @Post()
  @Right('account.keep')
  @ApiOperation({
    summary: '建立账号；一次性密码只在答复中给出一次，首次授权时作废；授权之前不能办理任何事项',
  })
  @ApiCreatedResponse({ type: OneTimeAnswer })
  async create(@Body() form: NewAccountForm, @CurrentAccount() actor: Account): Promise<OneTimeAnswer> {
    return oneTimeAnswer(await this.accounts.create(form, actor));
  }

  @Get()
  @Right('account.read')
  @ApiOperation({ summary: '账号一览' })
  @ApiOkResponse({ type: AccountListAnswer })
  async list(): Promise<AccountListAnswer> {
    return { items: (await this.accounts.list()).map(listedAccount) };
  }

  @Post(':username/disable')
  @Right('account.keep')
  @HttpCode(200)
  @ApiOperation({
    summary: '停用账号：各处立即退出登录',
    description: `${TWO_PEOPLE}等待确认期间该账号已退出登录并被锁定，但仍担任其角色。`,
  })
  @ApiOkResponse({ type: AccountAnswer })
  @ApiAcceptedResponse({ type: AskedAnswer })
  async disable(
    @Param('username') username: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Plain<AccountAnswer> | Plain<AskedAnswer>> {
    return actedAnswer(await this.accounts.act('DISABLE', username, reason, actor), reply);
  }

  @Post(':username/enable')
  @Right('account.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '重新启用账号', description: TWO_PEOPLE })
  @ApiOkResponse({ type: AccountAnswer })
  @ApiAcceptedResponse({ type: AskedAnswer })
  async enable(
    @Param('username') username: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Plain<AccountAnswer> | Plain<AskedAnswer>> {
    return actedAnswer(await this.accounts.act('ENABLE', username, reason, actor), reply);
  }

  @Post(':username/unlock')
  @Right('account.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '解除登录失败过多的锁定', description: TWO_PEOPLE })
  @ApiOkResponse({ type: AccountAnswer })
  @ApiAcceptedResponse({ type: AskedAnswer })
  async unlock(
    @Param('username') username: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Plain<AccountAnswer> | Plain<AskedAnswer>> {
    return actedAnswer(await this.accounts.act('UNLOCK', username, reason, actor), reply);
  }

  @Post(':username/reset-password')
  @Right('account.keep')
  @HttpCode(200)
  @ApiOperation({
    summary: '重设为一次性密码，各处立即退出登录',
    description: `曾被授权的账号${SECOND_PERSON}，一次性密码只告知确认人。`,
  })
  @ApiOkResponse({ type: OneTimeAnswer })
  @ApiAcceptedResponse({ type: AskedAnswer })
  async resetPassword(
    @Param('username') username: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Plain<AccountAnswer> | Plain<OneTimeAnswer> | Plain<AskedAnswer>> {
    return actedAnswer(await this.accounts.act('RESET_PASSWORD', username, reason, actor), reply);
  }

  @Post(':username/hand-over')
  @Right('account.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '离岗移交：终止其代理，停用账号' })
  @ApiOkResponse({ type: HandOverAnswer })
  async handOver(
    @Param('username') username: string,
    @Body() { to, reason }: HandOverForm,
    @CurrentAccount() actor: Account,
  ): Promise<HandOverAnswer> {
    return handOverAnswer(await this.handOvers.handOver(username, to, reason, actor));
  }
}

/** What came of it: carried out, or 202 and a request that waits for a second person. */
function actedAnswer(
  acted: Acted & Partial<OneTime>,
  reply: FastifyReply,
): Plain<AccountAnswer> | Plain<OneTimeAnswer> | Plain<AskedAnswer> {
  const { account, request, oneTimePassword } = acted;
  if (request === null)
    return oneTimePassword === undefined
      ? accountAnswer(account)
      : oneTimeAnswer({ account, oneTimePassword });
  void reply.code(ACCEPTED);
  return { ...accountAnswer(account), request: newRequestAnswer(request) };
}
