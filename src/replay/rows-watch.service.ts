import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import type { RecordFault } from '../platform/database/record-verification.js';
import { rowFault } from '../platform/database/row-check.js';
import { rulebookFault } from '../records/records.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { accountFault } from './account-check.js';
import { codeFault } from './code-check.js';
import { mergeFault } from './merge-check.js';
import { StandingCheck } from './standing-check.js';

/** Has the rows that people's treatment hangs on verified with the record: at boot, every night, before every export. */
@Injectable()
export class RowsWatchService {
  private readonly standings = new StandingCheck();

  constructor(
    keeper: RecordKeeper,
    private readonly rulebooks: RulebookService,
  ) {
    keeper.alsoVerify((manager, size) => this.faultIn(manager, size));
  }

  private async faultIn(manager: EntityManager, size: number): Promise<RecordFault | null> {
    const inUse = async (): Promise<string> => (await this.rulebooks.current()).hash;
    return (
      (await rulebookFault(manager, inUse)) ??
      (await rowFault(manager, size)) ??
      (await accountFault(manager)) ??
      (await mergeFault(manager)) ??
      (await codeFault(manager, size)) ??
      (await this.standings.fault(manager))
    );
  }
}
