import { Module } from '@nestjs/common';
import { QualificationsModule } from '../qualifications/qualifications.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { ClaimBatchesService } from './claim-batches.service.js';
import { ClaimJudgingService } from './claim-judging.service.js';
import { ClaimLinesService } from './claim-lines.service.js';
import { ClaimSitesService } from './claim-sites.service.js';
import { ClaimsController } from './claims.controller.js';
import { RejudgedController } from './rejudged.controller.js';
import { RejudgedService } from './rejudged.service.js';
import { SettlementsService } from './settlements.service.js';

export { RejudgedService, type Due, type DueClaims } from './rejudged.service.js';

/** Claim lines: judged by the settlement check, kept, and compared with what holds after re-judgements. */
@Module({
  imports: [QualificationsModule, RegistryModule, RulebookModule],
  controllers: [RejudgedController, ClaimsController],
  providers: [
    ClaimSitesService,
    ClaimJudgingService,
    ClaimBatchesService,
    ClaimLinesService,
    RejudgedService,
    SettlementsService,
  ],
  exports: [RejudgedService],
})
export class ClaimsModule {}
