import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { LicenceListAnswer, LicenceListForm } from './licence-list.dto.js';
import { LicenceListService } from './licence-list.service.js';

@ApiTags('scoring 记分')
@Controller('scoring/revoked-licences')
export class LicenceListsController {
  constructor(private readonly lists: LicenceListService) {}

  @Post()
  @Right('licence-list.match')
  @ApiOperation({ summary: '录入行业主管部门吊销证书的名单（PQ2025:43）：逐行匹配，拟出认定' })
  @ApiCreatedResponse({ type: LicenceListAnswer })
  async takeIn(
    @Body() form: LicenceListForm,
    @CurrentAccount() account: Account,
  ): Promise<LicenceListAnswer> {
    return this.lists.takeIn(form, account);
  }

  @Get(':id')
  @Right('licence-list.read')
  @ApiOperation({ summary: '一份名单及其匹配' })
  @ApiOkResponse({ type: LicenceListAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<LicenceListAnswer> {
    return this.lists.byId(id, account);
  }
}
