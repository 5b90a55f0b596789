import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Roles } from '../identity/identity.module.js';
import { RestorationApplicationAnswer, RestorationListAnswer } from './restoration-answer.dto.js';
import { RestorationChangesService } from './restoration-changes.service.js';
import {
  NewSitesForm,
  RestorationForm,
  RestorationQuery,
  RestorationReviewForm,
  RestorationWithdrawalForm,
} from './restoration.dto.js';
import { RestorationFilingService } from './restoration-filing.service.js';
import { RestorationReaderService } from './restoration-reader.service.js';
import { RestorationReviewService } from './restoration-review.service.js';
import { COMEBACK_READERS } from './restoration-rights.js';

@ApiTags('appeals 恢复与修复')
@Controller('restorations')
@Roles('INSTITUTION_CLERK', 'PERSON', 'DISTRICT_AGENCY')
export class RestorationsController {
  constructor(
    private readonly filing: RestorationFilingService,
    private readonly reviews: RestorationReviewService,
    private readonly changes: RestorationChangesService,
    private readonly reader: RestorationReaderService,
  ) {}

  @Post()
  @ApiOperation({
    summary: '申请资格恢复（PQ2025:30）：期满前 15 个工作日起，经所在机构；无工作单位的直接向触发机构所在区',
  })
  @ApiCreatedResponse({ type: RestorationApplicationAnswer })
  async file(
    @Body() form: RestorationForm,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    return this.reader.byId(await this.filing.file(form, account), account);
  }

  @Get()
  @Roles(...COMEBACK_READERS)
  @ApiOperation({ summary: '资格恢复申请，新的在前；机构、区级单位和本人各见自己的' })
  @ApiOkResponse({ type: RestorationListAnswer })
  async list(
    @Query() query: RestorationQuery,
    @CurrentAccount() account: Account,
  ): Promise<RestorationListAnswer> {
    return this.reader.list(query, account);
  }

  @Get(':id')
  @Roles(...COMEBACK_READERS)
  @ApiOperation({ summary: '一件资格恢复申请及其办理经过' })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async show(
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    return this.reader.byId(id, account);
  }

  @Post(':id/first-review')
  @HttpCode(200)
  @Roles('DISTRICT_AGENCY')
  @ApiOperation({ summary: '区经办机构初审（PQ2025:30）' })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async firstReview(
    @Param('id') id: string,
    @Body() form: RestorationReviewForm,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    await this.reviews.first(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/second-review')
  @HttpCode(200)
  @Roles('MUNICIPAL_AGENCY', 'DISTRICT_AGENCY')
  @ApiOperation({
    summary:
      '市经办机构复审（PQ2025:30），由初审、认定、记分以外的人员办理；批准即恢复，各执业点同日恢复正常',
  })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async secondReview(
    @Param('id') id: string,
    @Body() form: RestorationReviewForm,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    await this.reviews.second(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/new-sites')
  @HttpCode(200)
  @ApiOperation({ summary: '终止恢复的：补充重新作出的服务承诺和登记备案，随批准生效' })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async supplySites(
    @Param('id') id: string,
    @Body() form: NewSitesForm,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    await this.changes.supplySites(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({ summary: '撤回资格恢复申请' })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async withdraw(
    @Param('id') id: string,
    @Body() form: RestorationWithdrawalForm,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    await this.changes.withdraw(id, form, account);
    return this.reader.byId(id, account);
  }
}
