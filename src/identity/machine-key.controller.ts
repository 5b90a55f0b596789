import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '../platform/clock/clock.js';
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
  constructor(
    private readonly keys: MachineKeyService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Right('machine-key.keep')
  @ApiOperation({ summary: '为定点医药机构的系统建立密钥；密钥只在答复中给出一次' })
  @ApiCreatedResponse({ type: NewMachineKeyAnswer })
  async create(
    @Body() form: MachineKeyForm,
    @CurrentAccount() account: Account,
  ): Promise<NewMachineKeyAnswer> {
    const created = await this.keys.create(form, account);
    return Object.assign(machineKeyAnswer(created, this.clock.today()), { key: created.secret });
  }

  @Get()
  @Right('machine-key.read')
  @ApiOperation({ summary: '机器密钥一览，不含密钥本身' })
  @ApiOkResponse({ type: MachineKeyListAnswer })
  async list(@Query() { institution }: MachineKeyQuery): Promise<MachineKeyListAnswer> {
    const today = this.clock.today();
    return { items: (await this.keys.list(institution)).map((each) => machineKeyAnswer(each, today)) };
  }

  @Post(':id/revocation')
  @Right('machine-key.keep')
  @ApiOperation({ summary: '停用密钥，立即生效' })
  @ApiCreatedResponse({ type: MachineKeyAnswer })
  async revoke(
    @Param('id') id: string,
    @Body() { reason }: MachineKeyRevocationForm,
    @CurrentAccount() account: Account,
  ): Promise<MachineKeyAnswer> {
    return machineKeyAnswer(await this.keys.revoke(id, reason, account), this.clock.today());
  }
}
