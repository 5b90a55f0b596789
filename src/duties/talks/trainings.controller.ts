import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { AlsoAsFile, inFormat } from '../format.js';
import { trainingsPaper } from '../papers/held-paper.js';
import { HeldQuery, TrainingAnswer, TrainingForm, TrainingsAnswer } from './talk.dto.js';
import { TrainingsService } from './trainings.service.js';

@ApiTags('duties 履职')
@Controller('institution-trainings')
export class TrainingsController {
  constructor(private readonly trainings: TrainingsService) {}

  @Post()
  @Right('talk.record')
  @ApiOperation({ summary: '记录已举办的培训及到场人员（PQ2025:28）' })
  @ApiCreatedResponse({ type: TrainingAnswer })
  record(@Body() form: TrainingForm, @CurrentAccount() account: Account): Promise<TrainingAnswer> {
    return this.trainings.record(form, account);
  }

  @Get()
  @Right('duty.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '一段期间的培训' })
  @ApiOkResponse({ type: TrainingsAnswer })
  async list(
    @Query() query: HeldQuery,
    @CurrentAccount() account: Account,
  ): Promise<TrainingsAnswer | StreamableFile> {
    const answer = await this.trainings.list(query, account);
    return inFormat(query.format, 'trainings', answer, trainingsPaper(answer));
  }
}
