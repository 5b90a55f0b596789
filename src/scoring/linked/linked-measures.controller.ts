import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Roles } from '../../identity/identity.module.js';
import { AGENCIES } from '../scoring-rights.js';
import { LinkedMeasureAnswer, LinkedMeasureForm } from './linked-measure.dto.js';
import { LinkedMeasureService } from './linked-measure.service.js';

@ApiTags('scoring 记分')
@Controller('scoring/determinations/:id/linked-measures')
@Roles(...AGENCIES)
export class LinkedMeasuresController {
  constructor(private readonly linked: LinkedMeasureService) {}

  @Post()
  @ApiOperation({ summary: '随机构的中止、解除，一并暂停或终止负主要责任者（PQ2025:27，S25）' })
  @ApiCreatedResponse({ type: LinkedMeasureAnswer })
  async link(
    @Param('id') id: string,
    @Body() form: LinkedMeasureForm,
    @CurrentAccount() account: Account,
  ): Promise<LinkedMeasureAnswer> {
    return this.linked.link(id, form, account);
  }
}
