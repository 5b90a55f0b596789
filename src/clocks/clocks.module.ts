import { Module } from '@nestjs/common';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { CalendarController } from './calendar.controller.js';
import { ClocksService } from './clocks.service.js';
import { WorkListController } from './work-list.controller.js';
import { WorkListService } from './work-list.service.js';

export { ClocksService } from './clocks.service.js';
export type { ClockKind, OfficeKind } from './clock-kind.js';
export type { ClockView, MovedClock, NewClock } from './clock-view.js';

/** Deadlines: when each is due, how that was counted, and what every office has to do. */
@Module({
  imports: [RulebookModule],
  controllers: [CalendarController, WorkListController],
  providers: [ClocksService, WorkListService],
  exports: [ClocksService],
})
export class ClocksModule {}
