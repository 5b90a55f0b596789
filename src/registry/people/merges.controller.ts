import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { mergeOutcomeAnswer } from './person-answer.js';
import { MergeAnswer } from './merge-answer.dto.js';
import { PersonMergesService } from './person-merges.service.js';
import { MergeForm, MergeUndoForm } from './person.dto.js';

@ApiTags('registry 登记备案')
@Controller('persons/merges')
export class MergesController {
  constructor(
    private readonly merges: PersonMergesService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Right('person.merge')
  @ApiOperation({ summary: '合并同一人的两份档案，重新判定分值与措施（PQ2025:25）' })
  @ApiCreatedResponse({ type: MergeAnswer })
  async merge(@Body() form: MergeForm, @CurrentAccount() account: Account): Promise<MergeAnswer> {
    return mergeOutcomeAnswer(await this.merges.merge(form, account), this.clock.today());
  }

  @Post(':id/undo')
  @Right('person.merge')
  @HttpCode(200)
  @ApiOperation({ summary: '撤销合并：两份档案各归原样，重新判定' })
  @ApiOkResponse({ type: MergeAnswer })
  async undo(
    @Param('id') id: string,
    @Body() form: MergeUndoForm,
    @CurrentAccount() account: Account,
  ): Promise<MergeAnswer> {
    return mergeOutcomeAnswer(await this.merges.undo(id, form, account), this.clock.today());
  }
}
