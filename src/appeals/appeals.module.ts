import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { ClocksModule } from '../clocks/clocks.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { SuspensionModule } from '../suspension/suspension.module.js';
import { CorrectionService } from './correction.service.js';
import { CorrectionsController } from './corrections.controller.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import { DecidedMonthsService } from './decided-months.service.js';
import { ObjectionDecisionService } from './objection-decision.service.js';
import { ObjectionFilingService } from './objection-filing.service.js';
import { ObjectionGroundService } from './objection-ground.service.js';
import { ObjectionHandlingService } from './objection-handling.service.js';
import { ObjectionLoadingService } from './objection-loading.service.js';
import { ObjectionMonthsService } from './objection-months.service.js';
import { ObjectionReaderService } from './objection-reader.service.js';
import { ObjectionSidesService } from './objection-sides.service.js';
import { ObjectionTellingService } from './objection-telling.service.js';
import { ObjectionsController } from './objections.controller.js';
import { MergeRaisesService } from './merge-raises.service.js';
import { RaiseEndsService } from './raise-ends.service.js';
import { RaisedNoticesController } from './raised-notices.controller.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { RepairAssessmentService } from './repair-assessment.service.js';
import { RepairFilingService } from './repair-filing.service.js';
import { RepairJudgingService } from './repair-judging.service.js';
import { RepairReaderService } from './repair-reader.service.js';
import { RepairRevocationService } from './repair-revocation.service.js';
import { RepairsController } from './repairs.controller.js';
import { RestorationApprovalService } from './restoration-approval.service.js';
import { RestorationChangesService } from './restoration-changes.service.js';
import { RestorationFilingService } from './restoration-filing.service.js';
import { RestorationFormerSitesService } from './restoration-former-sites.service.js';
import { RestorationFollowService } from './restoration-follow.service.js';
import { RestorationReaderService } from './restoration-reader.service.js';
import { RestorationRestatingService } from './restoration-restating.service.js';
import { RestorationReviewService } from './restoration-review.service.js';
import { RestorationTellingService } from './restoration-telling.service.js';
import { RestorationsController } from './restorations.controller.js';
import { ReversalGroundService } from './reversal-ground.service.js';
import { DeterminationRevisionService } from './determination-revision.service.js';
import { ReversalReviewService } from './reversal-review.service.js';
import { ReversalReviewsController } from './reversal-reviews.controller.js';
import { ReversalService } from './reversal.service.js';
import { TrainingPayoutService } from './training-payout.service.js';
import { TrainingReaderService } from './training-reader.service.js';
import { RepairTrainingsController } from './trainings.controller.js';
import { TrainingsService } from './trainings.service.js';

export { objectionRoad, type ObjectionRoad } from './objection-road.js';

/** Objections and their effect, grounds that fall, clerical corrections, the way back: decisions can change, history cannot. */
@Module({
  imports: [
    RulebookModule,
    LedgerModule,
    ClocksModule,
    RegistryModule,
    CasesModule,
    SuspensionModule,
    ScoringModule,
  ],
  controllers: [
    ObjectionsController,
    ReversalReviewsController,
    CorrectionsController,
    RaisedNoticesController,
    RestorationsController,
    RepairsController,
    RepairTrainingsController,
  ],
  providers: [
    ObjectionLoadingService,
    ObjectionClocksService,
    ObjectionFilingService,
    ObjectionSidesService,
    ObjectionHandlingService,
    DecidedMonthsService,
    ObjectionDecisionService,
    ObjectionTellingService,
    ObjectionMonthsService,
    ObjectionGroundService,
    ObjectionReaderService,
    ReversalService,
    RaisedNoticesService,
    RaiseEndsService,
    MergeRaisesService,
    ReversalGroundService,
    DeterminationRevisionService,
    ReversalReviewService,
    CorrectionService,
    RestorationRestatingService,
    RestorationFollowService,
    RestorationFormerSitesService,
    RestorationFilingService,
    RestorationReviewService,
    RestorationApprovalService,
    RestorationChangesService,
    RestorationTellingService,
    RestorationReaderService,
    TrainingsService,
    TrainingReaderService,
    TrainingPayoutService,
    RepairJudgingService,
    RepairFilingService,
    RepairAssessmentService,
    RepairRevocationService,
    RepairReaderService,
  ],
})
export class AppealsModule {}
