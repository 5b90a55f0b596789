import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { RecordIndexModule } from '../record-index/record-index.module.js';
import { ConductAuditController } from './conduct-audit.controller.js';
import { DecisionsAuditController } from './decisions-audit.controller.js';
import { DiscretionUseService } from './discretion.service.js';
import { EmergencyService } from './emergency.service.js';
import { FourEyesService } from './four-eyes.service.js';
import { ReasonsService } from './reasons.service.js';
import { SampleService } from './sample.service.js';

/** What auditors ask of the whole record: samples, discretion, reasons, emergencies, four eyes. */
@Module({
  imports: [RecordIndexModule, HistoryModule],
  controllers: [DecisionsAuditController, ConductAuditController],
  providers: [SampleService, DiscretionUseService, ReasonsService, EmergencyService, FourEyesService],
})
export class AuditQuestionsModule {}
