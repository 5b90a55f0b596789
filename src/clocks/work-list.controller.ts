import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { WorkListAnswer, WorkListQuery, WorkSummaryAnswer } from './work-list.dto.js';
import { WorkListService } from './work-list.service.js';

@ApiTags('work-list 待办')
@Controller('work-list')
export class WorkListController {
  constructor(private readonly work: WorkListService) {}

  @Get()
  @Right('work-list.read')
  @ApiOperation({
    summary: '本单位的待办与逾期，依到期日先后，并说明到期日怎样计算',
    description: '市级单位与审计见全部；区级单位见本单位，区经办机构另见本区机构逾期的；机构见自己的。',
  })
  @ApiOkResponse({ type: WorkListAnswer })
  async list(@Query() query: WorkListQuery, @CurrentAccount() account: Account): Promise<WorkListAnswer> {
    return this.work.list(query, account);
  }

  @Get('summary')
  @Right('work-list.read')
  @ApiOperation({ summary: '各类事项的件数：未办结、即将到期、逾期、办结' })
  @ApiOkResponse({ type: WorkSummaryAnswer })
  async summary(@CurrentAccount() account: Account): Promise<WorkSummaryAnswer> {
    return this.work.summary(account);
  }
}
