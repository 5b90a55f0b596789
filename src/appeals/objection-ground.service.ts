import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { objectionAfter } from '../domain/procedure/objection-states.js';
import type { Account } from '../identity/identity.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import type { ScoredNotice } from '../scoring/scoring.module.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import { ObjectionEntity } from './objection.entity.js';
import { happenedLine, moveOn, type Happening } from './objection-store.js';

/** Ends the objections to scores that fell with the decision they rested on: there is nothing left to object to. */
@Injectable()
export class ObjectionGroundService {
  constructor(private readonly clocks: ObjectionClocksService) {}

  /** @returns a line for the record for each objection ended. */
  async lose(
    tx: EntityManager,
    notices: readonly ScoredNotice[],
    reason: string,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    for (const { head: notice } of notices) {
      const objection = await tx.findOneBy(ObjectionEntity, { standingFor: notice.id });
      if (objection === null || objectionAfter(objection.route, objection.state, 'LOSE_GROUND') === null)
        continue;
      const fell: Happening = {
        takes: 'LOSE_GROUND',
        as: 'GROUND_FELL',
        content: { reason },
        told: { reason },
        change: { monthsOpen: '[]' },
      };
      const ended = await moveOn(tx, objection, fell, account, at);
      await this.clocks.decided(tx, ended, at);
      lines.push(happenedLine(account, objection, ended, fell));
    }
    return lines;
  }
}
