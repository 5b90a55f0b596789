import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { AlsoAsFile, inFormat } from '../format.js';
import { talksPaper } from '../papers/held-paper.js';
import { ReminderTalksService } from './reminder-talks.service.js';
import { HeldQuery, ReminderTalkAnswer, ReminderTalkForm, ReminderTalksAnswer } from './talk.dto.js';

@ApiTags('duties 履职')
@Controller('reminder-talks')
export class ReminderTalksController {
  constructor(private readonly talks: ReminderTalksService) {}

  @Post()
  @Right('talk.record')
  @ApiOperation({ summary: '记录对被记分人员的谈话提醒（PQ2025:28）' })
  @ApiCreatedResponse({ type: ReminderTalkAnswer })
  record(@Body() form: ReminderTalkForm, @CurrentAccount() account: Account): Promise<ReminderTalkAnswer> {
    return this.talks.record(form, account);
  }

  @Get()
  @Right('duty.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '一段期间的谈话提醒' })
  @ApiOkResponse({ type: ReminderTalksAnswer })
  async list(
    @Query() query: HeldQuery,
    @CurrentAccount() account: Account,
  ): Promise<ReminderTalksAnswer | StreamableFile> {
    const answer = await this.talks.list(query, account);
    return inFormat(query.format, 'reminder-talks', answer, talksPaper(answer));
  }
}
