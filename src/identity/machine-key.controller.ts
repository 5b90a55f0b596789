import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account } from './account.js';
import { CurrentAccount } from './current-account.js';
import {
  MachineKeyAnswer,
  machineKeyAnswer,
  MachineKeyForm,
  MachineKeyListAnswer,
  MachineKeyQuery,
  MachineKeyRevocationForm,
  NewMachineKeyAnswer,
} from './machine-key.dto.js';
import { MachineKeyService } from './machine-key.service.js';
import { Right } from './right.js';

@ApiTags('auth 登录')
@Controller('auth/machine-keys')
export class MachineKeyController {
  constructor(private readonly keys: MachineKeyService) {}

  @Post()
  @Right('machine-key.keep')
  @ApiOperation({ summary: '为定点医药机构的系统申请密钥；由安全管理员确认后建立' })
  @ApiCreatedResponse({ type: MachineKeyAnswer })
  async ask(@Body() form: MachineKeyForm, @CurrentAccount() account: Account): Promise<MachineKeyAnswer> {
    return machineKeyAnswer(await this.keys.ask(form, account));
  }

  @Post(':id/confirm')
  @Right('machine-key.confirm')
  @HttpCode(200)
  @ApiOperation({ summary: '确认密钥的机构与可用范围，建立密钥；密钥只在答复中给出一次，由确认人转交机构' })
  @ApiOkResponse({ type: NewMachineKeyAnswer })
  async confirm(@Param('id') id: string, @CurrentAccount() account: Account): Promise<NewMachineKeyAnswer> {
    const created = await this.keys.confirm(id, account);
    return Object.assign(machineKeyAnswer(created), { key: created.secret });
  }

  @Get()
  @Right('machine-key.read')
  @ApiOperation({ summary: '机器密钥一览，不含密钥本身' })
  @ApiOkResponse({ type: MachineKeyListAnswer })
  async list(@Query() { institution }: MachineKeyQuery): Promise<MachineKeyListAnswer> {
    return { items: (await this.keys.list(institution)).map(machineKeyAnswer) };
  }

  @Post(':id/revocation')
  @Right('machine-key.keep')
  @ApiOperation({ summary: '停用密钥或者撤销申请，立即生效' })
  @ApiCreatedResponse({ type: MachineKeyAnswer })
  async revoke(
    @Param('id') id: string,
    @Body() { reason }: MachineKeyRevocationForm,
    @CurrentAccount() account: Account,
  ): Promise<MachineKeyAnswer> {
    return machineKeyAnswer(await this.keys.revoke(id, reason, account));
  }
}
