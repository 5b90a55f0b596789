import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { Public } from '../platform/http/public.js';
import { KeyAnswer } from './records.dto.js';

@ApiTags('records 历史记录')
@Controller('records/keys')
@Public()
export class RecordKeysController {
  constructor(private readonly keeper: RecordKeeper) {}

  @Get()
  @ApiOperation({ summary: '签发检查点的公钥，现用的在前（无需登录）' })
  @ApiOkResponse({ type: [KeyAnswer] })
  keys(): Promise<KeyAnswer[]> {
    return this.keeper.keys();
  }
}
