import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { RepairAssessmentService } from './repair-assessment.service.js';
import {
  RepairApplicationAnswer,
  RepairAssessmentForm,
  RepairForm,
  RepairListAnswer,
  RepairQuery,
  RepairRevocationForm,
  RepairWithdrawalForm,
} from './repair.dto.js';
import { RepairFilingService } from './repair-filing.service.js';
import { RepairReaderService } from './repair-reader.service.js';
import { RepairRevocationService } from './repair-revocation.service.js';

@ApiTags('appeals 恢复与修复')
@Controller('repairs')
export class RepairsController {
  constructor(
    private readonly filing: RepairFilingService,
    private readonly assessments: RepairAssessmentService,
    private readonly revocations: RepairRevocationService,
    private readonly reader: RepairReaderService,
  ) {}

  @Post()
  @Right('repair.file')
  @ApiOperation({ summary: '申请记分修复（PQ2025:31）：经主执业地审核同意，报其所在区的经办机构' })
  @ApiCreatedResponse({ type: RepairApplicationAnswer })
  async file(@Body() form: RepairForm, @CurrentAccount() account: Account): Promise<RepairApplicationAnswer> {
    return this.reader.byId(await this.filing.file(form, account), account);
  }

  @Get()
  @Right('repair.read')
  @ApiOperation({ summary: '记分修复申请，新的在前；机构、区级单位和本人各见自己的' })
  @ApiOkResponse({ type: RepairListAnswer })
  async list(@Query() query: RepairQuery, @CurrentAccount() account: Account): Promise<RepairListAnswer> {
    return this.reader.list(query, account);
  }

  @Get(':id')
  @Right('repair.read')
  @ApiOperation({ summary: '一件记分修复申请及其办理经过' })
  @ApiOkResponse({ type: RepairApplicationAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<RepairApplicationAnswer> {
    return this.reader.byId(id, account);
  }

  @Post(':id/assessment')
  @Right('repair.assess')
  @HttpCode(200)
  @ApiOperation({
    summary: '区经办机构评估（PQ2025:31）：准予的计入参加之日；会改变已作出的处理的，计入认可之日',
  })
  @ApiOkResponse({ type: RepairApplicationAnswer })
  async assess(
    @Param('id') id: string,
    @Body() form: RepairAssessmentForm,
    @CurrentAccount() account: Account,
  ): Promise<RepairApplicationAnswer> {
    await this.assessments.assess(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/revocation')
  @Right('repair.assess')
  @HttpCode(200)
  @ApiOperation({
    summary:
      '撤销误予的修复（S22、S31）：由准予人以外的人员办理，分值自始重新计算；会产生新的或更重措施的须明确知悉',
  })
  @ApiOkResponse({ type: RepairApplicationAnswer })
  async revoke(
    @Param('id') id: string,
    @Body() form: RepairRevocationForm,
    @CurrentAccount() account: Account,
  ): Promise<RepairApplicationAnswer> {
    await this.revocations.revoke(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/withdrawal')
  @Right('repair.file')
  @HttpCode(200)
  @ApiOperation({ summary: '撤回记分修复申请' })
  @ApiOkResponse({ type: RepairApplicationAnswer })
  async withdraw(
    @Param('id') id: string,
    @Body() form: RepairWithdrawalForm,
    @CurrentAccount() account: Account,
  ): Promise<RepairApplicationAnswer> {
    await this.assessments.withdraw(id, form, account);
    return this.reader.byId(id, account);
  }
}
