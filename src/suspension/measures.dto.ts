import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, TextField, WholeNumberField } from '../platform/http/fields.js';

export const MEASURE_STATUSES = [
  'NOT_BEGUN',
  'IN_FORCE',
  'EXPIRED_NOT_RESTORED',
  'RESTORED',
  'VOID',
] as const;
export type MeasureStatus = (typeof MEASURE_STATUSES)[number];

export class MeasureQuery {
  @DateField({ description: '以此日论；不填为今日', optional: true })
  on?: string;

  @ChoiceField(['SUSPENSION', 'TERMINATION'], { description: '暂停或终止', optional: true })
  kind?: 'SUSPENSION' | 'TERMINATION';

  @ChoiceField(MEASURE_STATUSES, {
    description: '该日的状态；不填为全部而不含作废的，作废的须以 VOID 查',
    optional: true,
  })
  status?: MeasureStatus;

  @TextField({ description: '医保区划代码：有执业点在该区，或由该区记分的', optional: true, max: 6 })
  district?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class WindowQuery {
  @TextField({ description: '医保区划代码', optional: true, max: 6 })
  district?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class MeasuredPersonAnswer {
  @ApiProperty({ type: [String], description: '人员代码' })
  codes!: readonly string[];

  @ApiProperty({ type: String, nullable: true, description: '姓名；登记备案中没有的为 null' })
  name!: string | null;

  @ApiProperty({ type: [String], description: '该日登记备案的各机构代码' })
  sites!: readonly string[];
}

export class MeasureItemAnswer {
  @ApiProperty({ type: MeasuredPersonAnswer })
  person!: MeasuredPersonAnswer;

  @ApiProperty({ description: '记分或随机构措施的编号' })
  cause!: string;

  @ApiProperty({ type: String, nullable: true, description: '违法行为所在的机构；未载明的为 null' })
  institution!: string | null;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty({ type: String, nullable: true })
  from!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '末日；月数未定或无期限的为 null' })
  to!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '恢复正常之日' })
  restoredOn!: string | null;

  @ApiProperty({ enum: MEASURE_STATUSES })
  status!: MeasureStatus;

  @ApiProperty({ type: String, nullable: true, description: '发现作废之日（自始无效，S31）' })
  voidedOn!: string | null;
}

export class MeasureListAnswer {
  @ApiProperty()
  on!: string;

  @ApiProperty({ type: [MeasureItemAnswer] })
  items!: MeasureItemAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

class WindowItemAnswer {
  @ApiProperty({ type: MeasuredPersonAnswer })
  person!: MeasuredPersonAnswer;

  @ApiProperty({ type: [String], description: '恢复时一并取消的措施' })
  causes!: readonly string[];

  @ApiProperty({ description: '可以提出恢复申请的首日（PQ2025:30，S20）' })
  opensOn!: string;

  @ApiProperty({ description: '措施的末日；此后仍可申请，届满不自动恢复（S19）' })
  lastDay!: string;

  @ApiProperty({ description: '今日是否已可申请' })
  open!: boolean;

  @ApiProperty({ description: '所涉年份尚无工作日安排，首日为暂定（S34）' })
  provisional!: boolean;
}

export class WindowListAnswer {
  @ApiProperty()
  today!: string;

  @ApiProperty({ type: [WindowItemAnswer] })
  items!: WindowItemAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
