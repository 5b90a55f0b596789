import { NoticeCorrectionEntity } from './appeals/correction.entity.js';
import { ObjectionEntity } from './appeals/objection.entity.js';
import { ObjectionMigration1750000010000 } from './appeals/objection.migration.js';
import { ObjectionStepEntity } from './appeals/objection-step.entity.js';
import { RepairEntity, RepairStepEntity } from './appeals/repair.entity.js';
import { RepairMigration1750000012000 } from './appeals/repair.migration.js';
import { RestorationEntity, RestorationStepEntity } from './appeals/restoration.entity.js';
import { RestorationMigration1750000011000 } from './appeals/restoration.migration.js';
import { DeterminationReviewEntity } from './appeals/reversal-review.entity.js';
import {
  RepairAttendanceEntity,
  RepairPayoutEntity,
  RepairTrainingEntity,
} from './appeals/training.entity.js';
import { CaseEntity } from './cases/case.entity.js';
import { CaseEvaluationEntity } from './cases/case-evaluation.entity.js';
import { CaseEventEntity } from './cases/case-event.entity.js';
import { CaseRevisionEntity } from './cases/case-revision.entity.js';
import { CasesMigration1750000003000 } from './cases/cases.migration.js';
import { ClaimBatchEntity, ClaimFaultEntity } from './claims/claim-batch.entity.js';
import { ClaimDayEntity, ClaimLineEntity } from './claims/claim-line.entity.js';
import { ClaimSettlementEntity } from './claims/claim-settlement.entity.js';
import { ClaimsMigration1750000014000 } from './claims/claims.migration.js';
import { ClockEntity } from './clocks/clock.entity.js';
import { ClockEventEntity } from './clocks/clock-event.entity.js';
import { ClocksMigration1750000005000 } from './clocks/clocks.migration.js';
import { DutiesMigration1750000016000 } from './duties/duties.migration.js';
import { MarkRemovalEntity } from './duties/marks/mark-removal.entity.js';
import { PublicationEntity } from './duties/marks/publication.entity.js';
import { PublishedMarkEntity } from './duties/marks/published-mark.entity.js';
import { SentPaperEntity } from './duties/sent/sent-paper.entity.js';
import { ReminderTalkEntity } from './duties/talks/reminder-talk.entity.js';
import { TrainingEntity } from './duties/talks/training.entity.js';
import { TrainingParticipantEntity } from './duties/talks/training-participant.entity.js';
import { FeedMigration1750000015000 } from './feed/feed.migration.js';
import {
  WebhookAttemptEntity,
  WebhookEntity,
  WebhookEventEntity,
  WebhookOutcomeEntity,
} from './feed/webhook.entity.js';
import { AccountEntity } from './identity/account.entity.js';
import {
  AccountMigration1750000001000,
  AccountPersonMigration1750000003600,
} from './identity/account.migration.js';
import {
  AccountGrantConfirmationEntity,
  AccountGrantEntity,
} from './identity/accounts/account-grant.entity.js';
import {
  AccountRequestConfirmationEntity,
  AccountRequestEntity,
} from './identity/accounts/account-request.entity.js';
import { AccountRequestsMigration1750000021200 } from './identity/accounts/account-requests.migration.js';
import { AccountsMigration1750000021000 } from './identity/accounts/accounts.migration.js';
import { DeputyEndEntity, DeputyEntity } from './identity/accounts/deputy.entity.js';
import { PasswordHistoryEntity } from './identity/accounts/password-history.entity.js';
import {
  MachineKeyEntity,
  MachineKeyRequestEntity,
  MachineKeyRevocationEntity,
  MachineKeyUseEntity,
} from './identity/machine-key.entity.js';
import { MachineKeyMigration1750000009000 } from './identity/machine-key.migration.js';
import { MachineKeyRequestsMigration1750000033000 } from './identity/machine-key-requests.migration.js';
import {
  RefreshTokenEntity,
  SessionEntity,
  TokenRevocationEntity,
} from './identity/sessions/session.entity.js';
import { SessionsMigration1750000021100 } from './identity/sessions/sessions.migration.js';
import { SignInFailureEntity } from './identity/sessions/sign-in-failure.entity.js';
import { LedgerEntryEntity } from './ledger/ledger-entry.entity.js';
import { LedgerMergeEntity } from './ledger/ledger-merge.entity.js';
import { LedgerMigration1750000004000 } from './ledger/ledger.migration.js';
import { RestrictionEntity } from './ledger/restriction.entity.js';
import { StandingEntity } from './ledger/standing.entity.js';
import { RecordCheckpointEntity } from './platform/database/record-checkpoint.entity.js';
import { RecordEntryEntity } from './platform/database/record-entry.entity.js';
import { RecordEntryMigration1750000000000 } from './platform/database/record-entry.migration.js';
import { RecordKeyEntity } from './platform/database/record-key.entity.js';
import { RowHashEntity } from './platform/database/row-hash.entity.js';
import { RowHashMigration1750000035000 } from './platform/database/row-hash.migration.js';
import { RecordNodeEntity } from './platform/database/record-node.entity.js';
import { RecordOrderMigration1750000030000 } from './platform/database/record-order.migration.js';
import { RecordTreeMigration1750000020000 } from './platform/database/record-tree.migration.js';
import type { Schema } from './platform/database/schema.js';
import {
  RecordBearingEntity,
  RecordBearingKeyEntity,
  RecordIndexEntity,
} from './record-index/record-index.entity.js';
import { RecordIndexGuardMigration1750000030100 } from './record-index/record-index-guard.migration.js';
import { RecordIndexMigration1750000023000 } from './record-index/record-index.migration.js';
import { RulebookEditionEntity } from './records/rulebook-edition.entity.js';
import { RulebookEditionMigration1750000024000 } from './records/rulebook-edition.migration.js';
import { CancellationEntity } from './registry/entities/cancellation.entity.js';
import { CodeHolderEntity } from './registry/entities/code-holder.entity.js';
import { CommitmentEntity } from './registry/entities/commitment.entity.js';
import { CommitmentEndEntity } from './registry/entities/commitment-end.entity.js';
import { DepartmentEntity } from './registry/entities/department.entity.js';
import { InstitutionEntity } from './registry/entities/institution.entity.js';
import { InstitutionFactEntity } from './registry/entities/institution-fact.entity.js';
import { MergeUndoEntity } from './registry/entities/merge-undo.entity.js';
import { PersonEntity } from './registry/entities/person.entity.js';
import { PersonCodeEntity } from './registry/entities/person-code.entity.js';
import { ErasureEndEntity, ErasureEntity } from './personal-data/erasure.entity.js';
import { PersonalDataMigration1750000022100 } from './personal-data/personal-data.migration.js';
import { PersonalTracesMigration1750000032000 } from './personal-data/personal-traces.migration.js';
import { WrittenTextsMigration1750000034000 } from './personal-data/written-texts.migration.js';
import { RevealEntity } from './personal-data/reveal.entity.js';
import { PersonIdentityEntity } from './registry/entities/person-identity.entity.js';
import { PersonFileEntity } from './registry/entities/person-file.entity.js';
import { PersonMergeEntity } from './registry/entities/person-merge.entity.js';
import { PersonalDataGateEntity } from './platform/database/personal-data-gate.entity.js';
import { PrimarySiteEntity } from './registry/entities/primary-site.entity.js';
import { RegistrationEntity } from './registry/entities/registration.entity.js';
import {
  StaffImportChunkEntity,
  StaffImportEntity,
  StaffImportFaultEntity,
} from './registry/import/staff-import.entity.js';
import { StaffImportMigration1750000013000 } from './registry/import/staff-import.migration.js';
import { PersonIdentityMigration1750000022000 } from './registry/person-identity.migration.js';
import { RegistryMigration1750000006000 } from './registry/registry.migration.js';
import { RulebookImportEntity } from './rulebook/rulebook-import.entity.js';
import {
  RulebookImportMigration1750000002000,
  RulebookImportTimeMigration1750000003500,
} from './rulebook/rulebook-import.migration.js';
import { DeterminationPersonEntity } from './scoring/determinations/determination-person.entity.js';
import { DeterminationEntity } from './scoring/determinations/determination.entity.js';
import { LicenceListEntity } from './scoring/licences/licence-list.entity.js';
import { LinkedMeasureEntity } from './scoring/linked/linked-measure.entity.js';
import { NoticeEventEntity } from './scoring/notices/notice-event.entity.js';
import { ScoreNoticeEntity } from './scoring/notices/score-notice.entity.js';
import { ScoringMigration1750000008000 } from './scoring/scoring.migration.js';
import { MeasureOriginEntity } from './suspension/measure-origin.entity.js';
import {
  SiteNoticeConfirmationEntity,
  SiteNoticeEntity,
  SiteNoticeVoidEntity,
} from './suspension/site-notice.entity.js';
import { SuspensionMigration1750000007000 } from './suspension/suspension.migration.js';
import { VoidMeasureEntity } from './suspension/void-measure.entity.js';

/** Every table of the program; migrations run in the order of the numbers in their names. */
export const schema: Schema = {
  entities: [
    RecordEntryEntity,
    RecordNodeEntity,
    RecordCheckpointEntity,
    RecordKeyEntity,
    RowHashEntity,
    RecordBearingKeyEntity,
    RecordBearingEntity,
    RecordIndexEntity,
    RulebookEditionEntity,
    AccountEntity,
    MachineKeyEntity,
    MachineKeyRequestEntity,
    MachineKeyRevocationEntity,
    MachineKeyUseEntity,
    AccountGrantEntity,
    AccountGrantConfirmationEntity,
    AccountRequestEntity,
    AccountRequestConfirmationEntity,
    DeputyEntity,
    DeputyEndEntity,
    PasswordHistoryEntity,
    SessionEntity,
    RefreshTokenEntity,
    TokenRevocationEntity,
    SignInFailureEntity,
    RulebookImportEntity,
    CaseEntity,
    CaseRevisionEntity,
    CaseEvaluationEntity,
    CaseEventEntity,
    LedgerEntryEntity,
    LedgerMergeEntity,
    StandingEntity,
    RestrictionEntity,
    ClockEntity,
    ClockEventEntity,
    InstitutionEntity,
    DepartmentEntity,
    InstitutionFactEntity,
    PersonEntity,
    PersonIdentityEntity,
    PersonalDataGateEntity,
    ErasureEntity,
    ErasureEndEntity,
    RevealEntity,
    PersonFileEntity,
    PersonCodeEntity,
    CodeHolderEntity,
    PersonMergeEntity,
    MergeUndoEntity,
    CommitmentEntity,
    CommitmentEndEntity,
    RegistrationEntity,
    CancellationEntity,
    PrimarySiteEntity,
    SiteNoticeEntity,
    SiteNoticeVoidEntity,
    SiteNoticeConfirmationEntity,
    MeasureOriginEntity,
    VoidMeasureEntity,
    DeterminationEntity,
    DeterminationPersonEntity,
    ScoreNoticeEntity,
    NoticeEventEntity,
    LinkedMeasureEntity,
    LicenceListEntity,
    StaffImportEntity,
    StaffImportChunkEntity,
    StaffImportFaultEntity,
    ClaimBatchEntity,
    ClaimFaultEntity,
    ClaimLineEntity,
    ClaimDayEntity,
    ClaimSettlementEntity,
    SentPaperEntity,
    ReminderTalkEntity,
    TrainingEntity,
    TrainingParticipantEntity,
    PublicationEntity,
    PublishedMarkEntity,
    MarkRemovalEntity,
    WebhookEntity,
    WebhookEventEntity,
    WebhookAttemptEntity,
    WebhookOutcomeEntity,
    ObjectionEntity,
    ObjectionStepEntity,
    DeterminationReviewEntity,
    RestorationEntity,
    RestorationStepEntity,
    RepairTrainingEntity,
    RepairAttendanceEntity,
    RepairPayoutEntity,
    RepairEntity,
    RepairStepEntity,
    NoticeCorrectionEntity,
  ],
  migrations: [
    RecordEntryMigration1750000000000,
    AccountMigration1750000001000,
    RulebookImportMigration1750000002000,
    CasesMigration1750000003000,
    RulebookImportTimeMigration1750000003500,
    AccountPersonMigration1750000003600,
    LedgerMigration1750000004000,
    ClocksMigration1750000005000,
    RegistryMigration1750000006000,
    SuspensionMigration1750000007000,
    ScoringMigration1750000008000,
    MachineKeyMigration1750000009000,
    ObjectionMigration1750000010000,
    RestorationMigration1750000011000,
    RepairMigration1750000012000,
    StaffImportMigration1750000013000,
    ClaimsMigration1750000014000,
    FeedMigration1750000015000,
    DutiesMigration1750000016000,
    RecordTreeMigration1750000020000,
    AccountsMigration1750000021000,
    SessionsMigration1750000021100,
    AccountRequestsMigration1750000021200,
    PersonIdentityMigration1750000022000,
    PersonalDataMigration1750000022100,
    RecordIndexMigration1750000023000,
    RulebookEditionMigration1750000024000,
    RecordOrderMigration1750000030000,
    RecordIndexGuardMigration1750000030100,
    PersonalTracesMigration1750000032000,
    MachineKeyRequestsMigration1750000033000,
    WrittenTextsMigration1750000034000,
    RowHashMigration1750000035000,
  ],
  kept: [SessionEntity, RefreshTokenEntity, TokenRevocationEntity, SignInFailureEntity, MachineKeyUseEntity],
};
