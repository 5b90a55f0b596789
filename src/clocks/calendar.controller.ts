import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AnySignedIn } from '../identity/identity.module.js';
import { countWorkingDays } from '../domain/procedure/working-days.js';
import { date } from '../domain/shared/calendar-date.js';
import { DateField, WholeNumberField } from '../platform/http/fields.js';
import { RulebookService } from '../rulebook/rulebook.module.js';

const MAX_COUNT = 1000;

export class WorkingDaysQuery {
  @DateField({ description: '起算日，本身不计入' })
  from!: string;

  @WholeNumberField({ description: '工作日数；负数为倒数', min: -MAX_COUNT, max: MAX_COUNT })
  count!: number;
}

class PassedOverAnswer {
  @ApiProperty({ example: '2025-09-27' })
  date!: string;

  @ApiProperty({ example: '周六' })
  reason!: string;
}

export class WorkingDaysAnswer {
  @ApiProperty()
  from!: string;

  @ApiProperty()
  count!: number;

  @ApiProperty({ description: '到达之日' })
  date!: string;

  @ApiProperty({ description: '所涉年份尚无工作日安排，按周一至周五暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ type: [PassedOverAnswer], description: '途中的休息日' })
  passedOver!: readonly PassedOverAnswer[];

  @ApiProperty({ type: [String], description: '计入的调休上班日' })
  madeUp!: readonly string[];
}

@ApiTags('calendar 工作日')
@Controller('calendar')
export class CalendarController {
  constructor(private readonly rulebooks: RulebookService) {}

  @Get('working-days')
  @AnySignedIn()
  @ApiOperation({ summary: '某日之后（或之前）第若干个工作日，依国务院办公厅的年度安排' })
  @ApiOkResponse({ type: WorkingDaysAnswer })
  async workingDays(@Query() { from, count }: WorkingDaysQuery): Promise<WorkingDaysAnswer> {
    const { calendars } = await this.rulebooks.current();
    return { from, count, ...countWorkingDays(date(from), count, calendars) };
  }
}
