import { Module } from '@nestjs/common';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { CalendarController } from './calendar.controller.js';
import { PreviewController } from './preview.controller.js';

/** Points for people who may bill the fund (PQ2025): what a history of decisions leads to. */
@Module({
  imports: [RulebookModule],
  controllers: [PreviewController, CalendarController],
})
export class ScoringModule {}
