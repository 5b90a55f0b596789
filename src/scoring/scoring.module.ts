import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { ClocksModule } from '../clocks/clocks.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { SuspensionModule } from '../suspension/suspension.module.js';
import { DefinitionsController } from './determinations/definitions.controller.js';
import { DeterminationDraftService } from './determinations/determination-draft.service.js';
import { DeterminationReaderService } from './determinations/determination-reader.service.js';
import { DeterminationChecksService } from './determinations/determination-checks.service.js';
import { DeterminationSourceService } from './determinations/determination-source.service.js';
import { DeterminationWarningsService } from './determinations/determination-warnings.service.js';
import { DeterminationService } from './determinations/determination.service.js';
import { RevisedFindingsService } from './determinations/revised-findings.service.js';
import { StandingFindingsService } from './determinations/standing-findings.service.js';
import { DeterminationsController } from './determinations/determinations.controller.js';
import { LicenceListService } from './licences/licence-list.service.js';
import { LicenceListsController } from './licences/licence-lists.controller.js';
import { LicenceMatchingService } from './licences/licence-matching.service.js';
import { LinkedLastDayService } from './linked/linked-last-day.service.js';
import { LinkedMeasureService } from './linked/linked-measure.service.js';
import { LinkedMeasuresController } from './linked/linked-measures.controller.js';
import { MeasureNoticeService } from './notices/measure-notice.service.js';
import { NoticeClocksService } from './notices/notice-clocks.service.js';
import { NoticeFollowService } from './notices/notice-follow.service.js';
import { NoticeIssueService } from './notices/notice-issue.service.js';
import { NoticeMonthsService } from './notices/notice-months.service.js';
import { NoticeRecountService } from './notices/notice-recount.service.js';
import { NoticeReaderService } from './notices/notice-reader.service.js';
import { NoticeServingService } from './notices/notice-serving.service.js';
import { NoticesController } from './notices/notices.controller.js';
import { PaperNumbersService } from './notices/paper-numbers.service.js';
import { PersonLedgerService } from './persons/person-ledger.service.js';
import { PersonPreviewService } from './persons/person-preview.service.js';
import { ScoredPersonsController } from './persons/persons.controller.js';
import { PreviewController } from './preview.controller.js';

export { DeterminationEntity } from './determinations/determination.entity.js';
export { DeterminationFindingForm } from './determinations/determination.dto.js';
export { DeterminationFindingAnswer } from './determinations/determination-answer.dto.js';
export type { ContentFinding, DeterminationContent } from './determinations/determination-content.js';
export {
  determinationsOfCase,
  loadDetermination,
  type WholeDetermination,
} from './determinations/determination-reader.service.js';
export { determineAnewSubject, issueSubject } from './determinations/determination.service.js';
export { RevisedFindingsService, type RevisedFindings } from './determinations/revised-findings.service.js';
export { LinkedMeasureEntity } from './linked/linked-measure.entity.js';
export { restorationOf } from './notices/measure-notice.service.js';
export type { MeasureNoticeContent, MonthsContent, NoticeContent } from './notices/notice-content.js';
export { noticeReceipt } from './notices/notice-receipt.js';
export { NoticeFollowService, noticeSubject } from './notices/notice-follow.service.js';
export { NoticeIssueService, type IssueGuard } from './notices/notice-issue.service.js';
export { NoticeReaderService } from './notices/notice-reader.service.js';
export { RECIPIENTS, SERVICE_METHODS, type Recipient, type ServiceMethod } from './notices/notice.dto.js';
export { ScoreNoticeEntity } from './notices/score-notice.entity.js';
export { NoticeClocksService } from './notices/notice-clocks.service.js';
export { raiseAnswer } from './notices/notice-answer.js';
export { NoticeRaiseAnswer } from './notices/notice-answer.dto.js';
export {
  raiseOf,
  standingRaises,
  type Carried,
  type Raise,
  type RaisedContent,
} from './notices/notice-raise.js';
export {
  issuedWith,
  noteMonthsChosen,
  noteRaised,
  noteRaiseEnded,
  noteRaiseTold,
  noticesOfDetermination,
  raisedAmong,
  scoredNotice,
  type ScoredNotice,
} from './notices/scored-notices.js';
export { sightOfIds, spanSeen, type SeesPaper } from './persons/ledger-sight.js';
export { PaperNumbersService } from './notices/paper-numbers.service.js';
export { scoreAnswer } from './preview-answer.js';
export { ScoreAnswer, SpanAnswer } from './preview-answer.dto.js';
export { officeKindOf, requireAgencyOf } from './scoring-rights.js';

/** Points for people who may bill the fund (PQ2025): who was responsible, what that is worth, how they are told. */
@Module({
  imports: [RulebookModule, LedgerModule, ClocksModule, RegistryModule, CasesModule, SuspensionModule],
  controllers: [
    PreviewController,
    DefinitionsController,
    DeterminationsController,
    LinkedMeasuresController,
    LicenceListsController,
    NoticesController,
    ScoredPersonsController,
  ],
  providers: [
    DeterminationSourceService,
    DeterminationChecksService,
    StandingFindingsService,
    DeterminationWarningsService,
    DeterminationService,
    DeterminationDraftService,
    DeterminationReaderService,
    RevisedFindingsService,
    LinkedMeasureService,
    LinkedLastDayService,
    LicenceMatchingService,
    LicenceListService,
    NoticeClocksService,
    PaperNumbersService,
    NoticeFollowService,
    NoticeIssueService,
    NoticeRecountService,
    NoticeServingService,
    NoticeMonthsService,
    MeasureNoticeService,
    NoticeReaderService,
    PersonPreviewService,
    PersonLedgerService,
  ],
  exports: [
    PaperNumbersService,
    NoticeClocksService,
    NoticeFollowService,
    NoticeReaderService,
    NoticeIssueService,
    RevisedFindingsService,
  ],
})
export class ScoringModule {}
