import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '../../platform/clock/clock.js';
import { Problem } from '../../platform/http/problem.js';
import { Account } from '../account.js';
import { CurrentAccount } from '../current-account.js';
import { Right } from '../right.js';
import { ReasonForm } from './accounts.dto.js';
import {
  grantAnswers,
  grantedBy,
  GrantForm,
  GrantListAnswer,
  newGrantAnswer,
  NewGrantAnswer,
  waitingGrantAnswer,
  WaitingGrantListAnswer,
} from './grants.dto.js';
import { GrantsService } from './grants.service.js';

const TAKING = '管理员与市医保局负责人的角色，收回或者变更须由另一人确认后生效。';
const CONFIRMING =
  '由授权人以外的安全管理员确认；除授权人与账号本人外没有可用的安全管理员的，由市医保局负责人本人确认。';

@ApiTags('accounts 账号')
@Controller('accounts/:username/grants')
export class GrantsController {
  constructor(
    private readonly grants: GrantsService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Right('grant.keep')
  @ApiOperation({
    summary: '授予角色、单位与岗位，取代原有的',
    description: `授予管理员或者市医保局负责人的角色时，如有可以确认的另一人，确认后生效；${TAKING}`,
  })
  @ApiCreatedResponse({ type: NewGrantAnswer })
  async grant(
    @Param('username') username: string,
    @Body() form: GrantForm,
    @CurrentAccount() actor: Account,
  ): Promise<NewGrantAnswer> {
    const granted = { ...grantedBy(form), reason: form.reason };
    return newGrantAnswer(await this.grants.grant(username, granted, actor));
  }

  @Get()
  @Right('account.read-requests')
  @ApiOperation({ summary: '历次授权，依次列出，各自的起止时刻' })
  @ApiOkResponse({ type: GrantListAnswer })
  async list(@Param('username') username: string): Promise<GrantListAnswer> {
    return { items: grantAnswers(await this.grants.history(username), this.clock.instant()) };
  }

  @Post('withdrawal')
  @Right('grant.keep')
  @ApiOperation({ summary: '收回全部权限', description: TAKING })
  @ApiCreatedResponse({ type: NewGrantAnswer })
  async withdraw(
    @Param('username') username: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
  ): Promise<NewGrantAnswer> {
    return newGrantAnswer(await this.grants.withdraw(username, reason, actor));
  }

  @Post(':id/confirm')
  @Right('account.confirm')
  @HttpCode(200)
  @ApiOperation({ summary: '确认管理员与市医保局负责人角色的授予、收回、变更', description: CONFIRMING })
  @ApiOkResponse({ type: NewGrantAnswer })
  async confirm(
    @Param('username') username: string,
    @Param('id') id: string,
    @CurrentAccount() actor: Account,
  ): Promise<NewGrantAnswer> {
    if (!/^\d{1,9}$/u.test(id)) throw new Problem('NOT_FOUND', '没有此编号的授权。');
    return newGrantAnswer(await this.grants.confirm(username, Number(id), actor));
  }
}

@ApiTags('accounts 账号')
@Controller('waiting-grants')
export class WaitingGrantsController {
  constructor(private readonly grants: GrantsService) {}

  @Get()
  @Right('account.read-requests')
  @ApiOperation({ summary: '待另一人确认的授权与收回，各账号的一并列出，旧的在前' })
  @ApiOkResponse({ type: WaitingGrantListAnswer })
  async list(): Promise<WaitingGrantListAnswer> {
    return { items: (await this.grants.waiting()).map(waitingGrantAnswer) };
  }
}
