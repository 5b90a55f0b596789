import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { AgreementDecisionService } from './agreement-decision.service.js';
import { CaseCounterfactualsService } from './case-counterfactuals.service.js';
import { CaseDraftsService } from './case-drafts.service.js';
import { CaseEvaluationService } from './case-evaluation.service.js';
import { CaseProposalService } from './case-proposal.service.js';
import { CaseReaderService } from './case-reader.service.js';
import { CasesController } from './cases.controller.js';
import { DecidedCaseService } from './decided-case.service.js';
import { DecisionEventsService } from './decision-events.service.js';
import { DecisionFollowers } from './decision-followers.js';
import { DecisionsController } from './decisions.controller.js';
import { OffenderPastService } from './offender-past.service.js';
import { PenaltyDecisionService } from './penalty-decision.service.js';

export { DecidedCaseService, type DecidedAct, type DecidedCase } from './decided-case.service.js';
export { evaluationRequest } from './evaluation-request.js';
export { factsInRecord, PARTY } from './record-of.js';
export { fineOfFigure } from './figure-faults.js';
export type { CaseForm } from './case.dto.js';
export type { DecisionContent } from './decision-content.js';
export { DecisionFollowers, type DecisionReversed } from './decision-followers.js';

/** Violations and decisions: from the first facts of a case to the bare facts of its decision. */
@Module({
  imports: [RulebookModule, ClocksModule, RegistryModule],
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
    DecidedCaseService,
    DecisionFollowers,
  ],
  exports: [DecidedCaseService, DecisionFollowers],
})
export class CasesModule {}
