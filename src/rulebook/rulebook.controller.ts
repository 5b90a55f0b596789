import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Roles } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { RulebookAnswer, rulebookAnswer, RulingForm } from './rulebook.dto.js';
import { RulebookService } from './rulebook.service.js';
import { RulingService } from './ruling.service.js';

@ApiTags('rulebook 规则库')
@Controller('rulebook')
export class RulebookController {
  constructor(
    private readonly rulebooks: RulebookService,
    private readonly rulings: RulingService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '在用的规则库：文本版本、采用的理解、政策取值与总哈希' })
  @ApiOkResponse({ type: RulebookAnswer })
  async show(): Promise<RulebookAnswer> {
    return rulebookAnswer(await this.rulebooks.current(), this.clock.today());
  }

  @Post('rulings')
  @Roles('MUNICIPAL_BUREAU')
  @ApiOperation({ summary: '导入对存疑理解的正式解释：某项政策自某日起的取值（市医保局）' })
  @ApiCreatedResponse({ type: RulebookAnswer })
  async rule(@Body() form: RulingForm, @CurrentAccount() account: Account): Promise<RulebookAnswer> {
    return rulebookAnswer(await this.rulings.take(form, account), this.clock.today());
  }
}
