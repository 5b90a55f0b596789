import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { QualificationsModule } from '../qualifications/qualifications.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { OwnFileController } from './own-file.controller.js';
import { OwnFileService } from './own-file.service.js';

/** What people see of themselves: points, notices, deadlines, measures, and what they may hand in. */
@Module({
  imports: [RulebookModule, LedgerModule, RegistryModule, QualificationsModule, ScoringModule],
  controllers: [OwnFileController],
  providers: [OwnFileService],
})
export class OwnFileModule {}
