import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import type { CaseQuery } from './case.dto.js';
import { CaseEntity } from './case.entity.js';
import { CaseEvaluationEntity } from './case-evaluation.entity.js';
import { CaseEventEntity } from './case-event.entity.js';
import { CaseRevisionEntity } from './case-revision.entity.js';
import { districtSeenBy } from './case-rights.js';
import { evaluationsOf, eventsOf, loadCase, type LoadedCase } from './case-store.js';

export interface CasePage {
  readonly items: readonly CaseEntity[];
  readonly total: number;
}

export interface WholeCase extends LoadedCase {
  readonly evaluations: readonly CaseEvaluationEntity[];
  readonly events: readonly CaseEventEntity[];
}

/** Keeps `%` and `_` of the user's words from matching anything. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;

/** Reads cases, each account those of its district. */
@Injectable()
export class CaseReaderService {
  constructor(private readonly database: Database) {}

  /** One page of the cases that fit the query, newest first. */
  async list(query: CaseQuery, account: Account): Promise<CasePage> {
    const cases = this.database.read.createQueryBuilder(CaseEntity, 'one');
    const own = districtSeenBy(account);
    if (own !== null) cases.andWhere('one.district = :own', { own });
    for (const member of ['state', 'track', 'district', 'offenderCode'] as const) {
      if (query[member] !== undefined)
        cases.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.text !== undefined) {
      const text = containing(query.text);
      cases.andWhere(
        new Brackets((any) => {
          for (const member of ['offenderName', 'offenderCode', 'inspectionNo']) {
            any.orWhere(`one.${member} LIKE :text ESCAPE '\\'`, { text });
          }
        }),
      );
    }
    const [items, total] = await cases
      .orderBy('one.openedAt', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items, total };
  }

  /** @throws Problem NOT_FOUND */
  async byId(id: string, account: Account): Promise<WholeCase> {
    const loaded = await loadCase(this.database.read, id, account);
    const evaluations = await evaluationsOf(this.database.read, id);
    return { ...loaded, evaluations, events: await eventsOf(this.database.read, id) };
  }

  /** Every revision of a case, oldest first. @throws Problem NOT_FOUND */
  async revisions(id: string, account: Account): Promise<CaseRevisionEntity[]> {
    await loadCase(this.database.read, id, account);
    return this.database.read.find(CaseRevisionEntity, { where: { caseId: id }, order: { revision: 'ASC' } });
  }

  /** One stored answer. @throws Problem NOT_FOUND */
  async evaluation(id: string, sequence: number, account: Account): Promise<CaseEvaluationEntity> {
    await loadCase(this.database.read, id, account);
    const found = (await evaluationsOf(this.database.read, id)).find((each) => each.sequence === sequence);
    if (found === undefined) throw new Problem('NOT_FOUND', `案件 ${id} 没有第 ${sequence} 次评估。`);
    return found;
  }
}
