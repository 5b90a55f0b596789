import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { AlsoAsFile, FormatQuery, inFormat } from '../format.js';
import { marksPaper } from '../papers/marks-paper.js';
import {
  MarkListAnswer,
  MarkListQuery,
  PublicationAnswer,
  PublicationForm,
  PublicationPage,
  PublicationQuery,
  RemovalForm,
} from './mark.dto.js';
import { PublicationsService } from './publications.service.js';

const NAME = 'marks';

@ApiTags('duties 履职')
@Controller('duties/publications')
export class PublicationsController {
  constructor(private readonly publications: PublicationsService) {}

  @Get('list')
  @Right('duty.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '某日在机构内公开的受限人员名单及其标识（PQ2025:29）' })
  @ApiOkResponse({ type: MarkListAnswer })
  async list(
    @Query() query: MarkListQuery,
    @CurrentAccount() account: Account,
  ): Promise<MarkListAnswer | StreamableFile> {
    const answer = await this.publications.list(query, account);
    return inFormat(query.format, NAME, answer, marksPaper(answer));
  }

  @Post()
  @Right('mark.publish')
  @ApiOperation({
    summary: '记录名单已在机构内公开：何处、何时起止（PQ2025:29）',
    description: '措施解除或自始无效时，待办中出现撤下的期限。',
  })
  @ApiCreatedResponse({ type: PublicationAnswer })
  publish(@Body() form: PublicationForm, @CurrentAccount() account: Account): Promise<PublicationAnswer> {
    return this.publications.publish(form, account);
  }

  @Get()
  @Right('duty.read')
  @ApiOperation({ summary: '已公开的名单，新的在前' })
  @ApiOkResponse({ type: PublicationPage })
  page(@Query() query: PublicationQuery, @CurrentAccount() account: Account): Promise<PublicationPage> {
    return this.publications.page(query, account);
  }

  @Get(':id')
  @Right('duty.read')
  @AlsoAsFile()
  @ApiOperation({ summary: '一份已公开的名单；文件如公开时的原样' })
  @ApiOkResponse({ type: PublicationAnswer })
  async show(
    @Param('id') id: string,
    @Query() { format }: FormatQuery,
    @CurrentAccount() account: Account,
  ): Promise<PublicationAnswer | StreamableFile> {
    const { answer, paper } = await this.publications.byId(id, account);
    return inFormat(format, NAME, answer, paper);
  }

  @Post(':id/removals')
  @Right('mark.publish')
  @ApiOperation({ summary: '记录标识已撤下' })
  @ApiCreatedResponse({ type: PublicationAnswer })
  takeDown(
    @Param('id') id: string,
    @Body() form: RemovalForm,
    @CurrentAccount() account: Account,
  ): Promise<PublicationAnswer> {
    return this.publications.takeDown(id, form, account);
  }
}
