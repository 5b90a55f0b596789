import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MeasureKind } from '../domain/qualification/event.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { PersonMergesService, SiteFollowersService } from '../registry/registry.module.js';
import { FollowService, type Follower, type RecordingFollower } from './follow.service.js';
import type { OfficeOfScore } from './measure-clocks.service.js';
import { noteOrigin, type MeasureOrigin } from './measure-origins.js';
import { recordOf } from './record-of.js';
import { recordOfTold } from './site-telling.service.js';

/** What a linked measure rests on (S25). */
export interface LinkedGround extends MeasureOrigin {
  /** The penalty or agreement case. */
  readonly caseId: string | null;
  readonly determinationId: string | null;
  /** The provision that the institution's measure rests on: `REG735:40`. */
  readonly citation: string;
  readonly reasons: string;
}

/** A measure that comes with the institution's. */
export interface LinkedMeasure {
  readonly personId: string;
  readonly id: string;
  readonly kind: MeasureKind;
  /** Day of the decision to link. */
  readonly on: CalendarDate;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly ground: LinkedGround;
}

export interface UnlinkedMeasure {
  readonly personId: string;
  readonly linkId: string;
  readonly on: CalendarDate;
  readonly reasons: string;
}

export interface Linked {
  readonly rejudged: Rejudged;
  readonly record: readonly [RecordEntry, ...RecordEntry[]];
}

/** Measures against people: tells every site, keeps the deadlines, links what comes with the institution's. */
@Injectable()
export class SuspensionService implements OnModuleInit {
  constructor(
    private readonly ledger: LedgerService,
    private readonly follower: FollowService,
    private readonly merges: PersonMergesService,
    private readonly sites: SiteFollowersService,
  ) {}

  /** A merge of two files, or its undoing, reaches the sites like every other judgement; so does a new site. */
  onModuleInit(): void {
    this.merges.alsoFollow((tx, rejudged, account, at) => this.follow(tx, rejudged, account, at));
    this.sites.alsoFollow((tx, personId, account, at) => this.tellSites(tx, personId, account, at));
  }

  private async tellSites(
    tx: EntityManager,
    person: string,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const standing = await this.ledger.storedHistoryOf(tx, person);
    const personId = await this.ledger.fileOf(tx, person);
    return this.follow(tx, { personId, before: standing, after: standing }, account, at);
  }

  /** Lets a module above follow each file that was judged anew, inside the same change. */
  alsoFollow(follower: Follower): void {
    this.follower.alsoFollow(follower);
  }

  /** As {@link alsoFollow}, for a module that leaves lines in the record. */
  alsoRecord(follower: RecordingFollower): void {
    this.follower.alsoRecord(follower);
  }

  /** Notes where a score's measure would come from, when its notice is issued; what was noted before stands. */
  noteOrigin(tx: EntityManager, scoreId: string, origin: MeasureOrigin, at: string): Promise<void> {
    return noteOrigin(tx, scoreId, origin, null, at);
  }

  /**
   * After a file was judged anew: tells every site what changed (S24), opens, moves and closes clocks.
   * @param officeOfScore district code of the agency that scored; without it what {@link noteOrigin} said, else the
   *   municipal agency.
   * @returns the lines for the record, one for each site told.
   */
  async follow(
    tx: EntityManager,
    rejudged: Rejudged,
    account: Account,
    at: string,
    officeOfScore?: OfficeOfScore,
  ): Promise<readonly RecordEntry[]> {
    const { told, lines } = await this.follower.follow(tx, rejudged, account, at, officeOfScore);
    return [...told.map((each) => recordOfTold(account, each)), ...lines];
  }

  /** S25: suspends or terminates a person with the institution. @throws RuleViolation as the ledger's `append`. */
  async link(tx: EntityManager, linked: LinkedMeasure, account: Account, at: string): Promise<Linked> {
    const { personId, id, kind, on, from, to, ground } = linked;
    const { institutionCode, office, caseId, determinationId, citation, reasons } = ground;
    const stated = { caseId, determinationId, citation, reasons };
    await noteOrigin(tx, id, ground, stated, at);
    const done = recordOf(account, {
      action: 'MEASURE_LINKED',
      subject: `measure/${id}`,
      after: { person: personId, kind, on, from, to, institution: institutionCode, office, ...stated },
    });
    return this.appendAndFollow(tx, personId, { type: 'LINKED', id, on, kind, from, to }, done, account, at);
  }

  /** The ground of a linked measure fell away: it is void from the start (S25, S31). @throws RuleViolation */
  async unlink(tx: EntityManager, unlinked: UnlinkedMeasure, account: Account, at: string): Promise<Linked> {
    const { personId, linkId, on, reasons } = unlinked;
    const done = recordOf(account, {
      action: 'MEASURE_UNLINKED',
      subject: `measure/${linkId}`,
      after: { person: personId, on, reasons },
    });
    return this.appendAndFollow(tx, personId, { type: 'LINK_VOIDED', on, linkId }, done, account, at);
  }

  private async appendAndFollow(
    tx: EntityManager,
    personId: string,
    fact: LedgerFact,
    done: RecordEntry,
    account: Account,
    at: string,
  ): Promise<Linked> {
    const rejudged = await this.ledger.append(tx, personId, [fact], account, at);
    return { rejudged, record: [done, ...(await this.follow(tx, rejudged, account, at))] };
  }
}
