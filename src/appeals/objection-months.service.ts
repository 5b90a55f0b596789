import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { SuspensionService } from '../suspension/suspension.module.js';
import { ObjectionEntity } from './objection.entity.js';
import { happenedLine, moveOn, type Happening } from './objection-store.js';

/** Closes an outcome that left months open once the agency chose them or none follow any more, in that change (S31). */
@Injectable()
export class ObjectionMonthsService implements OnModuleInit {
  constructor(
    private readonly suspension: SuspensionService,
    private readonly ledger: LedgerService,
    private readonly clocks: ClocksService,
  ) {}

  onModuleInit(): void {
    this.suspension.alsoRecord((tx, rejudged, account, at) => this.follow(tx, rejudged, account, at));
  }

  private async follow(
    tx: EntityManager,
    rejudged: Rejudged,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    const waiting = await tx.find(ObjectionEntity, {
      where: { state: In(['MONTHS_OPEN', 'FURTHER_MONTHS_OPEN']) },
      order: { openedAt: 'ASC' },
    });
    for (const objection of waiting) {
      if ((await this.ledger.fileOf(tx, objection.personId)) === rejudged.personId)
        lines.push(...(await this.closeWhenChosen(tx, objection, rejudged, account, at)));
    }
    return lines;
  }

  private async closeWhenChosen(
    tx: EntityManager,
    objection: ObjectionEntity,
    { after }: Rejudged,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const scoreIds = JSON.parse(objection.monthsOpen) as string[];
    for (const id of scoreIds) {
      if ((await this.clocks.find(tx, 'CHOOSE_MONTHS', `score/${id}`)) !== null) return [];
    }
    const months = scoreIds.map((noticeId) => {
      const measure = after.standing.scores.find(({ id }) => id === noticeId)?.measure;
      return { noticeId, months: measure?.kind === 'SUSPENSION' ? measure.months : null };
    });
    const happening: Happening = {
      takes: 'CHOOSE_MONTHS',
      as: months.some((each) => each.months !== null) ? 'MONTHS_CHOSEN' : 'MONTHS_NOT_NEEDED',
      content: { months },
      told: { months },
      change: { monthsOpen: '[]' },
    };
    const closed = await moveOn(tx, objection, happening, account, at);
    return [happenedLine(account, objection, closed, happening)];
  }
}
