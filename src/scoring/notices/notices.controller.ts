import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { MeasureNoticeService } from './measure-notice.service.js';
import { NoticeAnswer, NoticeListAnswer } from './notice-answer.dto.js';
import { noticeAnswer, noticeList } from './notice-answer.js';
import { NoticeIssueService } from './notice-issue.service.js';
import { NoticeMonthsService } from './notice-months.service.js';
import { NoticeReaderService } from './notice-reader.service.js';
import { NoticeServingService } from './notice-serving.service.js';
import { MeasureNoticeForm, MonthsForm, NoticeForm, NoticeQuery, ServiceForm } from './notice.dto.js';

@ApiTags('scoring 记分')
@Controller('scoring')
export class NoticesController {
  constructor(
    private readonly issues: NoticeIssueService,
    private readonly serving: NoticeServingService,
    private readonly months: NoticeMonthsService,
    private readonly measures: MeasureNoticeService,
    private readonly reader: NoticeReaderService,
  ) {}

  @Post('determinations/:id/notices')
  @Right('notice.issue')
  @ApiOperation({ summary: '出具记分处理通知书（同级经办机构，PQ2025:24）：一人一份，记入档案' })
  @ApiCreatedResponse({ type: NoticeAnswer })
  async issue(
    @Param('id') id: string,
    @Body() form: NoticeForm,
    @CurrentAccount() account: Account,
  ): Promise<NoticeAnswer> {
    return this.show(await this.issues.issue(id, form, account), account);
  }

  @Post('notices/:id/service')
  @Right('notice.issue')
  @HttpCode(200)
  @ApiOperation({ summary: '记录送达；没有送达回证的，期限和措施都不开始' })
  @ApiOkResponse({ type: NoticeAnswer })
  async serve(
    @Param('id') id: string,
    @Body() form: ServiceForm,
    @CurrentAccount() account: Account,
  ): Promise<NoticeAnswer> {
    await this.serving.serve(id, form, account);
    return this.show(id, account);
  }

  @Post('notices/:id/months')
  @Right('notice.issue')
  @HttpCode(200)
  @ApiOperation({ summary: '重新判断之后，另行选定暂停月数（S12、S31）' })
  @ApiOkResponse({ type: NoticeAnswer })
  async choose(
    @Param('id') id: string,
    @Body() form: MonthsForm,
    @CurrentAccount() account: Account,
  ): Promise<NoticeAnswer> {
    await this.months.choose(id, form, account);
    return this.show(id, account);
  }

  @Post('notices/:id/measure-notice')
  @Right('notice.issue')
  @HttpCode(200)
  @ApiOperation({ summary: '出具暂停或终止医保支付资格处理通知书（PQ2025:24）' })
  @ApiOkResponse({ type: NoticeAnswer })
  async paper(
    @Param('id') id: string,
    @Body() form: MeasureNoticeForm,
    @CurrentAccount() account: Account,
  ): Promise<NoticeAnswer> {
    await this.measures.issue(id, form, account);
    return this.show(id, account);
  }

  @Get('notices')
  @Right('notice.read')
  @ApiOperation({ summary: '记分处理通知书一览，新的在前；机构只见已送达的本机构人员的' })
  @ApiOkResponse({ type: NoticeListAnswer })
  async list(@Query() query: NoticeQuery, @CurrentAccount() account: Account): Promise<NoticeListAnswer> {
    return noticeList(await this.reader.list(query, account), query.page, query.pageSize);
  }

  @Get('notices/:id')
  @Right('notice.read')
  @ApiOperation({ summary: '一份通知书：出具时的内容、送达、现在的判断及其缘由' })
  @ApiOkResponse({ type: NoticeAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<NoticeAnswer> {
    return noticeAnswer(await this.reader.byId(id, account));
  }
}
