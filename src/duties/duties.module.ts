import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { SuspensionModule } from '../suspension/suspension.module.js';
import { ComparisonService } from './comparison/comparison.service.js';
import { ComparisonsController } from './comparison/comparisons.controller.js';
import { IndicatorsController } from './indicators/indicators.controller.js';
import { IndicatorsService } from './indicators/indicators.service.js';
import { IssuedPapersService } from './issued-papers.service.js';
import { MarkListService } from './marks/mark-list.service.js';
import { MarkWatchService } from './marks/mark-watch.service.js';
import { PublicationsController } from './marks/publications.controller.js';
import { PublicationsService } from './marks/publications.service.js';
import { LettersController } from './sent/letters.controller.js';
import { ReportService } from './sent/report.service.js';
import { ReportsController } from './sent/reports.controller.js';
import { SentPapersService } from './sent/sent-papers.service.js';
import { ReminderTalksController } from './talks/reminder-talks.controller.js';
import { ReminderTalksService } from './talks/reminder-talks.service.js';
import { TrainingsController } from './talks/trainings.controller.js';
import { TrainingsService } from './talks/trainings.service.js';

/** What PQ2025 asks of the offices besides deciding: figures, reports, letters, checks, talks, publication. */
@Module({
  imports: [RulebookModule, LedgerModule, ClocksModule, RegistryModule, SuspensionModule, ScoringModule],
  controllers: [
    IndicatorsController,
    ReportsController,
    LettersController,
    ComparisonsController,
    ReminderTalksController,
    TrainingsController,
    PublicationsController,
  ],
  providers: [
    IssuedPapersService,
    IndicatorsService,
    SentPapersService,
    ReportService,
    ComparisonService,
    ReminderTalksService,
    TrainingsService,
    MarkListService,
    MarkWatchService,
    PublicationsService,
  ],
})
export class DutiesModule {}
