import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import type { Upload } from '../platform/http/upload.js';
import { Ids } from '../platform/ids/ids.js';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { ClaimBatchEntity, ClaimFaultEntity } from './claim-batch.entity.js';
import { ClaimJudgingService } from './claim-judging.service.js';
import { ClaimDayEntity, ClaimLineEntity } from './claim-line.entity.js';
import { readClaimRows, type ClaimRow, type FaultyLine, type ReadClaims } from './claim-reading.js';
import { ClaimSitesService } from './claim-sites.service.js';
import { judgedClaims, type JudgedClaims } from './judged-claims.js';
import { recordOf } from './record-of.js';

/** A file of claim lines as it was sent. */
export interface SentClaims {
  readonly bytes: Upload['bytes'];
  readonly rows: readonly ClaimRow[];
}

/** A batch, and whether the very same file had been judged before. */
export interface TakenBatch {
  readonly batch: ClaimBatchEntity;
  readonly repeated: boolean;
}

/** With 17 columns fewer parameters than every database takes in one statement. */
const ROWS_A_STATEMENT = 1000;

/** Judges files of claim lines (S26; PQ2025:15, 40), and keeps what they came to. */
@Injectable()
export class ClaimBatchesService {
  constructor(
    private readonly database: Database,
    private readonly sites: ClaimSitesService,
    private readonly judging: ClaimJudgingService,
    private readonly rulebooks: RulebookService,
    private readonly vault: IdentityVault,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Judges the lines of a file and keeps the outcome; the same file again changes nothing.
   * @throws Problem NOT_FOUND for claims of an institution that is not theirs.
   */
  async take(named: string | undefined, sent: SentClaims, account: Account): Promise<TakenBatch> {
    const institution = await this.sites.meant(named, account);
    const contentHash = createHash('sha256').update(sent.bytes).digest('hex');
    const known = { institution, contentHash };
    const before = await this.database.read.findOneBy(ClaimBatchEntity, known);
    if (before !== null) return { batch: before, repeated: true };
    const read = await this.read(sent.rows);
    const judged = await this.judging.judge(institution, read.lines, account);
    const batchId = this.ids.next();
    const claims = judgedClaims(read.lines, judged, { batchId, institution, nextId: () => this.ids.next() });
    return this.keep(batchId, known, read, claims, account);
  }

  /** @throws Problem NOT_FOUND, also for claims of an institution that is not theirs to see. */
  async byId(id: string, account: Account): Promise<ClaimBatchEntity> {
    const batch = await this.database.read.findOneBy(ClaimBatchEntity, { id });
    const within = await this.sites.within(account);
    if (batch === null || (within !== null && !within.includes(batch.institution)))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的明细批次。`);
    return batch;
  }

  /** Batches that an account sees, the newest first. */
  async list(
    account: Account,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly items: ClaimBatchEntity[]; readonly total: number }> {
    const within = await this.sites.within(account);
    const [items, total] = await this.database.read.findAndCount(ClaimBatchEntity, {
      where: within === null ? {} : { institution: In([...within]) },
      order: { recordedAt: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items, total };
  }

  /** The lines of a batch that could not be judged, as they were sent. @throws Problem NOT_FOUND. */
  async faultyLines(id: string, account: Account): Promise<readonly FaultyLine[]> {
    const { id: batchId } = await this.byId(id, account);
    const rows = await this.database.read.find(ClaimFaultEntity, {
      where: { batchId },
      order: { row: 'ASC' },
    });
    return rows.map(({ sealed }) => JSON.parse(this.vault.open(sealed)) as FaultyLine);
  }

  private async read(rows: readonly ClaimRow[]): Promise<ReadClaims> {
    const today = this.clock.today();
    const { start } = pointsLawOn(await this.rulebooks.current(), today);
    return readClaimRows(rows, { from: start, today });
  }

  private keep(
    id: string,
    known: Pick<ClaimBatchEntity, 'institution' | 'contentHash'>,
    { lines, faulty }: ReadClaims,
    claims: JudgedClaims,
    account: Account,
  ): Promise<TakenBatch> {
    const sealed = faulty.map((line) => ({
      batchId: id,
      row: line.row,
      sealed: this.vault.seal(JSON.stringify(line)),
    }));
    return this.database.write(async (tx, at) => {
      const subject = `claim-batch/${id}`;
      const before = await tx.findOneBy(ClaimBatchEntity, known);
      if (before !== null) throw new Problem('CONFLICT', '同一文件正由他人提交，请重新提交以取得结果。');
      const batch: ClaimBatchEntity = {
        id,
        ...known,
        lines: lines.length,
        faulty: faulty.length,
        totals: JSON.stringify(claims.totals),
        recordedAt: at,
        actor: account.username,
        office: account.office,
      };
      await tx.insert(ClaimBatchEntity, batch);
      await insertAll(tx, ClaimFaultEntity, sealed);
      await insertAll(tx, ClaimLineEntity, claims.lines);
      await insertAll(tx, ClaimDayEntity, claims.days);
      const counts = { lines: lines.length, faulty: faulty.length };
      const totals = claims.totals.map((each) => ({ ...each }));
      const record = recordOf(account, 'CLAIMS_JUDGED', subject, { ...known, ...counts, totals });
      return { result: { batch, repeated: false }, record };
    });
  }
}

async function insertAll<T extends object>(
  tx: EntityManager,
  entity: new () => T,
  rows: readonly T[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const values = rows.slice(from, from + ROWS_A_STATEMENT);
    await tx.createQueryBuilder().insert().into(entity).values(values).updateEntity(false).execute();
  }
}
