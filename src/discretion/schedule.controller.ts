import { Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { UnrecordedFile } from '../platform/http/file-answer.js';
import { Account, AnySignedIn, CurrentAccount, Right } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { Problem } from '../platform/http/problem.js';
import { Accepts, SentBody, UPLOAD_TYPES } from '../platform/http/upload.js';
import { ScheduleBodyPipe } from './schedule-body.pipe.js';
import { admissionAnswer, candidatesAnswer, scheduleAnswer, scheduleSummary } from './schedule-mapping.js';
import { type SentSchedule } from './schedule-reading.js';
import { scheduleTemplate } from './schedule-template.js';
import {
  CandidateQuery,
  CandidateScheduleAnswer,
  ScheduleAnswer,
  ScheduleCheckAnswer,
  ScheduleForm,
  ScheduleSummary,
} from './schedule.dto.js';
import { ScheduleService } from './schedule.service.js';

const AS_FILES =
  '可为 JSON、内容相同的 YAML，或 xlsx：工作表 schedule（名称、值）、rows（一行一阶次）、confirmations（可无），' +
  '模板见 GET /discretion/schedules/template.xlsx。';

@ApiTags('discretion 裁量')
@Controller('discretion')
export class ScheduleController {
  constructor(
    private readonly schedules: ScheduleService,
    private readonly clock: Clock,
  ) {}

  @Get('schedules')
  @AnySignedIn()
  @ApiOperation({ summary: '裁量细则一览' })
  @ApiOkResponse({ type: [ScheduleSummary] })
  async list(): Promise<ScheduleSummary[]> {
    const today = this.clock.today();
    return (await this.schedules.list()).map((schedule) => scheduleSummary(schedule, today));
  }

  @Get('schedules/template.xlsx')
  @AnySignedIn()
  @ApiOperation({ summary: '空白的裁量细则表格' })
  @ApiProduces(XLSX_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async template(): Promise<StreamableFile> {
    const disposition = 'attachment; filename="schedule-template.xlsx"';
    return new UnrecordedFile(await scheduleTemplate(), { type: XLSX_TYPE, disposition });
  }

  @Get('schedules/:scheduleId')
  @AnySignedIn()
  @ApiOperation({ summary: '一份裁量细则及其阶次' })
  @ApiOkResponse({ type: ScheduleAnswer })
  async show(@Param('scheduleId') id: string): Promise<ScheduleAnswer> {
    const schedule = await this.schedules.byId(id);
    if (schedule === undefined) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的裁量细则。`);
    return scheduleAnswer(schedule, this.clock.today());
  }

  @Post('schedules')
  @Right('schedule.import')
  @Accepts(...UPLOAD_TYPES)
  @ApiBody({ type: ScheduleForm })
  @ApiOperation({ summary: '导入裁量细则（市医保局）；导入后不可改动', description: AS_FILES })
  @ApiCreatedResponse({ type: ScheduleAnswer })
  async take(
    @SentBody(ScheduleBodyPipe) sent: SentSchedule,
    @CurrentAccount() account: Account,
  ): Promise<ScheduleAnswer> {
    return scheduleAnswer(await this.schedules.take(sent, account), this.clock.today());
  }

  @Post('schedules/check')
  @Right('schedule.import')
  @HttpCode(200)
  @Accepts(...UPLOAD_TYPES)
  @ApiBody({ type: ScheduleForm })
  @ApiOperation({
    summary: '试导入裁量细则，列出问题与须逐项确认的空档、重叠、单一数值；不保存任何内容（市医保局）',
    description: AS_FILES,
  })
  @ApiOkResponse({ type: ScheduleCheckAnswer })
  async check(@SentBody(ScheduleBodyPipe) sent: SentSchedule): Promise<ScheduleCheckAnswer> {
    return admissionAnswer(await this.schedules.check(sent), sent);
  }

  @Get('candidates')
  @AnySignedIn()
  @ApiOperation({
    summary: '某日某处罚依据可选的裁量阶次，由轻到重',
    description: '适用情形为文字，事实符合哪一阶次由办案人员判断（DB2025:9）。',
  })
  @ApiOkResponse({ type: [CandidateScheduleAnswer] })
  async candidates(@Query() query: CandidateQuery): Promise<CandidateScheduleAnswer[]> {
    return candidatesAnswer(await this.schedules.candidates(query), query.basis);
  }
}
