import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';

/** A decision that was changed or withdrawn (PQ2025:37: what rests on it follows). */
export interface DecisionReversed {
  readonly caseId: string;
  readonly kind: 'CHANGED' | 'WITHDRAWN';
  /** Number of the paper by which it was. */
  readonly documentNo: string;
  /** Other notices that whoever reverses knows to carry more by it. */
  readonly acknowledged: readonly string[];
  readonly reasons: string;
}

/** What another module does about it, inside the same change. @returns lines for the record. */
export type DecisionFollower = (
  tx: EntityManager,
  reversed: DecisionReversed,
  account: Account,
  at: string,
) => Promise<readonly RecordEntry[]>;

/** Those whom a reversal concerns; modules above say so themselves. */
@Injectable()
export class DecisionFollowers {
  private readonly followers: DecisionFollower[] = [];

  add(follower: DecisionFollower): void {
    this.followers.push(follower);
  }

  async follow(
    tx: EntityManager,
    reversed: DecisionReversed,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    for (const follower of this.followers) lines.push(...(await follower(tx, reversed, account, at)));
    return lines;
  }
}
