import { ApiProperty } from '@nestjs/swagger';
import type { PeculiarityKind, Tier } from '../domain/rulebook/schedule.js';
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
import { FormRule } from '../platform/http/form-shape.js';

const MAX_ROWS = 1000;
const MAX_ORDINAL = 100;
const MAX_CONFIRMATIONS = 1000;
const MAX_KEY = 1000;
const MAX_REASON = 500;

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

export class ConfirmationForm {
  @TextField({
    description: '所确认的特殊之处，见 POST /discretion/schedules/check 的 peculiarities',
    max: MAX_KEY,
    example: 'OVERLAP REG735:38 low mid',
  })
  key!: string;

  @TextField({ description: '说明：原文为何如此', max: MAX_REASON })
  reason!: string;
}

/** Taken by the routes beside a schedule's own. */
const RESERVED_IDS: readonly unknown[] = ['check', 'template.xlsx'];

@FormRule<ScheduleForm>(({ id }) =>
  RESERVED_IDS.includes(id)
    ? [{ pointer: '/id', code: 'INVALID_VALUE', detail: `${String(id)} 是保留的名称，请改用其他编号` }]
    : [],
)
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

  @TextField({ description: '被取代的细则编号：该细则至本细则生效日的前一日止', optional: true })
  supersedes?: string;

  @ListField(() => ConfirmationForm, {
    description: '对空档、重叠、单一数值逐项的确认（DB2025:9）',
    default: [],
    max: MAX_CONFIRMATIONS,
  })
  confirmations!: ConfirmationForm[];
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

  @ApiProperty({ required: false, description: '失效日（含当日）；被取代的，至多为取代者生效日的前一日' })
  validTo?: string;

  @ApiProperty({ description: '示例，非正式裁量细则' })
  sample!: boolean;

  @ApiProperty({ required: false, description: '本细则取代的细则' })
  supersedes?: string;

  @ApiProperty({ required: false, description: '取代本细则的细则' })
  supersededBy?: string;

  @ApiProperty({ description: '今日是否有效' })
  inForceToday!: boolean;
}

export class PeculiarityAnswer {
  @ApiProperty({ example: 'OVERLAP REG735:38 low mid' })
  key!: string;

  @ApiProperty({ enum: ['GAP', 'OVERLAP', 'SINGLE_VALUE'], description: '空档、重叠、单一数值' })
  kind!: PeculiarityKind;

  @ApiProperty({ example: 'REG735:38' })
  basis!: string;

  @ApiProperty({ type: [String], description: '所涉阶次，由轻到重' })
  rowIds!: readonly string[];

  @ApiProperty({ example: '1.4', description: '倍数；第三十九条为元' })
  min!: string;

  @ApiProperty({ example: '1.6' })
  max!: string;
}

export class ConfirmedAnswer extends PeculiarityAnswer {
  @ApiProperty({ description: '导入人的说明' })
  reason!: string;
}

export class ScheduleAnswer extends ScheduleSummary {
  @ApiProperty({ type: [ScheduleRowAnswer] })
  rows!: ScheduleRowAnswer[];

  @ApiProperty({ type: [ConfirmedAnswer], required: false, description: '导入时确认的特殊之处' })
  confirmations?: ConfirmedAnswer[];
}

class ScheduleFaultAnswer {
  @ApiProperty({ description: '请求中的位置（JSON Pointer，RFC 6901）', example: '/rows/0/min' })
  pointer!: string;

  @ApiProperty({ example: 'OUTSIDE_STATUTE' })
  code!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ required: false, example: 'REG735:38' })
  citation?: string;
}

class FoundPeculiarityAnswer extends PeculiarityAnswer {
  @ApiProperty({ description: '请求中的位置（JSON Pointer，RFC 6901）', example: '/rows/1/min' })
  pointer!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ example: 'DB2025:9' })
  citation!: string;

  @ApiProperty({ description: '请求中是否已确认' })
  confirmed!: boolean;
}

export class ScheduleCheckAnswer {
  @ApiProperty({ type: [ScheduleFaultAnswer], description: '不改正便不能导入的问题' })
  faults!: ScheduleFaultAnswer[];

  @ApiProperty({ type: [FoundPeculiarityAnswer], description: '须逐项确认方可导入的空档、重叠、单一数值' })
  peculiarities!: FoundPeculiarityAnswer[];
}

export class CandidateQuery {
  @TextField({ description: '处罚依据（认定主观故意之后）', example: 'REG735:38' })
  basis!: string;

  @DateField({ description: '决定日' })
  on!: string;
}

class CandidateRowAnswer {
  @ApiProperty({ example: '38-B-1' })
  id!: string;

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

  @ApiProperty({ type: [ConfirmedAnswer], description: '导入时就本阶次确认的空档、重叠、单一数值' })
  confirmations!: ConfirmedAnswer[];
}

export class CandidateScheduleAnswer {
  @ApiProperty({ example: 'sample-2025' })
  scheduleId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty({ description: '示例，非正式裁量细则' })
  sample!: boolean;

  @ApiProperty({ type: [CandidateRowAnswer], description: '由轻到重' })
  rows!: CandidateRowAnswer[];
}
