import { CaseEntity } from './cases/case.entity.js';
import { CaseEvaluationEntity } from './cases/case-evaluation.entity.js';
import { CaseEventEntity } from './cases/case-event.entity.js';
import { CaseRevisionEntity } from './cases/case-revision.entity.js';
import { CasesMigration1750000003000 } from './cases/cases.migration.js';
import { AccountEntity } from './identity/account.entity.js';
import {
  AccountMigration1750000001000,
  AccountPersonMigration1750000003600,
} from './identity/account.migration.js';
import { MachineKeyEntity, MachineKeyRevocationEntity } from './identity/machine-key.entity.js';
import { MachineKeyMigration1750000009000 } from './identity/machine-key.migration.js';
import { LedgerEntryEntity } from './ledger/ledger-entry.entity.js';
import { LedgerMergeEntity } from './ledger/ledger-merge.entity.js';
import { LedgerMigration1750000004000 } from './ledger/ledger.migration.js';
import { RestrictionEntity } from './ledger/restriction.entity.js';
import { StandingEntity } from './ledger/standing.entity.js';
import { RecordCheckpointEntity } from './platform/database/record-checkpoint.entity.js';
import { RecordEntryEntity } from './platform/database/record-entry.entity.js';
import { RecordEntryMigration1750000000000 } from './platform/database/record-entry.migration.js';
import { RecordKeyEntity } from './platform/database/record-key.entity.js';
import { RecordNodeEntity } from './platform/database/record-node.entity.js';
import { RecordTreeMigration1750000020000 } from './platform/database/record-tree.migration.js';
import type { Schema } from './platform/database/schema.js';
import { RulebookImportEntity } from './rulebook/rulebook-import.entity.js';
import {
  RulebookImportMigration1750000002000,
  RulebookImportTimeMigration1750000003500,
} from './rulebook/rulebook-import.migration.js';

/** Every table of the program; migrations run in the order of the numbers in their names. */
export const schema: Schema = {
  entities: [
    RecordEntryEntity,
    RecordNodeEntity,
    RecordCheckpointEntity,
    RecordKeyEntity,
    AccountEntity,
    MachineKeyEntity,
    MachineKeyRevocationEntity,
    RulebookImportEntity,
    CaseEntity,
    CaseRevisionEntity,
    CaseEvaluationEntity,
    CaseEventEntity,
    LedgerEntryEntity,
    LedgerMergeEntity,
    StandingEntity,
    RestrictionEntity,
  ],
  migrations: [
    RecordEntryMigration1750000000000,
    AccountMigration1750000001000,
    RulebookImportMigration1750000002000,
    CasesMigration1750000003000,
    RulebookImportTimeMigration1750000003500,
    AccountPersonMigration1750000003600,
    LedgerMigration1750000004000,
    MachineKeyMigration1750000009000,
    RecordTreeMigration1750000020000,
  ],
};
