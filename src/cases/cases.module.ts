import { Module } from '@nestjs/common';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { AgreementDecisionService } from './agreement-decision.service.js';
import { CaseCounterfactualsService } from './case-counterfactuals.service.js';
import { CaseDraftsService } from './case-drafts.service.js';
import { CaseEvaluationService } from './case-evaluation.service.js';
import { CaseProposalService } from './case-proposal.service.js';
import { CaseReaderService } from './case-reader.service.js';
import { CasesController } from './cases.controller.js';
import { DecisionEventsService } from './decision-events.service.js';
import { DecisionsController } from './decisions.controller.js';
import { OffenderPastService } from './offender-past.service.js';
import { PenaltyDecisionService } from './penalty-decision.service.js';

/** Violations and decisions: from the first facts of a case to the bare facts of its decision. */
@Module({
  imports: [RulebookModule],
  controllers: [CasesController, DecisionsController],
  providers: [
    CaseReaderService,
    CaseDraftsService,
    CaseEvaluationService,
    CaseCounterfactualsService,
    CaseProposalService,
    PenaltyDecisionService,
    AgreementDecisionService,
    DecisionEventsService,
    OffenderPastService,
  ],
})
export class CasesModule {}
