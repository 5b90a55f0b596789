import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { ClaimSitesService } from './claim-sites.service.js';
import { rejudgedAnswer, settlementAnswer } from './rejudged-answer.js';
import {
  RejudgedAnswer,
  RejudgedQuery,
  SettledAnswer,
  SettlementForm,
  SettlementPage,
  SettlementQuery,
} from './rejudged.dto.js';
import { RejudgedService } from './rejudged.service.js';
import { SettlementsService } from './settlements.service.js';

@ApiTags('claims 费用明细')
@Controller('claims/rejudged')
export class RejudgedController {
  constructor(
    private readonly rejudged: RejudgedService,
    private readonly settlements: SettlementsService,
    private readonly sites: ClaimSitesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Right('claim.read-rejudged')
  @ApiOperation({ summary: '重新评判之后应补付、应追回的明细：当时的结论与现在比较（PQ2025:37、40；S31）' })
  @ApiOkResponse({ type: RejudgedAnswer })
  async show(
    @Query() { institution: named }: RejudgedQuery,
    @CurrentAccount() account: Account,
  ): Promise<RejudgedAnswer> {
    const institution = await this.sites.meant(named, account);
    const at = this.clock.instant();
    return rejudgedAnswer(institution, at, await this.rejudged.dueAt(institution, account));
  }

  @Post('settlements')
  @Right('claim.settle')
  @ApiOperation({ summary: '记录已补付、已追回或不再追回，自清单中移出（经办机构审核结算岗，PQ2025:42）' })
  @ApiCreatedResponse({ type: SettledAnswer })
  async settle(@Body() form: SettlementForm, @CurrentAccount() account: Account): Promise<SettledAnswer> {
    const settled = await this.settlements.settle(form, account);
    return { id: settled[0]?.settlementId ?? '', items: settled.map(settlementAnswer) };
  }

  @Get('settlements')
  @Right('claim.read-rejudged')
  @ApiOperation({ summary: '已记录的补付与追回，新的在前' })
  @ApiOkResponse({ type: SettlementPage })
  async list(@Query() query: SettlementQuery, @CurrentAccount() account: Account): Promise<SettlementPage> {
    const { items, total } = await this.settlements.list(query, account);
    return { items: items.map(settlementAnswer), total, page: query.page, pageSize: query.pageSize };
  }
}
