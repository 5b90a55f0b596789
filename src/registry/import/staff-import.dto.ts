import { ApiProperty } from '@nestjs/swagger';
import { FlagField } from '../../platform/http/fields.js';
import { IMPORT_STATES, type ImportState, type StaffImport } from './staff-imports.service.js';

export class StaffImportQuery {
  @FlagField({ description: '只试不录：逐行核对并给出问题，不录入任何人员', default: false })
  dryRun!: boolean;
}

export class StaffImportAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'H11010500001' })
  institutionCode!: string;

  @ApiProperty({ description: '只试不录' })
  dryRun!: boolean;

  @ApiProperty({
    enum: IMPORT_STATES,
    description: '进行中 RUNNING；完成 FINISHED；中断 INTERRUPTED：已录入的保留，可将同一文件再次上传',
  })
  state!: ImportState;

  @ApiProperty({ description: '名单的行数' })
  rows!: number;

  @ApiProperty({ description: '已处理的行数' })
  read!: number;

  @ApiProperty({ description: '已录入（试录时：可录入）的行数' })
  taken!: number;

  @ApiProperty({ description: '早已录入、没有变化的行数' })
  unchanged!: number;

  @ApiProperty({ description: '有误的行数' })
  faulty!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '有误的行及其问题（xlsx；末尾改为 csv 即为 csv），改正后可原样上传',
  })
  errorsUrl!: string | null;

  @ApiProperty()
  begunAt!: string;

  @ApiProperty({ description: '最近一次进展的时刻' })
  lastAt!: string;

  @ApiProperty()
  by!: string;
}

export const staffImportAnswer = ({ head, faulty, ...progress }: StaffImport): StaffImportAnswer => ({
  id: head.id,
  institutionCode: head.institutionCode,
  dryRun: head.dryRun,
  state: progress.state,
  rows: head.rows,
  read: progress.read,
  taken: progress.taken,
  unchanged: progress.unchanged,
  faulty,
  errorsUrl: faulty === 0 ? null : `/api/v1/staff-imports/${head.id}/errors.xlsx`,
  begunAt: head.recordedAt,
  lastAt: progress.lastAt,
  by: head.actor,
});
