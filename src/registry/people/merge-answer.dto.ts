import { ApiProperty } from '@nestjs/swagger';
import type { QualificationStatus } from '../../domain/qualification/timeline.js';
import { RestrictionAnswer, STATUSES } from './person-answer.dto.js';

export class FileStandAnswer {
  @ApiProperty()
  year!: number;

  @ApiProperty({ description: '当年累计分值' })
  yearTotal!: number;

  @ApiProperty({ enum: STATUSES, description: '今日的资格' })
  status!: QualificationStatus;

  @ApiProperty({ type: [RestrictionAnswer], description: '有起始日的限制' })
  restrictions!: RestrictionAnswer[];
}

export class MovedFileAnswer {
  @ApiProperty({ description: '档案编号' })
  id!: string;

  @ApiProperty({ type: [String], description: '人员代码' })
  codes!: string[];

  @ApiProperty({ type: FileStandAnswer })
  before!: FileStandAnswer;

  @ApiProperty({ type: FileStandAnswer })
  after!: FileStandAnswer;
}

export class MergeAnswer {
  @ApiProperty({ description: '合并的编号，撤销时用' })
  id!: string;

  @ApiProperty({ type: [MovedFileAnswer], description: '两份档案此前与此后的分值和限制，保留的一方在前' })
  moved!: MovedFileAnswer[];
}
