import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { CalendarYearService } from './calendar-year.service.js';
import { CalendarYearsController } from './calendar-years.controller.js';
import { FollowService } from './follow.service.js';
import { MeasureClocksService } from './measure-clocks.service.js';
import { MeasuresController } from './measures.controller.js';
import { MeasuresService } from './measures.service.js';
import { RecountService } from './recount.service.js';
import { RestorationWindowsService } from './restoration-windows.service.js';
import { RulingsController } from './rulings.controller.js';
import { RulingsService } from './rulings.service.js';
import { SiteConfirmationService } from './site-confirmation.service.js';
import { SiteNoticeReaderService } from './site-notice-reader.service.js';
import { SiteNoticesController } from './site-notices.controller.js';
import { SiteTellingService } from './site-telling.service.js';
import { SuspensionService } from './suspension.service.js';

export type { MeasureOrigin } from './measure-origins.js';
export { RecountService } from './recount.service.js';
export {
  SuspensionService,
  type Linked,
  type LinkedGround,
  type LinkedMeasure,
  type UnlinkedMeasure,
} from './suspension.service.js';

/** Measures against people: which sites have to do what, until when, and how they end. */
@Module({
  imports: [RulebookModule, LedgerModule, ClocksModule, RegistryModule],
  controllers: [SiteNoticesController, MeasuresController, CalendarYearsController, RulingsController],
  providers: [
    SuspensionService,
    FollowService,
    SiteTellingService,
    MeasureClocksService,
    SiteConfirmationService,
    SiteNoticeReaderService,
    MeasuresService,
    RestorationWindowsService,
    CalendarYearService,
    RulingsService,
    RecountService,
  ],
  exports: [SuspensionService, RecountService],
})
export class SuspensionModule {}
