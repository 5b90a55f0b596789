import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { CheckAnswer, checkAnswer, CheckListAnswer } from './check-answer.dto.js';
import { CheckListForm, CheckQuery } from './check.dto.js';
import { CheckService } from './check.service.js';
import { instantOf } from './instant.js';
import { questionsOf, type PlacedForm } from './questions-of-form.js';

/** What settlement and audit systems ask by day of service (PQ2025:46). */
@ApiTags('qualifications 医保支付资格查询')
@Controller('qualifications')
export class CheckController {
  constructor(
    private readonly checks: CheckService,
    private readonly clock: Clock,
  ) {}

  @Get(':personCode')
  @Right('qualification.check')
  @ApiOperation({ summary: '某人某日在某机构的服务可否由基金支付（S26），附理由、预期与回执' })
  @ApiOkResponse({ type: CheckAnswer })
  async one(
    @Param('personCode') personCode: string,
    @Query() { knownAt, ...query }: CheckQuery,
    @CurrentAccount() account: Account,
  ): Promise<CheckAnswer> {
    const form = { personCode, ...query };
    const [answer] = await this.answers([{ form, pointer: '' }], knownAt, account);
    if (answer === undefined) throw new Error('a question without an answer');
    return answer;
  }

  @Post('check')
  @Right('qualification.check')
  @HttpCode(200)
  @ApiOperation({ summary: '一次查询至多 1,000 项，逐项答复，次序相同' })
  @ApiOkResponse({ type: CheckListAnswer })
  async list(
    @Body() { items, knownAt }: CheckListForm,
    @CurrentAccount() account: Account,
  ): Promise<CheckListAnswer> {
    const forms = items.map((form, index) => ({ form, pointer: `/items/${index}` }));
    return { items: await this.answers(forms, knownAt, account) };
  }

  private async answers(
    forms: readonly PlacedForm[],
    knownAt: string | undefined,
    account: Account,
  ): Promise<CheckAnswer[]> {
    const questions = questionsOf(forms, account, this.clock);
    const pointers = forms.map(({ pointer }) => pointer);
    const instant = knownAt === undefined ? null : instantOf(knownAt);
    return (await this.checks.ask(questions, account, instant, pointers)).map(checkAnswer);
  }
}
