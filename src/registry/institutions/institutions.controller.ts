import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { codeWarnings, comparableCode, type Warning } from '../../domain/registry/codes.js';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { CODE_PATTERNS, type CodePatterns } from '../code-patterns.js';
import {
  institutionAnswer,
  InstitutionAnswer,
  institutionList,
  InstitutionListAnswer,
} from './institution-answer.dto.js';
import { InstitutionChangesService } from './institution-changes.service.js';
import { InstitutionReaderService } from './institution-reader.service.js';
import {
  AgreementChangeForm,
  DepartmentChangeForm,
  DepartmentForm,
  InstitutionForm,
  InstitutionQuery,
} from './institution.dto.js';
import { InstitutionsService } from './institutions.service.js';

@ApiTags('registry 登记备案')
@Controller('institutions')
export class InstitutionsController {
  constructor(
    private readonly reader: InstitutionReaderService,
    private readonly institutions: InstitutionsService,
    private readonly changes: InstitutionChangesService,
    private readonly clock: Clock,
    @Inject(CODE_PATTERNS) private readonly patterns: CodePatterns,
  ) {}

  @Post()
  @Right('institution.keep')
  @ApiOperation({ summary: '录入定点医药机构及其科室、协议；代码与惯例不符的给出提示，不拒绝' })
  @ApiCreatedResponse({ type: InstitutionAnswer })
  async enter(@Body() form: InstitutionForm, @CurrentAccount() account: Account): Promise<InstitutionAnswer> {
    const code = await this.institutions.enter(form, account);
    const warnings = codeWarnings(comparableCode(form.code), this.patterns.institutions, '/code');
    return this.answer(code, account, warnings);
  }

  @Get()
  @Right('institution.read')
  @ApiOperation({ summary: '定点医药机构一览与查找；区级单位只见本区，机构只见自己' })
  @ApiOkResponse({ type: InstitutionListAnswer })
  async list(
    @Query() query: InstitutionQuery,
    @CurrentAccount() account: Account,
  ): Promise<InstitutionListAnswer> {
    return institutionList(await this.reader.list(query, account), query.page, query.pageSize);
  }

  @Get(':code')
  @Right('institution.read')
  @ApiOperation({ summary: '一家机构：科室、协议的历次变动与今日的状态' })
  @ApiOkResponse({ type: InstitutionAnswer })
  show(@Param('code') code: string, @CurrentAccount() account: Account): Promise<InstitutionAnswer> {
    return this.answer(code, account);
  }

  @Post(':code/agreement-changes')
  @Right('institution.keep')
  @ApiOperation({ summary: '记录协议的签订、中止、恢复、解除、到期，或者撤回误录（PQ2025:7、27）' })
  @ApiCreatedResponse({ type: InstitutionAnswer })
  async changeAgreement(
    @Param('code') code: string,
    @Body() form: AgreementChangeForm,
    @CurrentAccount() account: Account,
  ): Promise<InstitutionAnswer> {
    await this.changes.changeAgreement(code, form, account);
    return this.answer(code, account);
  }

  @Post(':code/departments')
  @Right('institution.keep')
  @ApiOperation({ summary: '增加科室' })
  @ApiCreatedResponse({ type: InstitutionAnswer })
  async addDepartment(
    @Param('code') code: string,
    @Body() form: DepartmentForm,
    @CurrentAccount() account: Account,
  ): Promise<InstitutionAnswer> {
    await this.changes.addDepartment(code, form, account);
    return this.answer(code, account);
  }

  @Post(':code/departments/:department/changes')
  @Right('institution.keep')
  @ApiOperation({ summary: '记录科室服务的中止、恢复，或者撤回误录（PQ2025:27）' })
  @ApiCreatedResponse({ type: InstitutionAnswer })
  async changeDepartment(
    @Param('code') code: string,
    @Param('department') department: string,
    @Body() form: DepartmentChangeForm,
    @CurrentAccount() account: Account,
  ): Promise<InstitutionAnswer> {
    await this.changes.changeDepartment(code, department, form, account);
    return this.answer(code, account);
  }

  private async answer(
    code: string,
    account: Account,
    warnings: readonly Warning[] = [],
  ): Promise<InstitutionAnswer> {
    const { head, facts } = await this.reader.byCode(code, account);
    return institutionAnswer(head, facts, this.clock.today(), warnings);
  }
}
