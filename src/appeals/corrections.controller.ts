import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { CorrectedNoticeAnswer, NoticeCorrectionForm } from './correction.dto.js';
import { CorrectionService } from './correction.service.js';

@ApiTags('appeals 异议申诉')
@Controller('scoring/notices/:id/corrections')
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionService) {}

  @Post()
  @Right('correction.write')
  @HttpCode(200)
  @ApiOperation({ summary: '以新的文书更正通知书的笔误；不重新判断，原文书保留' })
  @ApiOkResponse({ type: CorrectedNoticeAnswer })
  async correct(
    @Param('id') id: string,
    @Body() form: NoticeCorrectionForm,
    @CurrentAccount() account: Account,
  ): Promise<CorrectedNoticeAnswer> {
    await this.corrections.correct(id, form, account);
    return this.show(id, account);
  }

  @Get()
  @Right('correction.read')
  @ApiOperation({ summary: '一份通知书的历次更正，更正前后的文字' })
  @ApiOkResponse({ type: CorrectedNoticeAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CorrectedNoticeAnswer> {
    return this.corrections.of(id, account);
  }
}
