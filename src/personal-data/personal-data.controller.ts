import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { ErasureAnswer, ErasureForm } from './erasure.dto.js';
import { ErasuresService } from './erasures.service.js';
import { RevealAnswer, RevealForm } from './reveal.dto.js';
import { RevealsService } from './reveals.service.js';

@ApiTags('personal-data 个人信息')
@Controller('persons/:personCode')
export class PersonalDataController {
  constructor(
    private readonly reveals: RevealsService,
    private readonly erasures: ErasuresService,
  ) {}

  @Post('identity-number/reveal')
  @Right('identity.reveal')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '查看完整身份证号；须有理由，何人何时为何查看载入历史记录' })
  @ApiOkResponse({ type: RevealAnswer })
  reveal(
    @Param('personCode') code: string,
    @Body() form: RevealForm,
    @CurrentAccount() account: Account,
  ): Promise<RevealAnswer> {
    return this.reveals.reveal(code, form, account);
  }

  @Get('erasure')
  @Right('person.read-erasure')
  @ApiOperation({ summary: '该人员的删除申请，新的在前' })
  @ApiOkResponse({ type: [ErasureAnswer] })
  list(@Param('personCode') code: string, @CurrentAccount() account: Account): Promise<ErasureAnswer[]> {
    return this.erasures.list(code, account);
  }

  @Post('erasure')
  @Right('person.erase')
  @ApiOperation({ summary: '申请删除个人信息；保存期限未满或有未办结事项的，列明全部原因予以拒绝' })
  @ApiCreatedResponse({ type: ErasureAnswer })
  propose(
    @Param('personCode') code: string,
    @Body() form: ErasureForm,
    @CurrentAccount() account: Account,
  ): Promise<ErasureAnswer> {
    return this.erasures.propose(code, form, account);
  }

  @Post('erasure/:id/confirm')
  @Right('person.erase')
  @HttpCode(200)
  @ApiOperation({ summary: '由另一人确认并删除：销毁密钥，姓名与身份证号不可恢复；台账与历史记录不变' })
  @ApiOkResponse({ type: ErasureAnswer })
  confirm(
    @Param('personCode') code: string,
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<ErasureAnswer> {
    return this.erasures.confirm(code, id, account);
  }

  @Post('erasure/:id/withdraw')
  @Right('person.erase')
  @HttpCode(200)
  @ApiOperation({ summary: '撤回尚未确认的删除申请' })
  @ApiOkResponse({ type: ErasureAnswer })
  withdraw(
    @Param('personCode') code: string,
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<ErasureAnswer> {
    return this.erasures.withdraw(code, id, account);
  }
}
