import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { LedgerService } from './ledger.service.js';

/** Makes the projection again from the ledger. */
@Injectable()
export class RebuildService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
  ) {}

  /**
   * Judges every file from its facts and puts the result in the place of what was stored.
   * @returns the persons whose stored standing differed; none, if all was well.
   */
  async rebuild(): Promise<readonly string[]> {
    return this.database.write(async (tx) => {
      const differing = await this.ledger.differences(tx);
      await this.ledger.clear(tx);
      await this.ledger.recompute(tx);
      const record = {
        actor: 'system',
        office: 'system',
        action: 'PROJECTION_REBUILT',
        subject: 'ledger',
        before: null,
        after: { differing: [...differing] },
        receipt: null,
      };
      return { result: differing, record };
    });
  }
}
