import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { AlsoAsFile, inFormat } from '../format.js';
import { indicatorsPaper } from '../papers/indicators-paper.js';
import { IndicatorsAnswer, IndicatorsQuery } from './indicators.dto.js';
import { IndicatorsService } from './indicators.service.js';

@ApiTags('duties 履职')
@Controller('duties/indicators')
export class IndicatorsController {
  constructor(private readonly indicators: IndicatorsService) {}

  @Get()
  @Right('duty.read')
  @AlsoAsFile()
  @ApiOperation({
    summary: '各机构在一段期间的记分、暂停、终止人数、人次及占比（PQ2025:9）',
    description: '市级看全市，区级看本区，机构看本机构。format=xlsx 或 docx 给出表格文件。',
  })
  @ApiOkResponse({ type: IndicatorsAnswer })
  async show(
    @Query() query: IndicatorsQuery,
    @CurrentAccount() account: Account,
  ): Promise<IndicatorsAnswer | StreamableFile> {
    const answer = await this.indicators.of(query, account);
    return inFormat(query.format, 'indicators', answer, indicatorsPaper(answer));
  }
}
