import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account } from '../account.js';
import { CurrentAccount } from '../current-account.js';
import { Right } from '../right.js';
import { ReasonForm } from './accounts.dto.js';
import { DeputyAnswer, deputyAnswer, DeputyForm, DeputyListAnswer } from './deputies.dto.js';
import { DeputiesService } from './deputies.service.js';

@ApiTags('accounts 账号')
@Controller('accounts/:username/deputies')
export class DeputiesController {
  constructor(private readonly deputies: DeputiesService) {}

  @Post()
  @Right('grant.keep')
  @ApiOperation({
    summary: '指定代理人：在期间内以本人名义、按被代理人的岗位办理，逐笔记明为谁办理',
    description:
      '代理人在请求头 X-Acting-For 中写明被代理人的用户名；今日可以代理何人，见 GET /auth/me 的 mayActFor。' +
      '起始日不早于今日；同一代理人的期间不得重叠，两人不得在同一期间互相代理（409 CONFLICT）。',
  })
  @ApiCreatedResponse({ type: DeputyAnswer })
  async appoint(
    @Param('username') username: string,
    @Body() { deputy, from, to, reason }: DeputyForm,
    @CurrentAccount() actor: Account,
  ): Promise<DeputyAnswer> {
    return deputyAnswer(await this.deputies.appoint(username, { deputy, from, to, reason }, actor));
  }

  @Get()
  @Right('account.read')
  @ApiOperation({ summary: '历次代理' })
  @ApiOkResponse({ type: DeputyListAnswer })
  async list(@Param('username') username: string): Promise<DeputyListAnswer> {
    return { items: (await this.deputies.list(username)).map(deputyAnswer) };
  }

  @Post(':id/end')
  @Right('grant.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '提前终止代理' })
  @ApiOkResponse({ type: DeputyAnswer })
  async end(
    @Param('username') username: string,
    @Param('id') id: string,
    @Body() { reason }: ReasonForm,
    @CurrentAccount() actor: Account,
  ): Promise<DeputyAnswer> {
    return deputyAnswer(await this.deputies.end(username, id, reason, actor));
  }
}
