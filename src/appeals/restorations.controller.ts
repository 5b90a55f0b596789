import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { RestorationApplicationAnswer, RestorationListAnswer } from './restoration-answer.dto.js';
import { RestorationChangesService } from './restoration-changes.service.js';
import {
  FormerSiteForm,
  NewSitesForm,
  NotAskedForForm,
  RestorationForm,
  RestorationQuery,
  RestorationReviewForm,
  RestorationWithdrawalForm,
} from './restoration.dto.js';
import { RestorationFilingService } from './restoration-filing.service.js';
import { RestorationFormerSitesService } from './restoration-former-sites.service.js';
import { RestorationReaderService } from './restoration-reader.service.js';
import { OutcomeTellingForm } from './outcome-telling.dto.js';
import { RestorationRestatingService } from './restoration-restating.service.js';
import { RestorationReviewService } from './restoration-review.service.js';
import { RestorationTellingService } from './restoration-telling.service.js';

@ApiTags('appeals 恢复与修复')
@Controller('restorations')
export class RestorationsController {
  constructor(
    private readonly filing: RestorationFilingService,
    private readonly reviews: RestorationReviewService,
    private readonly changes: RestorationChangesService,
    private readonly tellings: RestorationTellingService,
    private readonly restating: RestorationRestatingService,
    private readonly formerSites: RestorationFormerSitesService,
    private readonly reader: RestorationReaderService,
  ) {}

  @Post()
  @Right('restoration.file')
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

  @Post('not-asked-for')
  @Right('restoration.file')
  @HttpCode(204)
  @ApiOperation({
    summary: '记录本人不申请自较早之日起恢复：措施经重新计算缩短后询问本人的结果（S31）',
  })
  @ApiNoContentResponse()
  async notAskedFor(@Body() form: NotAskedForForm, @CurrentAccount() account: Account): Promise<void> {
    await this.restating.declined(form, account);
  }

  @Post('former-sites/:registrationId/resumption')
  @Right('restoration.resume-site')
  @HttpCode(204)
  @ApiOperation({
    summary: '终止自始无效后，原机构确认因终止取消的登记备案未间断地延续或者不再延续（PQ2025:37，S31）',
  })
  @ApiNoContentResponse()
  async resumeSite(
    @Param('registrationId') registrationId: string,
    @Body() form: FormerSiteForm,
    @CurrentAccount() account: Account,
  ): Promise<void> {
    await this.formerSites.answer(registrationId, form, account);
  }

  @Get()
  @Right('restoration.read')
  @ApiOperation({ summary: '资格恢复申请，新的在前；机构、区级单位和本人各见自己的' })
  @ApiOkResponse({ type: RestorationListAnswer })
  async list(
    @Query() query: RestorationQuery,
    @CurrentAccount() account: Account,
  ): Promise<RestorationListAnswer> {
    return this.reader.list(query, account);
  }

  @Get(':id')
  @Right('restoration.read')
  @ApiOperation({ summary: '一件资格恢复申请及其办理经过' })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async show(
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    return this.reader.byId(id, account);
  }

  @Post(':id/first-review')
  @Right('restoration.first-review')
  @HttpCode(200)
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
  @Right('restoration.second-review')
  @HttpCode(200)
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

  @Post(':id/outcome-tellings')
  @Right('restoration.tell-outcome')
  @HttpCode(200)
  @ApiOperation({ summary: '记录已将结果告知本人，不予恢复的并已将原因告知机构，连同凭证（PQ2025:30）' })
  @ApiOkResponse({ type: RestorationApplicationAnswer })
  async tell(
    @Param('id') id: string,
    @Body() form: OutcomeTellingForm,
    @CurrentAccount() account: Account,
  ): Promise<RestorationApplicationAnswer> {
    await this.tellings.tell(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/new-sites')
  @Right('restoration.file')
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
  @Right('restoration.file')
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
