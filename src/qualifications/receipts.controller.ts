import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { VerificationAnswer, VerifyReceiptForm } from './receipts.dto.js';
import { ReceiptsService } from './receipts.service.js';

@ApiTags('qualifications 医保支付资格查询')
@Controller('qualifications/receipts')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Post('verify')
  @Right('qualification.check')
  @HttpCode(200)
  @ApiOperation({ summary: '核验回执：按当时的记录重新计算并比对，其后更正、撤销的也一样' })
  @ApiOkResponse({ type: VerificationAnswer })
  verify(
    @Body() { receipt }: VerifyReceiptForm,
    @CurrentAccount() account: Account,
  ): Promise<VerificationAnswer> {
    return this.receipts.verify(receipt, account);
  }
}
