import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { countRepair, takenOf, type CountedRepair } from '../domain/qualification/repair-day.js';
import type { Standing } from '../domain/qualification/standing.js';
import { policyOn } from '../domain/rulebook/policy.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { yearOf, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Result } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { NoticeFollowService } from '../scoring/scoring.module.js';
import type { RepairGround } from './repair-store.js';

/** Says whether a repair is granted and on which day it counts, and puts it on the ledger (S22, S23). */
@Injectable()
export class RepairJudgingService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
    private readonly followed: NoticeFollowService,
  ) {}

  /** What would come of it if it were approved today; nothing is written. */
  async judge(
    tx: EntityManager,
    personId: string,
    { route, level, activityOn }: RepairGround,
  ): Promise<Result<CountedRepair>> {
    const approvedOn = this.clock.today();
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const before = await this.ledger.standingOf(tx, personId);
    const facts = await this.ledger.factsOf(tx, personId);
    const taken = takenOf(facts, before.repairs, { route, year: yearOf(activityOn) });
    const policy = policyOn(rulebook, 'repairDay', activityOn) === 'APPROVAL' ? 'APPROVAL' : 'ACTIVITY';
    const onActivity = await this.with(tx, personId, level, activityOn);
    const onApproval =
      approvedOn === activityOn ? onActivity : await this.with(tx, personId, level, approvedOn);
    return countRepair(
      { level, activityOn, approvedOn, policy, taken },
      { before, onActivity, onApproval },
      pointsLawOn(rulebook, activityOn),
    );
  }

  /** Puts a repair that was judged so on the ledger. @returns the lines for the record. */
  async grant(
    tx: EntityManager,
    personId: string,
    { level }: RepairGround,
    { on }: CountedRepair,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const rejudged = await this.ledger.append(tx, personId, [{ type: 'REPAIR', on, level }], account, at);
    return this.followed.follow(tx, rejudged, account, at);
  }

  private async with(
    tx: EntityManager,
    personId: string,
    level: RepairGround['level'],
    on: CalendarDate,
  ): Promise<Standing> {
    return (await this.ledger.suppose(tx, personId, [{ type: 'REPAIR', on, level }])).after.standing;
  }
}
