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
      const objections = await tx.find(ObjectionEntity, {
        where: { noticeId: notice.id },
        order: { openedAt: 'ASC' },
      });
      for (const objection of objections) {
        if (objectionAfter(objection.route, objection.state, 'LOSE_GROUND') === null) continue;
        lines.push(await this.loseOne(tx, objection, reason, account, at));
      }
    }
    return lines;
  }

  private async loseOne(
    tx: EntityManager,
    objection: ObjectionEntity,
    reason: string,
    account: Account,
    at: string,
  ): Promise<RecordEntry> {
    const fell: Happening = {
      takes: 'LOSE_GROUND',
      as: 'GROUND_FELL',
      content: { reason },
      told: { reason },
      change: { monthsOpen: '[]' },
    };
    const ended = await moveOn(tx, objection, fell, account, at);
    await this.clocks.decided(tx, ended, at);
    return happenedLine(account, objection, ended, fell);
  }
}
