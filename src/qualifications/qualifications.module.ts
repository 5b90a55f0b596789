import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { CheckController } from './check.controller.js';
import { CheckReaderService } from './check-reader.service.js';
import { CheckService } from './check.service.js';
import { PreRegistrationController } from './pre-registration.controller.js';
import { PreRegistrationService } from './pre-registration.service.js';
import { Receipts } from './receipt.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';
import { StaffController } from './staff.controller.js';
import { StaffService } from './staff.service.js';

export { CheckService, type Answered } from './check.service.js';
export type { Outcome } from './check-outcome.js';
export type { Question } from './question.js';

/** "May this person's service on this day be paid?": asked, answered with reasons, proved by a receipt. */
@Module({
  imports: [LedgerModule, RegistryModule, RulebookModule],
  controllers: [ReceiptsController, StaffController, PreRegistrationController, CheckController],
  providers: [
    CheckReaderService,
    CheckService,
    Receipts,
    ReceiptsService,
    StaffService,
    PreRegistrationService,
  ],
  exports: [CheckService],
})
export class QualificationsModule {}
