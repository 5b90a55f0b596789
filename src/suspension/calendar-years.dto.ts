import { ApiProperty } from '@nestjs/swagger';
import { parseDate } from '../domain/shared/calendar-date.js';
import { DateField, ListField, TextField, TextListField, WholeNumberField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

const FIRST_YEAR = 2025;
const LAST_YEAR = 2199;
const MAX_HOLIDAYS = 40;
const MAX_MAKE_UP_DAYS = 60;

export class HolidayForm {
  @TextField({ description: '节日名称', max: 40, example: '元旦' })
  name!: string;

  @DateField({ description: '放假首日' })
  from!: string;

  @DateField({ description: '放假末日（含当日）' })
  to!: string;
}

const realDays = ({ makeUpDays }: Unchecked<CalendarYearForm>): FormFault[] =>
  Array.isArray(makeUpDays)
    ? makeUpDays.flatMap((day: unknown, index): FormFault[] =>
        typeof day !== 'string' || parseDate(day) !== null
          ? []
          : [
              {
                pointer: `/makeUpDays/${index}`,
                code: 'INVALID_VALUE',
                detail: '须为真实存在的日期 YYYY-MM-DD，例如 "2026-02-14"',
              },
            ],
      )
    : [];

@FormRule<CalendarYearForm>(realDays)
export class CalendarYearForm {
  @WholeNumberField({ description: '年份', min: FIRST_YEAR, max: LAST_YEAR })
  year!: number;

  @TextField({ description: '国务院办公厅通知的文号' })
  documentNo!: string;

  @ListField(() => HolidayForm, { description: '放假安排：首末日均为休息日', max: MAX_HOLIDAYS })
  holidays!: HolidayForm[];

  @TextListField({ description: '调休上班的周六、周日', max: MAX_MAKE_UP_DAYS, maxText: 10 })
  makeUpDays!: string[];
}

export class CalendarYearAnswer {
  @ApiProperty()
  year!: number;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty({ type: [HolidayForm] })
  holidays!: HolidayForm[];

  @ApiProperty({ type: [String] })
  makeUpDays!: readonly string[];
}

export class CalendarYearsAnswer {
  @ApiProperty({ type: [CalendarYearAnswer], description: '已有安排的年份；其余年份的日期均为暂定（S34）' })
  items!: CalendarYearAnswer[];
}

const WHAT = ['CLOCK', 'MEASURE', 'OBJECTION_DEADLINE', 'SITE_NOTICE'] as const;

export class MovedDayAnswer {
  @ApiProperty({ enum: WHAT })
  what!: (typeof WHAT)[number];

  @ApiProperty({ example: 'notice/3f0c…' })
  subject!: string;

  @ApiProperty({
    example: 'DUE',
    description: '哪一天：DUE 到期日、OPENS 可申请首日、FROM 首日、TO 末日',
    enum: ['DUE', 'OPENS', 'FROM', 'TO'],
  })
  part!: 'DUE' | 'OPENS' | 'FROM' | 'TO';

  @ApiProperty({ type: String, nullable: true, description: '期限的种类；其他为 null' })
  kind!: string | null;

  @ApiProperty()
  was!: string;

  @ApiProperty()
  now!: string;
}

export class ProvisionalDayAnswer {
  @ApiProperty({ enum: ['CLOCK', 'OBJECTION_DEADLINE'] })
  what!: 'CLOCK' | 'OBJECTION_DEADLINE';

  @ApiProperty()
  subject!: string;

  @ApiProperty({ type: String, nullable: true })
  kind!: string | null;

  @ApiProperty()
  day!: string;
}

export class CalendarImportAnswer {
  @ApiProperty()
  year!: number;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '被取代的安排的文号' })
  replaced!: string | null;

  @ApiProperty({ type: [MovedDayAnswer], description: '因此变动的每一个日期' })
  moved!: MovedDayAnswer[];

  @ApiProperty({ type: [ProvisionalDayAnswer], description: '仍为暂定的日期' })
  provisional!: ProvisionalDayAnswer[];
}
