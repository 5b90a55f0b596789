import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { RegistryService } from '../registry/registry.module.js';
import { requirePosition } from './feed-position.js';
import { FeedReaderService } from './feed-reader.service.js';
import { institutionMeant } from './feed-rights.js';
import { FeedAnswer, FeedQuery } from './feed.dto.js';

@ApiTags('feed 变动推送')
@Controller('feed')
export class FeedController {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly feed: FeedReaderService,
  ) {}

  @Get()
  @Right('feed.read')
  @ApiOperation({ summary: '某机构及其人员的变动，按记录先后，自某处读起；随时可以从头重读' })
  @ApiOkResponse({ type: FeedAnswer })
  async read(
    @Query() { institution, after, limit }: FeedQuery,
    @CurrentAccount() account: Account,
  ): Promise<FeedAnswer> {
    const position = requirePosition(after);
    const { read } = this.database;
    const meant = await institutionMeant(read, this.registry, account, institution);
    const page = await this.feed.page(read, { institution: meant, after: position, limit });
    return { ...page, items: [...page.items] };
  }
}
