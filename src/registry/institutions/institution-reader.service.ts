import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import type { Account } from '../../identity/identity.module.js';
import { Database } from '../../platform/database/database.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { containing } from '../containing.js';
import { sightOf } from '../registry-rights.js';
import type { InstitutionQuery } from './institution.dto.js';
import { institutionFactsOf, loadInstitution, type InstitutionFacts } from './institution-store.js';

export interface InstitutionPage {
  readonly items: readonly InstitutionEntity[];
  readonly total: number;
}

export interface WholeInstitution {
  readonly head: InstitutionEntity;
  readonly facts: InstitutionFacts;
}

/** Reads institutions, each account those within its sight. */
@Injectable()
export class InstitutionReaderService {
  constructor(private readonly database: Database) {}

  /** One page of the institutions that fit the query, by their codes. */
  async list(query: InstitutionQuery, account: Account): Promise<InstitutionPage> {
    const found = this.database.read.createQueryBuilder(InstitutionEntity, 'one');
    const sight = sightOf(account);
    if (sight.of === 'DISTRICT') found.andWhere('one.district = :office', { office: sight.office });
    if (sight.of === 'INSTITUTION') found.andWhere('one.code = :office', { office: sight.office });
    for (const member of ['district', 'kind'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.text !== undefined) {
      const text = containing(query.text);
      found.andWhere(
        new Brackets((any) =>
          any
            .where("one.name LIKE :text ESCAPE '\\'", { text })
            .orWhere("one.code LIKE :text ESCAPE '\\'", { text }),
        ),
      );
    }
    const [items, total] = await found
      .orderBy('one.code', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items, total };
  }

  /** @throws Problem NOT_FOUND */
  async byCode(code: string, account: Account): Promise<WholeInstitution> {
    const head = await loadInstitution(this.database.read, comparableCode(code), account);
    return { head, facts: await institutionFactsOf(this.database.read, head.code) };
  }
}
