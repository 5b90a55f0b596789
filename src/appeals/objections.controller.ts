import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { ObjectionAnswer, ObjectionListAnswer } from './objection-answer.dto.js';
import { objectionAnswer, objectionSummary } from './objection-answer.js';
import { ObjectionDecisionService } from './objection-decision.service.js';
import {
  DeterminerOpinionForm,
  ExpertAssessmentForm,
  FirstReviewForm,
  FurtherObjectionForm,
  ObjectionAcceptanceForm,
  ObjectionDecisionForm,
  ObjectionForm,
  ObjectionQuery,
  ObjectionSupplementForm,
  ObjectionWithdrawalForm,
} from './objection.dto.js';
import { ObjectionFilingService } from './objection-filing.service.js';
import { ObjectionHandlingService } from './objection-handling.service.js';
import { ObjectionReaderService } from './objection-reader.service.js';
import { ObjectionSidesService } from './objection-sides.service.js';
import { ObjectionTellingService } from './objection-telling.service.js';
import { OutcomeTellingForm } from './outcome-telling.dto.js';

@ApiTags('appeals 异议申诉')
@Controller('objections')
export class ObjectionsController {
  constructor(
    private readonly filing: ObjectionFilingService,
    private readonly sides: ObjectionSidesService,
    private readonly handling: ObjectionHandlingService,
    private readonly decisions: ObjectionDecisionService,
    private readonly tellings: ObjectionTellingService,
    private readonly reader: ObjectionReaderService,
  ) {}

  @Post()
  @Right('objection.file')
  @ApiOperation({ summary: '对记分处理提出异议申诉（PQ2025:34）：机构、本人，或辖区经办机构窗口收件' })
  @ApiCreatedResponse({ type: ObjectionAnswer })
  async file(@Body() form: ObjectionForm, @CurrentAccount() account: Account): Promise<ObjectionAnswer> {
    return this.show(await this.filing.file(form, account), account);
  }

  @Post(':id/supplements')
  @Right('objection.file')
  @HttpCode(200)
  @ApiOperation({ summary: '补正签字、盖章或证据材料' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async supplement(
    @Param('id') id: string,
    @Body() form: ObjectionSupplementForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.sides.supplement(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/acceptance')
  @Right('objection.accept')
  @HttpCode(200)
  @ApiOperation({ summary: '受理；材料不全而受理的须说明理由' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async accept(
    @Param('id') id: string,
    @Body() form: ObjectionAcceptanceForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.handling.accept(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/first-review')
  @Right('objection.accept')
  @HttpCode(200)
  @ApiOperation({ summary: '对市级记分的初审：不同意的告知原因，同意的报市经办机构（PQ2025:34.2）' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async reviewFirst(
    @Param('id') id: string,
    @Body() form: FirstReviewForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.handling.reviewFirst(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/determiner-opinion')
  @Right('objection.handle')
  @HttpCode(200)
  @ApiOperation({ summary: '责任认定部门的意见（PQ2025:34.2）' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async hearDeterminer(
    @Param('id') id: string,
    @Body() form: DeterminerOpinionForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.handling.hearDeterminer(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/expert-assessments')
  @Right('objection.handle')
  @HttpCode(200)
  @ApiOperation({ summary: '记录第三方或专家组的评估；评估的工作日顺延办理期限（PQ2025:36、37，S30）' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async assess(
    @Param('id') id: string,
    @Body() form: ExpertAssessmentForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.handling.assess(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/decision')
  @Right('objection.handle')
  @HttpCode(200)
  @ApiOperation({
    summary: '决定：采纳、部分采纳或维持（PQ2025:37）；再申诉由同级行政部门决定。效力溯及自始（S31）',
  })
  @ApiOkResponse({ type: ObjectionAnswer })
  async decide(
    @Param('id') id: string,
    @Body() form: ObjectionDecisionForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.decisions.decide(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/outcome-tellings')
  @Right('objection.tell-outcome')
  @HttpCode(200)
  @ApiOperation({ summary: '辖区经办机构记录已将办理结果告知机构、本人，连同凭证（PQ2025:37）' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async tell(
    @Param('id') id: string,
    @Body() form: OutcomeTellingForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.tellings.tell(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/further-objection')
  @Right('objection.file')
  @HttpCode(200)
  @ApiOperation({ summary: '对办理结果仍有异议，移交同级医疗保障行政部门（PQ2025:35）' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async objectFurther(
    @Param('id') id: string,
    @Body() form: FurtherObjectionForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.sides.objectFurther(id, form, account);
    return this.show(id, account);
  }

  @Post(':id/withdrawal')
  @Right('objection.file')
  @HttpCode(200)
  @ApiOperation({ summary: '由提出者撤回；窗口办理的须有书面撤回' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async withdraw(
    @Param('id') id: string,
    @Body() form: ObjectionWithdrawalForm,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionAnswer> {
    await this.sides.withdraw(id, form, account);
    return this.show(id, account);
  }

  @Get()
  @Right('objection.read')
  @ApiOperation({ summary: '异议申诉一览，新的在前；区级单位只见本区的，机构只见本机构的，本人只见自己的' })
  @ApiOkResponse({ type: ObjectionListAnswer })
  async list(
    @Query() query: ObjectionQuery,
    @CurrentAccount() account: Account,
  ): Promise<ObjectionListAnswer> {
    const { items, total } = await this.reader.list(query, account);
    return { items: items.map(objectionSummary), total, page: query.page, pageSize: query.pageSize };
  }

  @Get(':id')
  @Right('objection.read')
  @ApiOperation({ summary: '一件异议申诉：各步、期限、结果及其效力' })
  @ApiOkResponse({ type: ObjectionAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<ObjectionAnswer> {
    return objectionAnswer(await this.reader.byId(id, account));
  }
}
