import { ApiProperty } from '@nestjs/swagger';
import { PERSONNEL_KINDS, type PersonnelKind } from '../domain/registry/personnel-kind.js';
import { ChoiceField, DateField, WholeNumberField } from '../platform/http/fields.js';
import { CheckAnswer } from './check-answer.dto.js';

export const STAFF_STATUSES = ['NORMAL', 'SUSPENDED', 'TERMINATED'] as const;
export type StaffStatus = (typeof STAFF_STATUSES)[number];

const MAX_PAGE = 1_000_000;
const MAX_PAGE_SIZE = 200;
const PAGE_SIZE = 50;

export class StaffQuery {
  @DateField({ description: '哪一日，默认为今日', optional: true })
  on?: string;

  @ChoiceField(STAFF_STATUSES, { description: '只列此状态的人员', optional: true })
  status?: StaffStatus;

  @WholeNumberField({ description: '第几页', default: 1, min: 1, max: MAX_PAGE })
  page!: number;

  @WholeNumberField({ description: '每页人数', default: PAGE_SIZE, min: 1, max: MAX_PAGE_SIZE })
  pageSize!: number;
}

export class StaffMemberAnswer extends CheckAnswer {
  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: PERSONNEL_KINDS })
  kind!: PersonnelKind;

  @ApiProperty({ type: String, nullable: true })
  departmentCode!: string | null;
}

class StaffTotalsAnswer implements Record<StaffStatus, number> {
  @ApiProperty({ description: '正常' })
  NORMAL!: number;

  @ApiProperty({ description: '暂停' })
  SUSPENDED!: number;

  @ApiProperty({ description: '终止' })
  TERMINATED!: number;
}

export class StaffAnswer {
  @ApiProperty({ example: 'H11010500001' })
  institution!: string;

  @ApiProperty()
  on!: string;

  @ApiProperty({ type: StaffTotalsAnswer, description: '该日登记备案于该机构的全体人员，按状态' })
  totals!: StaffTotalsAnswer;

  @ApiProperty({ type: [StaffMemberAnswer] })
  items!: StaffMemberAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
