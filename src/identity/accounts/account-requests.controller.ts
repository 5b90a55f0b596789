import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem } from '../../platform/http/problem.js';
import { Account, type Plain } from '../account.js';
import { CurrentAccount } from '../current-account.js';
import { Right } from '../right.js';
import {
  AccountRequestAnswer,
  AccountRequestListAnswer,
  confirmedAnswer,
  ConfirmedRequestAnswer,
  requestAnswer,
  SystemAdministratorRequestForm,
} from './account-requests.dto.js';
import { AccountRequestsService } from './account-requests.service.js';

@ApiTags('accounts 账号')
@Controller('account-requests')
export class AccountRequestsController {
  constructor(private readonly requests: AccountRequestsService) {}

  @Post()
  @Right('account.request')
  @ApiOperation({ summary: '申请重设唯一的系统管理员的密码；另有系统管理员的，由其申请' })
  @ApiCreatedResponse({ type: AccountRequestAnswer })
  async ask(
    @Body() { username, reason }: SystemAdministratorRequestForm,
    @CurrentAccount() actor: Account,
  ): Promise<AccountRequestAnswer> {
    return requestAnswer(await this.requests.askForSystemAdministrator(username, reason, actor));
  }

  @Get()
  @Right('account.read-requests')
  @ApiOperation({ summary: '须两人办理的账号申请，新的在前' })
  @ApiOkResponse({ type: AccountRequestListAnswer })
  async list(): Promise<AccountRequestListAnswer> {
    return { items: (await this.requests.list()).map(requestAnswer) };
  }

  @Post(':id/confirm')
  @Right('account.confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: '确认重设密码、启用、解锁或者停用；一次性密码只告知确认人',
    description: '由安全管理员确认；除申请人与账号本人外没有可用的安全管理员的，由市医保局负责人本人确认。',
  })
  @ApiOkResponse({ type: ConfirmedRequestAnswer })
  async confirm(
    @Param('id') id: string,
    @CurrentAccount() actor: Account,
  ): Promise<Plain<ConfirmedRequestAnswer>> {
    if (!/^\d{1,9}$/u.test(id)) throw new Problem('NOT_FOUND', '没有此编号的申请。');
    return confirmedAnswer(await this.requests.confirm(Number(id), actor));
  }
}
