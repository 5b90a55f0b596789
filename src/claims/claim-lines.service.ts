import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { ClaimLineEntity } from './claim-line.entity.js';
import { ClaimSitesService } from './claim-sites.service.js';
import type { ClaimLineQuery } from './claims.dto.js';

/** Finds stored claim lines. */
@Injectable()
export class ClaimLinesService {
  constructor(
    private readonly database: Database,
    private readonly sites: ClaimSitesService,
  ) {}

  /** A page of the lines that an account sees, the latest service first. */
  async find(
    query: ClaimLineQuery,
    account: Account,
  ): Promise<{ readonly items: ClaimLineEntity[]; readonly total: number }> {
    const within = await this.sites.within(account);
    const [items, total] = await filtered(this.lines(), query, within)
      .orderBy('line.serviceDay', 'DESC')
      .addOrderBy('line.batchId', 'ASC')
      .addOrderBy('line.row', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items, total };
  }

  /** Every stored line of a batch, in the order of its file; whether they may be seen is checked before. */
  ofBatch(batchId: string): Promise<ClaimLineEntity[]> {
    return this.database.read.find(ClaimLineEntity, { where: { batchId }, order: { row: 'ASC' } });
  }

  private lines(): SelectQueryBuilder<ClaimLineEntity> {
    return this.database.read.createQueryBuilder(ClaimLineEntity, 'line');
  }
}

function filtered(
  lines: SelectQueryBuilder<ClaimLineEntity>,
  { institution, batch, personCode, verdict, from, to }: ClaimLineQuery,
  within: readonly string[] | null,
): SelectQueryBuilder<ClaimLineEntity> {
  const code = (text: string): string => comparableCode(text);
  lines.where('1 = 1');
  if (within !== null)
    lines.andWhere(within.length === 0 ? '1 = 0' : 'line.institution IN (:...within)', { within });
  if (institution !== undefined)
    lines.andWhere('line.institution = :institution', { institution: code(institution) });
  if (batch !== undefined) lines.andWhere('line.batchId = :batch', { batch });
  if (personCode !== undefined)
    lines.andWhere('line.personCode = :personCode', { personCode: code(personCode) });
  if (verdict !== undefined) lines.andWhere('line.verdict = :verdict', { verdict });
  if (from !== undefined) lines.andWhere('line.serviceDay >= :from', { from });
  if (to !== undefined) lines.andWhere('line.serviceDay <= :to', { to });
  return lines;
}
