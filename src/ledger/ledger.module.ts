import { Module } from '@nestjs/common';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { LedgerService } from './ledger.service.js';
import { RebuildService } from './rebuild.service.js';

export { changedMeasures, type ChangedMeasure } from './changed-measures.js';
export { LedgerService, type Rejudged } from './ledger.service.js';
export { fileMembers, type FileMembers } from './file-members.js';
export { entriesOf, type RecordedFact } from './ledger-store.js';
export { historyText } from './projection.js';
export { RebuildService } from './rebuild.service.js';
export { RestrictionEntity } from './restriction.entity.js';

/** One append-only ledger of every person's file (一医一档, PQ2025:47), and where each person stands by it. */
@Module({
  imports: [RulebookModule],
  providers: [LedgerService, RebuildService],
  exports: [LedgerService, RebuildService],
})
export class LedgerModule {}
