import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import { addDays } from '../domain/shared/calendar-date.js';
import { Account, AnySignedIn, CurrentAccount, Right } from '../identity/identity.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { CalendarYearService } from './calendar-year.service.js';
import {
  CalendarImportAnswer,
  CalendarYearForm,
  CalendarYearsAnswer,
  type CalendarYearAnswer,
} from './calendar-years.dto.js';

/** Days off one after another under one name, as the ranges that the document states. */
function holidayRanges(holidays: CalendarYear['holidays']): CalendarYearAnswer['holidays'] {
  const ranges: CalendarYearAnswer['holidays'] = [];
  let next: string | null = null;
  for (const { date, name } of holidays) {
    const last = ranges.at(-1);
    if (last?.name === name && next === date) last.to = date;
    else ranges.push({ name, from: date, to: date });
    next = addDays(date, 1);
  }
  return ranges;
}

@ApiTags('calendar 工作日')
@Controller('calendar/years')
export class CalendarYearsController {
  constructor(
    private readonly years: CalendarYearService,
    private readonly rulebooks: RulebookService,
  ) {}

  @Get()
  @AnySignedIn()
  @ApiOperation({ summary: '已有工作日安排的各年及其文号' })
  @ApiOkResponse({ type: CalendarYearsAnswer })
  async list(): Promise<CalendarYearsAnswer> {
    const { calendars } = await this.rulebooks.current();
    return {
      items: calendars.map(({ year, documentNo, holidays, makeUpDays }) => ({
        year,
        documentNo,
        holidays: holidayRanges(holidays),
        makeUpDays,
      })),
    };
  }

  @Post()
  @Right('calendar.import')
  @ApiOperation({
    summary: '导入一年的工作日安排，重新计算并列出变动的每一个日期（市医保局，S34）',
    description: '同一年以后导入的取代先前的；同一文号不能导入两次。',
  })
  @ApiCreatedResponse({ type: CalendarImportAnswer })
  async take(
    @Body() form: CalendarYearForm,
    @CurrentAccount() account: Account,
  ): Promise<CalendarImportAnswer> {
    return this.years.take(form, account);
  }
}
