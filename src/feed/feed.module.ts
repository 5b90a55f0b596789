import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { DeliveryLogService } from './delivery-log.service.js';
import { DispatcherService } from './dispatcher.service.js';
import { FeedController } from './feed.controller.js';
import { FeedReaderService } from './feed-reader.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

export { DispatcherService } from './dispatcher.service.js';

/** What changed for an institution's people: read from a cursor on, or sent to where the institution wants it. */
@Module({
  imports: [RegistryModule, ClocksModule],
  controllers: [WebhooksController, FeedController],
  providers: [FeedReaderService, WebhooksService, DeliveryLogService, DispatcherService],
})
export class FeedModule {}
