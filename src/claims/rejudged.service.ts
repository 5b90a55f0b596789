import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dueAfterRejudgement, type ClaimSettlement } from '../domain/qualification/claim-verdict.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import type { Outcome } from '../qualifications/qualifications.module.js';
import { ClaimJudgingService, serviceKey } from './claim-judging.service.js';
import { ClaimDayEntity, ClaimLineEntity } from './claim-line.entity.js';
import { ClaimSettlementEntity } from './claim-settlement.entity.js';

/** Stored claims of one institution: lines, and days of payable lines. */
export interface StoredClaims {
  readonly lines: readonly ClaimLineEntity[];
  readonly days: readonly ClaimDayEntity[];
}

/** A stored claim that stands otherwise now. */
export interface Due<T> {
  readonly claim: T;
  readonly due: ClaimSettlement;
  readonly now: Outcome;
  /** How often it was settled before. */
  readonly settlements: number;
}

export interface DueClaims {
  readonly lines: readonly Due<ClaimLineEntity>[];
  readonly days: readonly Due<ClaimDayEntity>[];
}

type LastSettlements = ReadonlyMap<string, ClaimSettlementEntity>;

/** Compares what was made of claims with what holds now (PQ2025:37, 40; S31). */
@Injectable()
export class RejudgedService {
  constructor(
    private readonly database: Database,
    private readonly judging: ClaimJudgingService,
  ) {}

  /** Every stored claim of an institution that stands otherwise now, and is not settled. */
  async dueAt(institution: string, account: Account): Promise<DueClaims> {
    const { read } = this.database;
    const lines = await read.find(ClaimLineEntity, {
      where: { institution },
      order: { serviceDay: 'ASC', batchId: 'ASC', row: 'ASC' },
    });
    const days = await read.find(ClaimDayEntity, {
      where: { institution },
      order: { serviceDay: 'ASC', personCode: 'ASC', id: 'ASC' },
    });
    return this.dueOf(institution, { lines, days }, account);
  }

  /** Those of some stored claims of an institution that stand otherwise now, and are not settled. */
  async dueOf(institution: string, { lines, days }: StoredClaims, account: Account): Promise<DueClaims> {
    const judged = await this.judging.judge(institution, [...lines, ...days], account);
    const settled = await lastSettlements(this.database.read, institution);
    const due = <T extends ClaimLineEntity | ClaimDayEntity>(claim: T): Due<T>[] => {
      const now = judged.get(serviceKey(claim))?.outcome;
      if (now === undefined) throw new Error(`claim ${claim.id} was not judged`);
      const last = settled.get(claim.id);
      const verdict = 'verdict' in claim ? claim.verdict : 'PAYABLE';
      const asked = dueAfterRejudgement({ verdict, settled: last?.settled ?? null }, now.payable);
      return asked === null ? [] : [{ claim, due: asked, now, settlements: last?.ordinal ?? 0 }];
    };
    return { lines: lines.flatMap((line) => due(line)), days: days.flatMap((day) => due(day)) };
  }
}

/** The last settlement of every settled claim of an institution, by the claim. */
export async function lastSettlements(manager: EntityManager, institution: string): Promise<LastSettlements> {
  const all = await manager.find(ClaimSettlementEntity, {
    where: { institution },
    order: { ordinal: 'ASC' },
  });
  return new Map(all.map((each) => [each.itemId, each]));
}
