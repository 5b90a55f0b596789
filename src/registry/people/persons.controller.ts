import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { codeWarnings, comparableCode, type Warning } from '../../domain/registry/codes.js';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { CODE_PATTERNS, type CodePatterns } from '../code-patterns.js';
import { DeparturesService } from './departures.service.js';
import { personAnswer } from './person-answer.js';
import { PersonAnswer, PersonListAnswer } from './person-answer.dto.js';
import { PersonEntryService } from './person-entry.service.js';
import { PersonListService } from './person-list.service.js';
import { PersonReaderService } from './person-reader.service.js';
import { PersonCodeForm, PersonForm, PersonQuery } from './person.dto.js';
import { CommitmentForm, EmployerChangeForm, PrimarySiteForm, RegistrationForm } from './site.dto.js';
import { SitesService } from './sites.service.js';

@ApiTags('registry 登记备案')
@Controller('persons')
export class PersonsController {
  constructor(
    private readonly reader: PersonReaderService,
    private readonly people: PersonListService,
    private readonly entries: PersonEntryService,
    private readonly sites: SitesService,
    private readonly departures: DeparturesService,
    private readonly clock: Clock,
    @Inject(CODE_PATTERNS) private readonly patterns: CodePatterns,
  ) {}

  @Post()
  @Right('person.keep')
  @ApiOperation({
    summary: '录入人员，可同时录入服务承诺并登记备案；身份证号已在档的并入同一档案（PQ2025:11、13、14）',
  })
  @ApiCreatedResponse({ type: PersonAnswer })
  async enter(@Body() form: PersonForm, @CurrentAccount() account: Account): Promise<PersonAnswer> {
    const code = await this.entries.enter(form, account);
    const warnings = form.codes.flatMap((each, index) => this.doubts(each, `/codes/${index}`));
    return this.answer(code, account, warnings);
  }

  @Get()
  @Right('person.read')
  @ApiOperation({ summary: '人员一览与查找；区级单位只见本区，机构只见本机构录入或登记的' })
  @ApiOkResponse({ type: PersonListAnswer })
  async list(@Query() query: PersonQuery, @CurrentAccount() account: Account): Promise<PersonListAnswer> {
    const { items, total } = await this.people.list(query, account);
    return { items: [...items], total, page: query.page, pageSize: query.pageSize };
  }

  @Get(':personCode')
  @Right('person.read')
  @ApiOperation({ summary: '一医一档：代码、承诺、登记备案及其状态、记分与限制；机构只见本机构的' })
  @ApiOkResponse({ type: PersonAnswer })
  show(@Param('personCode') code: string, @CurrentAccount() account: Account): Promise<PersonAnswer> {
    return this.answer(code, account);
  }

  @Post(':personCode/codes')
  @Right('person.keep')
  @ApiOperation({ summary: '为人员增加一个代码' })
  @ApiCreatedResponse({ type: PersonAnswer })
  async addCode(
    @Param('personCode') code: string,
    @Body() form: PersonCodeForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    await this.entries.addCode(code, form.code, account);
    return this.answer(code, account, this.doubts(form.code, '/code'));
  }

  @Post(':personCode/commitments')
  @Right('person.keep')
  @ApiOperation({ summary: '录入服务承诺（PQ2025:11）' })
  @ApiCreatedResponse({ type: PersonAnswer })
  async commit(
    @Param('personCode') code: string,
    @Body() form: CommitmentForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    await this.sites.commit(code, form, account);
    return this.answer(code, account);
  }

  @Post(':personCode/registrations')
  @Right('person.keep')
  @ApiOperation({ summary: '登记备案（PQ2025:13）；须有协议、承诺，资格受限期间不得登记（PQ2025:27）' })
  @ApiCreatedResponse({ type: PersonAnswer })
  async register(
    @Param('personCode') code: string,
    @Body() form: RegistrationForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    await this.sites.register(code, form, account);
    return this.answer(code, account);
  }

  @Post(':personCode/primary-site')
  @Right('person.move')
  @HttpCode(200)
  @ApiOperation({ summary: '变更主执业地（经办机构）' })
  @ApiOkResponse({ type: PersonAnswer })
  async movePrimarySite(
    @Param('personCode') code: string,
    @Body() form: PrimarySiteForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    await this.sites.movePrimarySite(code, form, account);
    return this.answer(code, account);
  }

  @Post(':personCode/change-of-employer')
  @Right('person.move')
  @HttpCode(200)
  @ApiOperation({ summary: '变更执业（就业）机构：原机构取消，新机构承诺并登记，一次完成（PQ2025:13）' })
  @ApiOkResponse({ type: PersonAnswer })
  async changeEmployer(
    @Param('personCode') code: string,
    @Body() form: EmployerChangeForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    await this.departures.changeEmployer(code, form, account);
    return this.answer(code, account);
  }

  private doubts(code: string, pointer: string): Warning[] {
    return codeWarnings(comparableCode(code), this.patterns.persons, pointer);
  }

  private async answer(
    code: string,
    account: Account,
    warnings: readonly Warning[] = [],
  ): Promise<PersonAnswer> {
    return personAnswer(await this.reader.byCode(code, account), this.clock.today(), warnings);
  }
}
