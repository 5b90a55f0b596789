import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { AlsoAsFile, FormatQuery, inFormat } from '../format.js';
import { draftAnswer } from './draft-answer.js';
import { ReportService } from './report.service.js';
import {
  DraftAnswer,
  LetterDraftQuery,
  LetterForm,
  SentPaperAnswer,
  SentPaperPage,
  SentPaperQuery,
} from './sent-paper.dto.js';
import { SentPapersService } from './sent-papers.service.js';

const NAME = 'letter';

@ApiTags('duties 履职')
@Controller('duties/letters')
export class LettersController {
  constructor(
    private readonly reports: ReportService,
    private readonly papers: SentPapersService,
  ) {}

  @Get('draft')
  @Right('letter.send')
  @AlsoAsFile()
  @ApiOperation({ summary: '一段期间对卫生健康或药品监管部门的函告会怎样写；不保存（PQ2025:43）' })
  @ApiOkResponse({ type: DraftAnswer })
  async draft(
    @Query() query: LetterDraftQuery,
    @CurrentAccount() account: Account,
  ): Promise<DraftAnswer | StreamableFile> {
    const draft = await this.reports.draftLetter(query, account);
    return inFormat(query.format, NAME, draftAnswer(draft, account), draft.paper);
  }

  @Post()
  @Right('letter.send')
  @ApiOperation({ summary: '经办机构函告同级卫生健康或药品监管部门；记录所送的原样（PQ2025:43）' })
  @ApiCreatedResponse({ type: SentPaperAnswer })
  send(@Body() form: LetterForm, @CurrentAccount() account: Account): Promise<SentPaperAnswer> {
    return this.reports.sendLetter(form, account);
  }

  @Get()
  @Right('letter.read')
  @ApiOperation({ summary: '已送的函，新的在前' })
  @ApiOkResponse({ type: SentPaperPage })
  list(@Query() query: SentPaperQuery, @CurrentAccount() account: Account): Promise<SentPaperPage> {
    return this.papers.list('LETTER', query, account);
  }

  @Get(':id')
  @Right('letter.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '一份函，如所送的原样' })
  @ApiOkResponse({ type: SentPaperAnswer })
  async show(
    @Param('id') id: string,
    @Query() { format }: FormatQuery,
    @CurrentAccount() account: Account,
  ): Promise<SentPaperAnswer | StreamableFile> {
    const { answer, paper } = await this.papers.byId('LETTER', id, account);
    return inFormat(format, NAME, answer, paper);
  }
}
