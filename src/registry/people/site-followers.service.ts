import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';

/** What a module above does when somebody's sites changed, inside the same change. @returns lines for the record. */
export type SiteFollower = (
  tx: EntityManager,
  personId: string,
  account: Account,
  at: string,
) => Promise<readonly RecordEntry[]>;

/** Lets the modules above follow every registration: a new site has to be told what holds for the person. */
@Injectable()
export class SiteFollowersService {
  private readonly followers: SiteFollower[] = [];

  alsoFollow(follower: SiteFollower): void {
    this.followers.push(follower);
  }

  async follow(
    tx: EntityManager,
    personId: string,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    for (const follower of this.followers) lines.push(...(await follower(tx, personId, account, at)));
    return lines;
  }
}
