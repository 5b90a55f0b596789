import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { PersonMergesService, type MergeSettling } from '../registry/registry.module.js';
import { issuedWith } from '../scoring/scoring.module.js';
import { RaiseEndsService } from './raise-ends.service.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { raisedByMerge } from './reversal-raised.js';

/**
 * What notices come to carry when two files of one person are joined, or parted again: nobody decided it, so whoever joins
 * them says that they have seen it; it is told, and open to objection (PQ2025:34, 37; S7, S31).
 */
@Injectable()
export class MergeRaisesService implements OnModuleInit {
  constructor(
    private readonly merges: PersonMergesService,
    private readonly raises: RaisedNoticesService,
    private readonly ends: RaiseEndsService,
  ) {}

  onModuleInit(): void {
    this.merges.alsoSettle((tx, settling, account, at) => this.settle(tx, settling, account, at));
  }

  private async settle(
    tx: EntityManager,
    { kind, personId, moved, acknowledged, reason }: MergeSettling,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const ids = moved.flatMap(({ after }) => after.standing.scores.map(({ id }) => id));
    const issued = kind === 'JOINED' ? new Map<string, never>() : await issuedWith(tx, ids);
    const ended: RecordEntry[] = [];
    if (kind === 'PARTED') {
      for (const { after } of moved) ended.push(...(await this.ends.follow(tx, after, issued, account, at)));
    }
    const raising = { by: `person/${personId}`, acknowledged, reasons: reason };
    const raised = raisedByMerge(moved, issued);
    return [...ended, ...(await this.raises.settle(tx, raised, raising, account, at))];
  }
}
