import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { MeasureClocksService, type OfficeOfScore } from './measure-clocks.service.js';
import { SiteTellingService, type Told } from './site-telling.service.js';
import { listVoidMeasures } from './void-measures.js';

/** What another module does when a file was judged anew, inside the same change. */
export type Follower = (tx: EntityManager, rejudged: Rejudged, at: string) => Promise<void>;

/** Carries what a judged file says to everybody whom it concerns. */
@Injectable()
export class FollowService {
  private readonly others: Follower[] = [];

  constructor(
    private readonly sites: SiteTellingService,
    private readonly measures: MeasureClocksService,
    private readonly clock: Clock,
  ) {}

  /** Lets another module follow too, after the sites were told. */
  alsoFollow(follower: Follower): void {
    this.others.push(follower);
  }

  /** Tells the sites, keeps the deadlines and the list of void measures. @returns what the sites were told. */
  async follow(
    tx: EntityManager,
    rejudged: Rejudged,
    account: Account,
    at: string,
    officeOfScore?: OfficeOfScore,
  ): Promise<readonly Told[]> {
    const told = await this.sites.tell(tx, rejudged, account, at);
    await this.measures.follow(tx, rejudged, at, officeOfScore);
    await listVoidMeasures(tx, rejudged, this.clock.today());
    for (const follower of this.others) await follower(tx, rejudged, at);
    return told;
  }
}
