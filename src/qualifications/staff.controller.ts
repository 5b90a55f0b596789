import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { StaffAnswer, StaffQuery } from './staff.dto.js';
import { StaffService } from './staff.service.js';

@ApiTags('qualifications 医保支付资格查询')
@Controller('qualifications/institutions')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @Get(':code')
  @Right('qualification.staff')
  @ApiOperation({ summary: '某日登记备案于某机构的全体人员：状态合计与逐人答复，按代码分页' })
  @ApiOkResponse({ type: StaffAnswer })
  list(
    @Param('code') code: string,
    @Query() query: StaffQuery,
    @CurrentAccount() account: Account,
  ): Promise<StaffAnswer> {
    return this.staff.list(code, query, account);
  }
}
