import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { WholeIndexGuard } from '../record-index/record-index.module.js';
import { HistoryAnswer, HistoryQuery } from './history.dto.js';
import { HistoryService } from './history.service.js';

@ApiTags('history 时间线')
@Controller('history')
@UseGuards(WholeIndexGuard)
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Get('cases/:id')
  @Right('history.read')
  @ApiOperation({
    summary: '一个案件的时间线：立案、评估、决定，以及由其引起的责任认定、记分、措施、申诉、恢复',
  })
  @ApiOkResponse({ type: HistoryAnswer })
  ofCase(
    @Param('id') id: string,
    @Query() query: HistoryQuery,
    @CurrentAccount() account: Account,
  ): Promise<HistoryAnswer> {
    return this.history.ofCase(id, query, account);
  }

  @Get('persons/:code')
  @Right('history.read')
  @ApiOperation({
    summary: '一个人的时间线，含合并档案带来的其他代码之下的记录（在 mergedFrom 中标明）',
    description: '区级单位看到涉及本区的记录；谁查看过身份证号，只有审计人员看得到。',
  })
  @ApiOkResponse({ type: HistoryAnswer })
  ofPerson(
    @Param('code') code: string,
    @Query() query: HistoryQuery,
    @CurrentAccount() account: Account,
  ): Promise<HistoryAnswer> {
    return this.history.ofPerson(code, query, account);
  }

  @Get('institutions/:code')
  @Right('history.read')
  @ApiOperation({ summary: '一个定点医药机构的时间线' })
  @ApiOkResponse({ type: HistoryAnswer })
  ofInstitution(
    @Param('code') code: string,
    @Query() query: HistoryQuery,
    @CurrentAccount() account: Account,
  ): Promise<HistoryAnswer> {
    return this.history.ofInstitution(code, query, account);
  }
}
