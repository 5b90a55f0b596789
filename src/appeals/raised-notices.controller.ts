import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { OutcomeTellingForm, RaiseToldAnswer } from './outcome-telling.dto.js';
import { RaisedNoticesService } from './raised-notices.service.js';

@ApiTags('appeals 异议申诉')
@Controller('scoring/notices/:id/raise-tellings')
export class RaisedNoticesController {
  constructor(private readonly raised: RaisedNoticesService) {}

  @Post()
  @Right('objection.tell-outcome')
  @HttpCode(200)
  @ApiOperation({
    summary: '记录已将通知书因他案而加重告知机构、本人；申诉期自告知之日重新起算（PQ2025:34、37）',
  })
  @ApiOkResponse({ type: RaiseToldAnswer })
  async tell(
    @Param('id') id: string,
    @Body() form: OutcomeTellingForm,
    @CurrentAccount() account: Account,
  ): Promise<RaiseToldAnswer> {
    return this.raised.tell(id, form, account);
  }
}
