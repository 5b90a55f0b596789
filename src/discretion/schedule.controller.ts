import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Roles } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import {
  ScheduleAnswer,
  scheduleAnswer,
  ScheduleForm,
  ScheduleSummary,
  scheduleSummary,
} from './schedule.dto.js';
import { ScheduleService } from './schedule.service.js';

@ApiTags('discretion 裁量')
@Controller('discretion/schedules')
export class ScheduleController {
  constructor(private readonly schedules: ScheduleService) {}

  @Get()
  @ApiOperation({ summary: '裁量细则一览' })
  @ApiOkResponse({ type: [ScheduleSummary] })
  async list(): Promise<ScheduleSummary[]> {
    return (await this.schedules.list()).map(scheduleSummary);
  }

  @Get(':scheduleId')
  @ApiOperation({ summary: '一份裁量细则及其阶次' })
  @ApiOkResponse({ type: ScheduleAnswer })
  async show(@Param('scheduleId') id: string): Promise<ScheduleAnswer> {
    const schedule = await this.schedules.byId(id);
    if (schedule === undefined) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的裁量细则。`);
    return scheduleAnswer(schedule);
  }

  @Post()
  @Roles('MUNICIPAL_BUREAU')
  @ApiOperation({ summary: '导入裁量细则（市医保局）；导入后不可改动' })
  @ApiCreatedResponse({ type: ScheduleAnswer })
  async take(@Body() form: ScheduleForm, @CurrentAccount() account: Account): Promise<ScheduleAnswer> {
    return scheduleAnswer(await this.schedules.take(form, account));
  }
}
