import { ApiProperty } from '@nestjs/swagger';
import type { Schedule, ScheduleRow, Tier } from '../domain/rulebook/schedule.js';
import { date } from '../domain/shared/calendar-date.js';
import { decimal, formatDecimal } from '../domain/shared/decimal.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  MultipleField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../platform/http/fields.js';
import type { RulebookImport } from '../rulebook/rulebook.module.js';

const MAX_ROWS = 1000;
const MAX_ORDINAL = 100;

export class ScheduleRowForm {
  @TextField({ description: '阶次编号，在本细则内唯一' })
  id!: string;

  @TextListField({ description: '适用的处罚依据，例如 REG735:38', max: 10 })
  bases!: string[];

  @ChoiceField(['A', 'B', 'C'], { description: '档次，A 最重（DB2025:7）' })
  tier!: Tier;

  @WholeNumberField({ description: '档次内由轻到重的序号，从 1 起', min: 1, max: MAX_ORDINAL })
  ordinal!: number;

  @TextField({ description: '适用情形（文字）', max: 2000 })
  criterion!: string;

  @MultipleField({ description: '下限：倍数；第三十九条为元' })
  min!: string;

  @MultipleField({ description: '上限：倍数；第三十九条为元' })
  max!: string;
}

export class ScheduleForm {
  @TextField({ description: '细则编号，不可与已有的重复' })
  id!: string;

  @TextField({ description: '名称' })
  title!: string;

  @TextField({ description: '文号' })
  documentNo!: string;

  @DateField({ description: '生效日' })
  validFrom!: string;

  @DateField({ description: '失效日（含当日）', optional: true })
  validTo?: string;

  @FlagField({ description: '是否为示例（非正式）', default: false })
  sample!: boolean;

  @ListField(() => ScheduleRowForm, { description: '阶次', max: MAX_ROWS })
  rows!: ScheduleRowForm[];
}

export class ScheduleRowAnswer {
  @ApiProperty({ example: '38-B-1' })
  id!: string;

  @ApiProperty({ type: [String], example: ['REG735:38'] })
  bases!: readonly string[];

  @ApiProperty({ enum: ['A', 'B', 'C'] })
  tier!: Tier;

  @ApiProperty()
  ordinal!: number;

  @ApiProperty()
  criterion!: string;

  @ApiProperty({ example: '1.3' })
  min!: string;

  @ApiProperty({ example: '1.5' })
  max!: string;
}

export class ScheduleSummary {
  @ApiProperty({ example: 'sample-2025' })
  id!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty({ example: '2025-06-09' })
  validFrom!: string;

  @ApiProperty({ required: false })
  validTo?: string;

  @ApiProperty({ description: '示例，非正式裁量细则' })
  sample!: boolean;
}

export class ScheduleAnswer extends ScheduleSummary {
  @ApiProperty({ type: [ScheduleRowAnswer] })
  rows!: ScheduleRowAnswer[];
}

const rowOf = ({ min, max, ...row }: ScheduleRowForm): ScheduleRow => ({
  ...row,
  min: decimal(min),
  max: decimal(max),
});

/** The schedule that a sound form states. */
export const scheduleOf = (form: ScheduleForm): Schedule => ({
  id: form.id,
  title: form.title,
  documentNo: form.documentNo,
  validFrom: date(form.validFrom),
  ...(form.validTo === undefined ? {} : { validTo: date(form.validTo) }),
  sample: form.sample,
  rows: form.rows.map(rowOf),
});

export const scheduleSummary = ({ rows: _rows, ...summary }: Schedule): ScheduleSummary => summary;

/** The rows as sent: exact figures as shortest decimals. */
const rowsAnswer = (rows: readonly ScheduleRow[]): ScheduleRowAnswer[] =>
  rows.map(({ min, max, ...row }) => ({ ...row, min: formatDecimal(min), max: formatDecimal(max) }));

export const scheduleAnswer = ({ rows, ...summary }: Schedule): ScheduleAnswer => ({
  ...summary,
  rows: rowsAnswer(rows),
});

/** The import that a schedule comes to. */
export const scheduleImport = (schedule: Schedule): Omit<RulebookImport, 'hash'> => ({
  kind: 'SCHEDULE',
  id: schedule.id,
  documentNo: schedule.documentNo,
  validFrom: schedule.validFrom,
  ...(schedule.validTo === undefined ? {} : { validTo: schedule.validTo }),
  content: { title: schedule.title, sample: schedule.sample, rows: rowsAnswer(schedule.rows) },
});
