import { ApiProperty } from '@nestjs/swagger';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { policyOn } from '../domain/rulebook/policy.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import { DateField, TextField } from '../platform/http/fields.js';

export class RulingForm {
  @TextField({ description: '政策名（见 GET /rulebook 的 policies）' })
  policy!: string;

  @TextField({ description: '自生效日起的取值' })
  value!: string;

  @TextField({ description: '作出解释或规定的文件的文号' })
  documentNo!: string;

  @DateField({ description: '生效日' })
  validFrom!: string;

  @DateField({ description: '失效日（含当日）', optional: true })
  validTo?: string;
}

class InstrumentAnswer {
  @ApiProperty({ example: 'DB2025' })
  id!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ example: '京医保发〔2025〕12号' })
  documentNo!: string;

  @ApiProperty({ example: '2025-06-09' })
  validFrom!: string;

  @ApiProperty({ description: '文本是否已收录' })
  textAvailable!: boolean;
}

class PolicyAnswer {
  @ApiProperty({ example: 'midpointOf' })
  name!: string;

  @ApiProperty({ example: 'P4' })
  reading!: string;

  @ApiProperty({ type: [String], description: '可取的值，第一个为采用的值' })
  values!: readonly string[];

  @ApiProperty({ description: '今日在用的值' })
  value!: string;
}

class ReadingAnswer {
  @ApiProperty({ example: 'P8' })
  id!: string;

  @ApiProperty()
  question!: string;

  @ApiProperty()
  reading!: string;

  @ApiProperty({ type: [String] })
  citations!: readonly string[];

  @ApiProperty({ enum: ['SETTLED', 'PARTLY_OPEN', 'OPEN'], description: '文本是否已有定论' })
  status!: string;
}

export class RulebookAnswer {
  @ApiProperty({ description: '全部文件与导入的 SHA-256' })
  hash!: string;

  @ApiProperty({ type: [InstrumentAnswer] })
  instruments!: InstrumentAnswer[];

  @ApiProperty({ type: [PolicyAnswer] })
  policies!: PolicyAnswer[];

  @ApiProperty({ type: [Number], description: '已有工作日安排的年份' })
  calendarYears!: number[];

  @ApiProperty({ type: [String], description: '裁量细则编号' })
  scheduleIds!: string[];

  @ApiProperty({ type: [ReadingAnswer], description: '采用的理解' })
  readings!: ReadingAnswer[];
}

/** What the program decides by, with the policies as they stand on the day. */
export const rulebookAnswer = (rulebook: Rulebook, today: CalendarDate): RulebookAnswer => ({
  hash: rulebook.hash,
  instruments: rulebook.instruments.map(({ id, title, documentNo, validFrom, textAvailable }) => ({
    id,
    title,
    documentNo,
    validFrom,
    textAvailable,
  })),
  policies: rulebook.policies.map(({ name, reading, values }) => ({
    name,
    reading,
    values,
    value: policyOn(rulebook, name, today),
  })),
  calendarYears: rulebook.calendars.map(({ year }) => year),
  scheduleIds: rulebook.schedules.map(({ id }) => id),
  readings: rulebook.readings.map(({ id, question, reading, citations, status }) => ({
    id,
    question,
    reading,
    citations,
    status,
  })),
});
