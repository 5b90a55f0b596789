import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { date } from '../domain/shared/calendar-date.js';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { CheckService } from '../qualifications/qualifications.module.js';
import { OwnFileAnswer } from './own-file.dto.js';
import { OwnFileService } from './own-file.service.js';
import { OwnNoticeAnswer } from './own-notice.dto.js';
import { OwnStatusAnswer, OwnStatusQuery } from './own-status.dto.js';

@ApiTags('me 本人档案')
@Controller('me')
export class OwnFileController {
  constructor(
    private readonly files: OwnFileService,
    private readonly checks: CheckService,
    private readonly clock: Clock,
  ) {}

  @Get('file')
  @Right('own-file.read')
  @ApiOperation({ summary: '本人的档案：登记备案、记分、通知书及期限、措施，以及可以提出什么（PQ2025:29）' })
  @ApiOkResponse({ type: OwnFileAnswer })
  async file(@CurrentAccount() account: Account): Promise<OwnFileAnswer> {
    return this.files.file(account);
  }

  @Get('status')
  @Right('own-file.read')
  @ApiOperation({ summary: '本人某日在某机构的状态，以及服务费用可否由基金支付（S26）' })
  @ApiOkResponse({ type: OwnStatusAnswer })
  async status(
    @Query() { institution, on }: OwnStatusQuery,
    @CurrentAccount() account: Account,
  ): Promise<OwnStatusAnswer> {
    const asked = {
      personCode: account.personCode ?? '',
      institution: institution ?? account.office,
      on: on === undefined ? this.clock.today() : date(on),
      emergency: false,
    };
    const [answered] = await this.checks.ask([asked], account, null);
    if (answered === undefined) throw new Error('a question without an answer');
    const { emergency: _none, ...question } = asked;
    const { status, payable, reasons, year, yearTotal, forecast } = answered.outcome;
    const { receipt } = answered;
    return { ...question, status, payable, reasons, year, yearTotal, forecast, receipt };
  }

  @Get('notices/:id')
  @Right('own-file.read')
  @ApiOperation({ summary: '本人的一份记分处理通知书：认定、送达、期限怎样计算、现在如何' })
  @ApiOkResponse({ type: OwnNoticeAnswer })
  async notice(@Param('id') id: string, @CurrentAccount() account: Account): Promise<OwnNoticeAnswer> {
    return this.files.notice(id, account);
  }
}
