import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Standing } from '../domain/qualification/standing.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, RestrictionEntity, type Rejudged } from '../ledger/ledger.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import type { MovedDayAnswer, ProvisionalDayAnswer } from './calendar-years.dto.js';
import { FollowService } from './follow.service.js';
import { MeasureClocksService } from './measure-clocks.service.js';
import {
  movedAtSites,
  movedClocks,
  movedInFile,
  provisionalClocks,
  provisionalDeadlines,
} from './moved-days.js';
import { recordOfTold, type Told } from './site-telling.service.js';

/** What followed from a change of the rulebook. */
export interface Recounted {
  /** Every day that moved. */
  readonly moved: MovedDayAnswer[];
  /** What still rests on a year without an arrangement (S34). */
  readonly provisional: ProvisionalDayAnswer[];
  /** The lines of the sites that were told. */
  readonly record: readonly RecordEntry[];
}

/** What a module above counts again when the rulebook changed, inside the same change. */
export type RecountFollower = (tx: EntityManager, at: string) => Promise<void>;

interface Followed {
  readonly rejudged: readonly Rejudged[];
  readonly told: readonly Told[];
  readonly lines: readonly RecordEntry[];
  readonly standings: readonly Standing[];
}

/** Counts and judges anew everything that rests on the rulebook, when that changes. */
@Injectable()
export class RecountService {
  private readonly others: RecountFollower[] = [];

  constructor(
    private readonly ledger: LedgerService,
    private readonly clocks: ClocksService,
    private readonly follower: FollowService,
    private readonly measures: MeasureClocksService,
  ) {}

  /** Lets a module above count again what rests on the rulebook and on papers of its own. */
  alsoRecount(follower: RecountFollower): void {
    this.others.push(follower);
  }

  /**
   * Makes a change of the rulebook, and in the same change of the database all that follows: deadlines, files, sites.
   * @param change appends to the rulebook.
   */
  async recount(
    tx: EntityManager,
    account: Account,
    at: string,
    change: () => Promise<unknown>,
  ): Promise<Recounted> {
    const running = await this.clocks.allRunning(tx);
    await change();
    await this.clocks.recompute(tx, at);
    const { rejudged, told, lines, standings } = await this.follow(tx, account, at);
    for (const follower of this.others) await follower(tx, at);
    const clocks = await this.clocks.allRunning(tx);
    return {
      moved: [...rejudged.flatMap(movedInFile), ...movedAtSites(told), ...movedClocks(running, clocks)],
      provisional: [
        ...standings.flatMap(({ scores }) => provisionalDeadlines(scores)),
        ...provisionalClocks(clocks),
      ],
      record: [...told.map((each) => recordOfTold(account, each)), ...lines],
    };
  }

  private async follow(tx: EntityManager, account: Account, at: string): Promise<Followed> {
    const rejudged = await this.ledger.recompute(tx);
    const told: Told[] = [];
    const lines: RecordEntry[] = [];
    for (const each of rejudged) {
      const followed = await this.follower.follow(tx, each, account, at);
      told.push(...followed.told);
      lines.push(...followed.lines);
    }
    const restricted = await tx.findBy(RestrictionEntity, { restoredOn: IsNull() });
    const people = new Set(restricted.map(({ personId }) => personId));
    const standings: Standing[] = [];
    for (const personId of people) {
      const standing = await this.ledger.standingOf(tx, personId);
      standings.push(standing);
      await this.measures.refreshWindow(tx, personId, standing, at);
    }
    const others = rejudged.filter(({ personId }) => !people.has(personId));
    return { rejudged, told, lines, standings: [...standings, ...others.map(({ after }) => after.standing)] };
  }
}
