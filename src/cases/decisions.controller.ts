import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { AgreementDecisionService } from './agreement-decision.service.js';
import { CaseAnswer, caseAnswer } from './case-answer.dto.js';
import { CaseReaderService } from './case-reader.service.js';
import { DecisionEventsService } from './decision-events.service.js';
import {
  AgreementDecisionForm,
  PenaltyDecisionForm,
  ReversalForm,
  DecisionServiceForm,
} from './decision.dto.js';
import { PenaltyDecisionService } from './penalty-decision.service.js';

@ApiTags('cases 案件')
@Controller('cases/:id/decision')
export class DecisionsController {
  constructor(
    private readonly penalties: PenaltyDecisionService,
    private readonly agreements: AgreementDecisionService,
    private readonly events: DecisionEventsService,
    private readonly reader: CaseReaderService,
  ) {}

  @Post('penalty')
  @Right('case.decide-penalty')
  @HttpCode(200)
  @ApiOperation({ summary: '记录处罚决定（市医保局，DB2025:4）；不合法的不予记录' })
  @ApiOkResponse({ type: CaseAnswer })
  async penalty(
    @Param('id') id: string,
    @Body() form: PenaltyDecisionForm,
    @CurrentAccount() account: Account,
  ): Promise<CaseAnswer> {
    await this.penalties.decide(id, form, account);
    return this.show(id, account);
  }

  @Post('agreement')
  @Right('case.decide-agreement')
  @HttpCode(200)
  @ApiOperation({ summary: '记录协议处理（经办机构）' })
  @ApiOkResponse({ type: CaseAnswer })
  async agreement(
    @Param('id') id: string,
    @Body() form: AgreementDecisionForm,
    @CurrentAccount() account: Account,
  ): Promise<CaseAnswer> {
    await this.agreements.decide(id, form, account);
    return this.show(id, account);
  }

  @Post('service')
  @Right('case.follow-decision')
  @HttpCode(200)
  @ApiOperation({ summary: '记录决定的送达日' })
  @ApiOkResponse({ type: CaseAnswer })
  async serve(
    @Param('id') id: string,
    @Body() form: DecisionServiceForm,
    @CurrentAccount() account: Account,
  ): Promise<CaseAnswer> {
    await this.events.serve(id, form, account);
    return this.show(id, account);
  }

  @Post('reversal')
  @Right('case.follow-decision')
  @HttpCode(200)
  @ApiOperation({ summary: '记录决定的变更或撤销；原决定保留' })
  @ApiOkResponse({ type: CaseAnswer })
  async reverse(
    @Param('id') id: string,
    @Body() form: ReversalForm,
    @CurrentAccount() account: Account,
  ): Promise<CaseAnswer> {
    await this.events.reverse(id, form, account);
    return this.show(id, account);
  }

  private async show(id: string, account: Account): Promise<CaseAnswer> {
    return caseAnswer(await this.reader.byId(id, account));
  }
}
