import type { EntityManager } from 'typeorm';
import type { Account } from '../../identity/identity.module.js';
import { Problem } from '../../platform/http/problem.js';
import { DepartmentEntity } from '../entities/department.entity.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { InstitutionFactEntity } from '../entities/institution-fact.entity.js';
import { seesInstitution } from '../registry-rights.js';

/** What the state of an institution is judged from, in the order of recording. */
export interface InstitutionFacts {
  readonly departments: readonly DepartmentEntity[];
  readonly facts: readonly InstitutionFactEntity[];
}

export async function institutionFactsOf(
  manager: EntityManager,
  institutionCode: string,
): Promise<InstitutionFacts> {
  const departments = await manager.find(DepartmentEntity, {
    where: { institutionCode },
    order: { code: 'ASC' },
  });
  const facts = await manager.find(InstitutionFactEntity, {
    where: { institutionCode },
    order: { sequence: 'ASC' },
  });
  return { departments, facts };
}

/**
 * An institution that the account sees.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function loadInstitution(
  manager: EntityManager,
  code: string,
  account: Account,
): Promise<InstitutionEntity> {
  const found = await manager.findOneBy(InstitutionEntity, { code });
  if (found === null || !seesInstitution(account, found))
    throw new Problem('NOT_FOUND', `没有代码为 ${code} 的定点医药机构。`);
  return found;
}

type NewFact = Omit<InstitutionFactEntity, 'sequence'>;

/** Puts facts on an institution, in this order. */
export async function appendInstitutionFacts(
  tx: EntityManager,
  institutionCode: string,
  facts: readonly NewFact[],
): Promise<void> {
  const last = (await tx.maximum(InstitutionFactEntity, 'sequence', { institutionCode })) ?? 0;
  await tx.insert(
    InstitutionFactEntity,
    facts.map((fact, index) => ({ ...fact, sequence: last + 1 + index })),
  );
}
