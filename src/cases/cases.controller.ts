import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CounterfactualsAnswer } from '../discretion/discretion.module.js';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import {
  CaseAnswer,
  caseAnswer,
  CaseEvaluationAnswer,
  caseList,
  CaseListAnswer,
  CaseRevisionAnswer,
  evaluationAnswer,
  PastProposalAnswer,
  revisionAnswer,
} from './case-answer.dto.js';
import { CaseCounterfactualsService } from './case-counterfactuals.service.js';
import { CaseDraftsService } from './case-drafts.service.js';
import { CaseEvaluationService } from './case-evaluation.service.js';
import { CaseProposalService } from './case-proposal.service.js';
import { CaseReaderService } from './case-reader.service.js';
import { CaseForm, CaseQuery, ProposalForm, ReviseCaseForm } from './case.dto.js';

@ApiTags('cases 案件')
@Controller('cases')
export class CasesController {
  constructor(
    private readonly reader: CaseReaderService,
    private readonly drafts: CaseDraftsService,
    private readonly evaluations: CaseEvaluationService,
    private readonly proposals: CaseProposalService,
    private readonly whatIf: CaseCounterfactualsService,
  ) {}

  @Post()
  @Right('case.prepare')
  @ApiOperation({ summary: '立件：处罚案件由医疗保障行政部门，协议处理事项由经办机构' })
  @ApiCreatedResponse({ type: CaseAnswer })
  async open(@Body() form: CaseForm, @CurrentAccount() account: Account): Promise<CaseAnswer> {
    return this.show(await this.drafts.open(form, account), account);
  }

  @Get()
  @Right('case.read')
  @ApiOperation({ summary: '案件一览与查找，新的在前；区级单位只见本区' })
  @ApiOkResponse({ type: CaseListAnswer })
  async list(@Query() query: CaseQuery, @CurrentAccount() account: Account): Promise<CaseListAnswer> {
    return caseList(await this.reader.list(query, account), query.page, query.pageSize);
  }

  @Get(':id')
  @Right('case.read')
  @ApiOperation({ summary: '一个案件：事实、各次评估与其后的事件' })
  @ApiOkResponse({ type: CaseAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CaseAnswer> {
    return caseAnswer(await this.reader.byId(id, account));
  }

  @Get(':id/revisions')
  @Right('case.read')
  @ApiOperation({ summary: '案件事实的各个版本' })
  @ApiOkResponse({ type: [CaseRevisionAnswer] })
  async revisions(
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<CaseRevisionAnswer[]> {
    return (await this.reader.revisions(id, account)).map(revisionAnswer);
  }

  @Put(':id')
  @Right('case.prepare')
  @ApiOperation({ summary: '修改案件事实；须带上所依据的版本号，旧版本保留' })
  @ApiOkResponse({ type: CaseAnswer })
  async revise(
    @Param('id') id: string,
    @Body() form: ReviseCaseForm,
    @CurrentAccount() account: Account,
  ): Promise<CaseAnswer> {
    await this.drafts.revise(id, form.revision, form.content, account);
    return this.show(id, account);
  }

  @Get(':id/past')
  @Right('case.read')
  @ApiOperation({ summary: '当事人先前的决定提示的情形：初次违法（17）或一年内再犯（18(2)）' })
  @ApiOkResponse({ type: [PastProposalAnswer] })
  async past(@Param('id') id: string, @CurrentAccount() account: Account): Promise<PastProposalAnswer[]> {
    return this.evaluations.pastProposals(id, account);
  }

  @Post(':id/evaluate')
  @Right('case.prepare')
  @HttpCode(200)
  @ApiOperation({ summary: '评估案件并保存答复与回执；事实与规则库未变的，原答复不变' })
  @ApiOkResponse({ type: CaseEvaluationAnswer })
  async evaluate(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CaseEvaluationAnswer> {
    return evaluationAnswer(await this.evaluations.evaluate(id, account));
  }

  @Get(':id/evaluations/:sequence/counterfactuals')
  @Right('case.read')
  @ApiOperation({ summary: '某次评估之下，哪一项事实改变会改变处理或者罚款幅度' })
  @ApiOkResponse({ type: CounterfactualsAnswer })
  async counterfactuals(
    @Param('id') id: string,
    @Param('sequence') sequence: string,
    @CurrentAccount() account: Account,
  ): Promise<CounterfactualsAnswer> {
    return this.whatIf.of(id, /^[1-9]\d{0,8}$/u.test(sequence) ? Number(sequence) : 0, account);
  }

  @Post(':id/proposal')
  @Right('case.prepare')
  @HttpCode(200)
  @ApiOperation({ summary: '提出处罚建议，逐条检查是否在依法可选的幅度之内（DB2025:21）' })
  @ApiOkResponse({ type: CaseAnswer })
  async propose(
    @Param('id') id: string,
    @Body() form: ProposalForm,
    @CurrentAccount() account: Account,
  ): Promise<CaseAnswer> {
    await this.proposals.propose(id, form, account);
    return this.show(id, account);
  }
}
