import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { PersonLedgerService } from './person-ledger.service.js';
import { PersonPreviewService } from './person-preview.service.js';
import {
  PersonLedgerAnswer,
  PersonLedgerQuery,
  PersonPreviewAnswer,
  PersonPreviewForm,
} from './person.dto.js';

@ApiTags('scoring 记分')
@Controller('scoring/persons/:personCode')
export class ScoredPersonsController {
  constructor(
    private readonly previews: PersonPreviewService,
    private readonly ledgers: PersonLedgerService,
  ) {}

  @Post('preview')
  @Right('person-ledger.preview')
  @HttpCode(200)
  @ApiOperation({ summary: '如对此人出具这样的通知书，会导致什么；不保存任何内容' })
  @ApiOkResponse({ type: PersonPreviewAnswer })
  async preview(
    @Param('personCode') personCode: string,
    @Body() form: PersonPreviewForm,
  ): Promise<PersonPreviewAnswer> {
    return this.previews.preview(personCode, form);
  }

  @Get('ledger')
  @Right('person-ledger.read')
  @ApiOperation({ summary: '一人的记分档案：事实、累计、措施、状态及其缘由；可问某日、截至某时所知' })
  @ApiOkResponse({ type: PersonLedgerAnswer })
  async ledger(
    @Param('personCode') personCode: string,
    @Query() query: PersonLedgerQuery,
    @CurrentAccount() account: Account,
  ): Promise<PersonLedgerAnswer> {
    return this.ledgers.ledgerOf(personCode, query, account);
  }
}
