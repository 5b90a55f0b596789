import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import {
  DeterminationAnswer,
  determinationAnswer,
  DeterminationListAnswer,
  determinationSummary,
} from './determination-answer.dto.js';
import { DeterminationDraftAnswer } from './determination-draft.dto.js';
import { DeterminationDraftService } from './determination-draft.service.js';
import { DeterminationReaderService } from './determination-reader.service.js';
import { DeterminationService } from './determination.service.js';
import { DeterminationForm, DeterminationQuery, DraftQuery } from './determination.dto.js';

@ApiTags('scoring 记分')
@Controller('scoring/determinations')
export class DeterminationsController {
  constructor(
    private readonly determinations: DeterminationService,
    private readonly drafts: DeterminationDraftService,
    private readonly reader: DeterminationReaderService,
  ) {}

  @Post()
  @Right('determination.write')
  @ApiOperation({ summary: '记录责任认定书（PQ2025:16–19）；不合规定的不予记录，理由一次列全' })
  @ApiCreatedResponse({ type: DeterminationAnswer })
  async determine(
    @Body() form: DeterminationForm,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationAnswer> {
    return this.show(await this.determinations.determine(form, account), account);
  }

  @Get('draft')
  @Right('determination.write')
  @ApiOperation({ summary: '由已作决定的案件拟出认定：记分时点、可适用的情形、行为、当时登记的人员（S35）' })
  @ApiOkResponse({ type: DeterminationDraftAnswer })
  async draft(
    @Query() { caseId }: DraftQuery,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationDraftAnswer> {
    return this.drafts.ofCase(caseId, account);
  }

  @Get()
  @Right('determination.read')
  @ApiOperation({ summary: '责任认定书一览，新的在前；区级单位只见本单位作出的和本区机构的' })
  @ApiOkResponse({ type: DeterminationListAnswer })
  async list(
    @Query() query: DeterminationQuery,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationListAnswer> {
    const { items, total } = await this.reader.list(query, account);
    const { page, pageSize } = query;
    return { items: items.map(determinationSummary), total, page, pageSize };
  }

  @Get(':id')
  @Right('determination.read')
  @ApiOperation({ summary: '一份责任认定书' })
  @ApiOkResponse({ type: DeterminationAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<DeterminationAnswer> {
    return determinationAnswer(await this.reader.byId(id, account));
  }
}
