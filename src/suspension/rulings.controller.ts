import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { RulingForm } from '../rulebook/rulebook.module.js';
import { RulingAnswer } from './rulings.dto.js';
import { RulingsService } from './rulings.service.js';

@ApiTags('rulebook 规则库')
@Controller('rulebook/rulings')
export class RulingsController {
  constructor(private readonly rulings: RulingsService) {}

  @Post()
  @Right('ruling.record')
  @ApiOperation({
    summary: '导入对存疑理解的正式解释：某项政策自某日起的取值（市医保局）',
    description: '台账与期限随即按新的取值重新判断，变动的每一个日期列于 moved。',
  })
  @ApiCreatedResponse({ type: RulingAnswer })
  async take(@Body() form: RulingForm, @CurrentAccount() account: Account): Promise<RulingAnswer> {
    return this.rulings.take(form, account);
  }
}
