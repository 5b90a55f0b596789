import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Database } from '../database/database.js';
import { Public } from '../http/public.js';

class HealthAnswer {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

/** Whether the program is up and its database answers; it starts to listen only after the migrations have run. */
@ApiTags('health 运行状况')
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get()
  @Public()
  @ApiOperation({ summary: '运行状况（无需登录）' })
  @ApiOkResponse({ type: HealthAnswer })
  async health(): Promise<HealthAnswer> {
    await this.database.read.query('SELECT 1');
    return { status: 'ok' };
  }
}
