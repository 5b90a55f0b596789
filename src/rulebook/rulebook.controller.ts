import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnySignedIn } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { RulebookAnswer, rulebookAnswer } from './rulebook.dto.js';
import { RulebookService } from './rulebook.service.js';

@ApiTags('rulebook 规则库')
@Controller('rulebook')
export class RulebookController {
  constructor(
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @AnySignedIn()
  @ApiOperation({ summary: '在用的规则库：文本版本、采用的理解、政策取值与总哈希' })
  @ApiOkResponse({ type: RulebookAnswer })
  async show(): Promise<RulebookAnswer> {
    return rulebookAnswer(await this.rulebooks.current(), this.clock.today());
  }
}
