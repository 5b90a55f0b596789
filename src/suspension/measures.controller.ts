import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { MeasureListAnswer, MeasureQuery, WindowListAnswer, WindowQuery } from './measures.dto.js';
import { MeasuresService } from './measures.service.js';
import { RestorationWindowsService } from './restoration-windows.service.js';

@ApiTags('suspension 资格措施')
@Controller('measures')
export class MeasuresController {
  constructor(
    private readonly measures: MeasuresService,
    private readonly windows: RestorationWindowsService,
  ) {}

  @Get()
  @Right('measure.read')
  @ApiOperation({
    summary: '某日的暂停与终止：未起算、执行中、届满未恢复、已恢复、作废（PQ2025:26、30）',
    description: '区级单位只见有执业点在本区、或由本区记分的人员。',
  })
  @ApiOkResponse({ type: MeasureListAnswer })
  async list(@Query() query: MeasureQuery, @CurrentAccount() account: Account): Promise<MeasureListAnswer> {
    return this.measures.list(query, account);
  }

  @Get('upcoming-windows')
  @Right('measure.read')
  @ApiOperation({ summary: '尚未届满的措施何时起可以申请恢复，先可申请的在前（PQ2025:30，S20）' })
  @ApiOkResponse({ type: WindowListAnswer })
  async upcomingWindows(
    @Query() query: WindowQuery,
    @CurrentAccount() account: Account,
  ): Promise<WindowListAnswer> {
    return this.windows.upcoming(query, account);
  }
}
