import { Module, type DynamicModule } from '@nestjs/common';
import { AppealsModule } from './appeals/appeals.module.js';
import { AuditQuestionsModule } from './audit-questions/audit-questions.module.js';
import { CasesModule } from './cases/cases.module.js';
import { ClaimsModule } from './claims/claims.module.js';
import { ClocksModule } from './clocks/clocks.module.js';
import { DiscretionModule } from './discretion/discretion.module.js';
import { DutiesModule } from './duties/duties.module.js';
import { FeedModule } from './feed/feed.module.js';
import { HistoryModule } from './history/history.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { OwnFileModule } from './own-file/own-file.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.js';
import { QualificationsModule } from './qualifications/qualifications.module.js';
import { RecordIndexModule } from './record-index/record-index.module.js';
import { RecordsModule } from './records/records.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { ReplayModule } from './replay/replay.module.js';
import { RulebookModule } from './rulebook/rulebook.module.js';
import { ScoringModule } from './scoring/scoring.module.js';
import { SuspensionModule } from './suspension/suspension.module.js';

/** The whole program: the platform and every capability. */
@Module({
  imports: [
    IdentityModule,
    RulebookModule,
    DiscretionModule,
    CasesModule,
    LedgerModule,
    ClocksModule,
    RegistryModule,
    SuspensionModule,
    QualificationsModule,
    ClaimsModule,
    ScoringModule,
    AppealsModule,
    DutiesModule,
    FeedModule,
    OwnFileModule,
    PersonalDataModule,
    RecordIndexModule,
    RecordsModule,
    HistoryModule,
    AuditQuestionsModule,
    ReplayModule,
  ],
})
export class AppModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(options)] };
  }
}
