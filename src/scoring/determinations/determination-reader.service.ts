import { Injectable } from '@nestjs/common';
import { Brackets, type EntityManager } from 'typeorm';
import { districtWithin, isWithin, type Account } from '../../identity/identity.module.js';
import { Database } from '../../platform/database/database.js';
import { Problem } from '../../platform/http/problem.js';
import { RegistryService } from '../../registry/registry.module.js';
import type { DeterminationContent } from './determination-content.js';
import { DeterminationPersonEntity } from './determination-person.entity.js';
import { DeterminationEntity } from './determination.entity.js';
import type { DeterminationQuery } from './determination.dto.js';

/** A determination with everybody it speaks of. */
export interface WholeDetermination {
  readonly head: DeterminationEntity;
  readonly content: DeterminationContent;
  readonly people: readonly DeterminationPersonEntity[];
}

/** A determination with everybody it speaks of, for whoever may see it. */
export async function wholeDetermination(
  manager: EntityManager,
  head: DeterminationEntity,
): Promise<WholeDetermination> {
  const people = await manager.find(DeterminationPersonEntity, {
    where: { determinationId: head.id },
    order: { personCode: 'ASC' },
  });
  return { head, content: JSON.parse(head.content) as DeterminationContent, people };
}

/** The determinations that rest on a case, in the order of their recording. */
export async function determinationsOfCase(
  manager: EntityManager,
  caseId: string,
): Promise<readonly WholeDetermination[]> {
  const heads = await manager.find(DeterminationEntity, {
    where: { caseId },
    order: { recordedAt: 'ASC', id: 'ASC' },
  });
  return Promise.all(heads.map((head) => wholeDetermination(manager, head)));
}

/**
 * Loads a determination the account may see.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function loadDetermination(
  manager: EntityManager,
  id: string,
  account: Account,
): Promise<WholeDetermination> {
  const head = await manager.findOneBy(DeterminationEntity, { id });
  if (head === null || !isWithin('determination.read', account, { district: [head.office, head.district] })) {
    throw new Problem('NOT_FOUND', `没有编号为 ${id} 的责任认定书。`);
  }
  return wholeDetermination(manager, head);
}

/** Reads determinations, each account those it may see. */
@Injectable()
export class DeterminationReaderService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
  ) {}

  /** @throws Problem NOT_FOUND */
  byId(id: string, account: Account): Promise<WholeDetermination> {
    return loadDetermination(this.database.read, id, account);
  }

  /** One page of those that fit the query, newest first. */
  async list(
    query: DeterminationQuery,
    account: Account,
  ): Promise<{ readonly items: readonly DeterminationEntity[]; readonly total: number }> {
    const found = this.database.read.createQueryBuilder(DeterminationEntity, 'one');
    const own = districtWithin('determination.read', account);
    if (own !== null) {
      found.andWhere(
        new Brackets((either) => either.where('one.office = :own', { own }).orWhere('one.district = :own')),
      );
    }
    for (const member of ['institution', 'caseId', 'office'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.person !== undefined) {
      const codes = await this.codesOf(query.person);
      const of = found
        .subQuery()
        .select('each.determinationId')
        .from(DeterminationPersonEntity, 'each')
        .where('each.personCode IN (:...codes)');
      found.andWhere(`one.id IN ${of.getQuery()}`, { codes });
    }
    const [items, total] = await found
      .orderBy('one.recordedAt', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items, total };
  }

  private async codesOf(code: string): Promise<readonly string[]> {
    return (await this.registry.personByCode(this.database.read, code))?.codes ?? [code];
  }
}
