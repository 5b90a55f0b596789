import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Database } from '../database/database.js';
import { RecordKeeper } from '../database/record-keeper.js';
import { RECORD_FAULT_CODES, type RecordFault } from '../database/record-verification.js';
import { Public } from '../http/public.js';

class RecordFaultAnswer {
  @ApiProperty({ enum: RECORD_FAULT_CODES })
  code!: RecordFault['code'];

  @ApiProperty({ type: Number, nullable: true, description: '出现问题的记录序号' })
  sequence!: number | null;

  @ApiProperty()
  detail!: string;
}

class HealthAnswer {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';

  @ApiProperty({ enum: ['unverified', 'intact', 'broken'], description: '历史记录最近一次核验的结果' })
  record!: 'unverified' | 'intact' | 'broken';

  @ApiProperty({ required: false, description: '历史记录的第一处问题' })
  recordFault?: RecordFaultAnswer;
}

/** Whether the program is up and its database answers; it starts to listen only after the migrations have run. */
@ApiTags('health 运行状况')
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly record: RecordKeeper,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: '运行状况（无需登录）' })
  @ApiOkResponse({ type: HealthAnswer })
  async health(): Promise<HealthAnswer> {
    await this.database.read.query('SELECT 1');
    const { state } = this.record;
    return {
      status: 'ok',
      record: state.status,
      ...(state.status === 'broken' && { recordFault: state.fault }),
    };
  }
}
