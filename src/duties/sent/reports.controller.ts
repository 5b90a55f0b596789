import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { AlsoAsFile, FormatQuery, inFormat } from '../format.js';
import { draftAnswer } from './draft-answer.js';
import { ReportService } from './report.service.js';
import {
  DraftAnswer,
  PeriodQuery,
  ReportForm,
  SentPaperAnswer,
  SentPaperPage,
  SentPaperQuery,
} from './sent-paper.dto.js';
import { SentPapersService } from './sent-papers.service.js';

const NAME = 'report';

@ApiTags('duties 履职')
@Controller('duties/reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportService,
    private readonly papers: SentPapersService,
  ) {}

  @Get('draft')
  @Right('report.send')
  @AlsoAsFile()
  @ApiOperation({ summary: '一段期间的记分与处理情况报告会怎样写；不保存（PQ2025:33）' })
  @ApiOkResponse({ type: DraftAnswer })
  async draft(
    @Query() query: PeriodQuery,
    @CurrentAccount() account: Account,
  ): Promise<DraftAnswer | StreamableFile> {
    const draft = await this.reports.draftReport(query, account);
    return inFormat(query.format, NAME, draftAnswer(draft, account), draft.paper);
  }

  @Post()
  @Right('report.send')
  @ApiOperation({ summary: '经办机构向同级行政部门报送；记录所送的原样（PQ2025:33）' })
  @ApiCreatedResponse({ type: SentPaperAnswer })
  send(@Body() form: ReportForm, @CurrentAccount() account: Account): Promise<SentPaperAnswer> {
    return this.reports.sendReport(form, account);
  }

  @Get()
  @Right('report.read')
  @ApiOperation({ summary: '已报送的报告，新的在前' })
  @ApiOkResponse({ type: SentPaperPage })
  list(@Query() query: SentPaperQuery, @CurrentAccount() account: Account): Promise<SentPaperPage> {
    return this.papers.list('REPORT', query, account);
  }

  @Get(':id')
  @Right('report.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '一份报告，如报送时的原样' })
  @ApiOkResponse({ type: SentPaperAnswer })
  async show(
    @Param('id') id: string,
    @Query() { format }: FormatQuery,
    @CurrentAccount() account: Account,
  ): Promise<SentPaperAnswer | StreamableFile> {
    const { answer, paper } = await this.papers.byId('REPORT', id, account);
    return inFormat(format, NAME, answer, paper);
  }
}
