import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { SiteConfirmationService } from './site-confirmation.service.js';
import {
  ConfirmationForm,
  SiteNoticeAnswer,
  SiteNoticeListAnswer,
  SiteNoticeQuery,
} from './site-notice.dto.js';
import { SiteNoticeReaderService } from './site-notice-reader.service.js';

@ApiTags('suspension 资格措施')
@Controller('site-notices')
export class SiteNoticesController {
  constructor(
    private readonly reader: SiteNoticeReaderService,
    private readonly confirmations: SiteConfirmationService,
  ) {}

  @Get()
  @Right('site-notice.read')
  @ApiOperation({
    summary: '各执业点的状态变更通知，新的在前（PQ2025:24、27）',
    description: '机构见本机构的；区级单位见本区机构的；市级单位与审计见全部。',
  })
  @ApiOkResponse({ type: SiteNoticeListAnswer })
  async list(
    @Query() query: SiteNoticeQuery,
    @CurrentAccount() account: Account,
  ): Promise<SiteNoticeListAnswer> {
    return this.reader.list(query, account);
  }

  @Get(':id')
  @Right('site-notice.read')
  @ApiOperation({ summary: '一件状态变更通知' })
  @ApiOkResponse({ type: SiteNoticeAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<SiteNoticeAnswer> {
    return this.reader.byId(id, account);
  }

  @Post(':id/confirmation')
  @Right('site-notice.confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: '机构确认已变更登记备案状态；逾期的记录逾期日数，其间的基金损失由机构承担（PQ2025:39）',
  })
  @ApiOkResponse({ type: SiteNoticeAnswer })
  async confirm(
    @Param('id') id: string,
    @Body() form: ConfirmationForm,
    @CurrentAccount() account: Account,
  ): Promise<SiteNoticeAnswer> {
    await this.confirmations.confirm(id, form, account);
    return this.reader.byId(id, account);
  }
}
