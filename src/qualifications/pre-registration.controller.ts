import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { PreRegistrationAnswer, PreRegistrationForm } from './pre-registration.dto.js';
import { PreRegistrationService } from './pre-registration.service.js';

@ApiTags('qualifications 医保支付资格查询')
@Controller('qualifications/pre-registration-check')
export class PreRegistrationController {
  constructor(private readonly preRegistration: PreRegistrationService) {}

  @Post()
  @Right('qualification.pre-check')
  @HttpCode(200)
  @ApiOperation({ summary: '聘用之前，经本人书面同意查询能否为其登记备案（PQ2025:27）；查询入记录' })
  @ApiOkResponse({ type: PreRegistrationAnswer })
  check(
    @Body() form: PreRegistrationForm,
    @CurrentAccount() account: Account,
  ): Promise<PreRegistrationAnswer> {
    return this.preRegistration.check(form, account);
  }
}
