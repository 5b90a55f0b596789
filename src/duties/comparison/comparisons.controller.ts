import { Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { UnrecordedFile } from '../../platform/http/file-answer.js';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { XLSX_TYPE } from '../../platform/files/workbook.js';
import { Accepts, SentBody, TABLE_TYPES } from '../../platform/http/upload.js';
import { AlsoAsFile, FormatQuery, inFormat } from '../format.js';
import { SentPaperAnswer, SentPaperPage, SentPaperQuery } from '../sent/sent-paper.dto.js';
import { SentPapersService } from '../sent/sent-papers.service.js';
import { comparisonTemplate } from './comparison-template.js';
import { ComparisonAnswer, ComparisonQuery, MaintainedList } from './comparison.dto.js';
import { ComparisonService } from './comparison.service.js';
import { MaintainedListPipe } from './maintained-list.pipe.js';

@ApiTags('duties 履职')
@Controller('duties/comparisons')
export class ComparisonsController {
  constructor(
    private readonly comparisons: ComparisonService,
    private readonly papers: SentPapersService,
  ) {}

  @Post()
  @Right('comparison.run')
  @Accepts(...TABLE_TYPES)
  @ApiBody({ type: MaintainedList })
  @ApiOperation({
    summary: '以机构所维护的名单核查登记备案状态：差异、天数、责令整改、由机构承担的损失（PQ2025:39）',
    description: '名单可为 JSON、csv 或 xlsx，模板见 GET /duties/comparisons/template.xlsx。核查即予记录。',
  })
  @ApiCreatedResponse({ type: ComparisonAnswer })
  compare(
    @Query() query: ComparisonQuery,
    @SentBody(MaintainedListPipe) list: MaintainedList,
    @CurrentAccount() account: Account,
  ): Promise<ComparisonAnswer> {
    return this.comparisons.compare(query, list, account);
  }

  @Get('template.xlsx')
  @Right('duty.read')
  @ApiOperation({ summary: '空白的名单' })
  @ApiProduces(XLSX_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async template(): Promise<StreamableFile> {
    const disposition = 'attachment; filename="comparison-template.xlsx"';
    return new UnrecordedFile(await comparisonTemplate(), { type: XLSX_TYPE, disposition });
  }

  @Get()
  @Right('duty.read')
  @ApiOperation({ summary: '已作的核查，新的在前；机构看本机构的' })
  @ApiOkResponse({ type: SentPaperPage })
  list(@Query() query: SentPaperQuery, @CurrentAccount() account: Account): Promise<SentPaperPage> {
    return this.papers.list('COMPARISON', query, account);
  }

  @Get(':id')
  @Right('duty.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '一次核查，如当时所记' })
  @ApiOkResponse({ type: SentPaperAnswer })
  async show(
    @Param('id') id: string,
    @Query() { format }: FormatQuery,
    @CurrentAccount() account: Account,
  ): Promise<SentPaperAnswer | StreamableFile> {
    const { answer, paper } = await this.papers.byId('COMPARISON', id, account);
    return inFormat(format, 'comparison', answer, paper);
  }
}
