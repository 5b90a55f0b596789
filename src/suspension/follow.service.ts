import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { MeasureClocksService, type OfficeOfScore } from './measure-clocks.service.js';
import { SiteTellingService, type Told } from './site-telling.service.js';
import { listVoidMeasures } from './void-measures.js';

/** What another module does when a file was judged anew, inside the same change. */
export type Follower = (tx: EntityManager, rejudged: Rejudged, at: string) => Promise<void>;

/** As {@link Follower}, of one that may leave lines in the record, in the name of whoever made the change. */
export type RecordingFollower = (
  tx: EntityManager,
  rejudged: Rejudged,
  account: Account,
  at: string,
) => Promise<readonly RecordEntry[]>;

/** What came of following a file. */
export interface Followed {
  readonly told: readonly Told[];
  /** Lines for the record, beside those of the sites told. */
  readonly lines: readonly RecordEntry[];
}

/** Carries what a judged file says to everybody whom it concerns. */
@Injectable()
export class FollowService {
  private readonly others: Follower[] = [];
  private readonly recording: RecordingFollower[] = [];

  constructor(
    private readonly sites: SiteTellingService,
    private readonly measures: MeasureClocksService,
    private readonly clock: Clock,
  ) {}

  /** Lets another module follow too, after the sites were told. */
  alsoFollow(follower: Follower): void {
    this.others.push(follower);
  }

  /** Lets a module follow last, and leave lines in the record. */
  alsoRecord(follower: RecordingFollower): void {
    this.recording.push(follower);
  }

  /** Tells the sites, keeps the deadlines and the list of void measures. */
  async follow(
    tx: EntityManager,
    rejudged: Rejudged,
    account: Account,
    at: string,
    officeOfScore?: OfficeOfScore,
  ): Promise<Followed> {
    const told = await this.sites.tell(tx, rejudged, account, at);
    await this.measures.follow(tx, rejudged, at, officeOfScore);
    await listVoidMeasures(tx, rejudged, this.clock.today());
    for (const follower of this.others) await follower(tx, rejudged, at);
    const lines: RecordEntry[] = [];
    for (const follower of this.recording) lines.push(...(await follower(tx, rejudged, account, at)));
    return { told, lines };
  }
}
