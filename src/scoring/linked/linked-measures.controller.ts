import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { LinkedLastDayService } from './linked-last-day.service.js';
import { LastDayForm, LinkedMeasureAnswer, LinkedMeasureForm } from './linked-measure.dto.js';
import { LinkedMeasureService } from './linked-measure.service.js';

@ApiTags('scoring 记分')
@Controller('scoring/determinations/:id/linked-measures')
export class LinkedMeasuresController {
  constructor(
    private readonly linked: LinkedMeasureService,
    private readonly lastDays: LinkedLastDayService,
  ) {}

  @Post()
  @Right('linked-measure.write')
  @ApiOperation({ summary: '随机构的中止、解除，一并暂停或终止负主要责任者（PQ2025:27，S25）' })
  @ApiCreatedResponse({ type: LinkedMeasureAnswer })
  async link(
    @Param('id') id: string,
    @Body() form: LinkedMeasureForm,
    @CurrentAccount() account: Account,
  ): Promise<LinkedMeasureAnswer> {
    return this.linked.link(id, form, account);
  }

  @Post(':linkId/last-day')
  @Right('linked-measure.write')
  @HttpCode(200)
  @ApiOperation({
    summary: '记录未定末日的随机构措施的末日；有了末日才能申请恢复（PQ2025:27、30；S19、S25）',
  })
  @ApiOkResponse({ type: LinkedMeasureAnswer })
  async recordLastDay(
    @Param('id') id: string,
    @Param('linkId') linkId: string,
    @Body() form: LastDayForm,
    @CurrentAccount() account: Account,
  ): Promise<LinkedMeasureAnswer> {
    return this.lastDays.record(id, linkId, form, account);
  }
}
