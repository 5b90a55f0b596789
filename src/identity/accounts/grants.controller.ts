import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem } from '../../platform/http/problem.js';
import { Account } from '../account.js';
import { CurrentAccount } from '../current-account.js';
import { Right } from '../right.js';
import { ReasonForm } from './accounts.dto.js';
import {
  GrantAnswer,
  grantAnswers,
  grantedBy,
  GrantForm,
  GrantListAnswer,
  newGrantAnswer,
} from './grants.dto.js';
import { GrantsService } from './grants.service.js';

@ApiTags('accounts 账号')
@Controller('accounts/:username/grants')
export class GrantsController {
  constructor(private readonly grants: GrantsService) {}

  @Post()
  @Right('grant.keep')
  @ApiOperation({
    summary: '授予角色、单位与岗位，取代原有的；授予管理员角色时，如有另一名安全管理员，须其确认后生效',
  })
  @ApiCreatedResponse({ type: GrantAnswer })
  async grant(
    @Param('username') username: string,
    @Body() form: GrantForm,
    @CurrentAccount() actor: Account,
  ): Promise<GrantAnswer> {
    const granted = { ...grantedBy(form), reason: form.reason };
    return newGrantAnswer(await this.grants.grant(username, granted, actor));
  }

  @Get()
  @Right('account.read')
  @ApiOperation({ summary: '历次授权，依次列出，各自的起止时刻' })
  @ApiOkResponse({ type: GrantListAnswer })
  async list(@Param('username') username: string): Promise<GrantListAnswer> {
    return { items: grantAnswers(await this.grants.history(username)) };
  }

  @Post('withdrawal')
  @Right('grant.keep')
  @ApiOperation({ summary: '收回全部权限' })
  @ApiCreatedResponse({ type: GrantAnswer })
  async withdraw(
    @Param('username') username: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
  ): Promise<GrantAnswer> {
    return newGrantAnswer(await this.grants.withdraw(username, reason, actor));
  }

  @Post(':id/confirm')
  @Right('grant.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '确认另一名安全管理员授予的管理员角色' })
  @ApiOkResponse({ type: GrantAnswer })
  async confirm(
    @Param('username') username: string,
    @Param('id') id: string,
    @CurrentAccount() actor: Account,
  ): Promise<GrantAnswer> {
    if (!/^\d{1,9}$/u.test(id)) throw new Problem('NOT_FOUND', '没有此编号的授权。');
    return newGrantAnswer(await this.grants.confirm(username, Number(id), actor));
  }
}
