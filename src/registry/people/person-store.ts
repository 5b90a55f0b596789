import { In, type EntityManager } from 'typeorm';
import type { Account, Holder } from '../../identity/identity.module.js';
import { Problem } from '../../platform/http/problem.js';
import { CodeHolderEntity } from '../entities/code-holder.entity.js';
import { PersonCodeEntity } from '../entities/person-code.entity.js';
import { PersonIdentityEntity } from '../entities/person-identity.entity.js';
import { PersonFileEntity } from '../entities/person-file.entity.js';
import { sightOf, type Sight } from '../registry-rights.js';

/** A person found by one of their codes. */
export interface FoundPerson {
  readonly code: string;
  /** Who the code was given to: facts stated under it are kept there. */
  readonly personId: string;
  /** The file that holds the person after merges. */
  readonly fileId: string;
}

/** The ids of those whom an office holds by a code; takes `:office`. */
const HELD_BY: Readonly<Record<Exclude<Sight['of'], 'ALL'>, string>> = {
  INSTITUTION: `SELECT "code"."person_id" FROM "code_holder" "holder"
    JOIN "person_code" "code" ON "code"."code" = "holder"."code" WHERE "holder"."office" = :office`,
  DISTRICT: `SELECT "code"."person_id" FROM "code_holder" "holder"
    JOIN "person_code" "code" ON "code"."code" = "holder"."code" WHERE "holder"."office" = :office
    OR "holder"."office" IN (SELECT "site"."code" FROM "institution" "site" WHERE "site"."district" = :office)`,
};

/** SQL for the ids of the people within a sight, with its parameters; null: all of them. */
export const heldWithin = (sight: Sight): { readonly sql: string; readonly office: string } | null =>
  sight.of === 'ALL' ? null : { sql: HELD_BY[sight.of], office: sight.office };

export async function fileOf(manager: EntityManager, personId: string): Promise<string> {
  return (await manager.findOneByOrFail(PersonFileEntity, { personId })).fileId;
}

export async function findByCode(manager: EntityManager, code: string): Promise<FoundPerson | null> {
  const found = await manager.findOneBy(PersonCodeEntity, { code });
  if (found === null) return null;
  const { personId } = found;
  return { code, personId, fileId: await fileOf(manager, personId) };
}

/** Whether a person lies within an account's sight: an institution sees by the codes it holds, a district by files. */
export async function seesPerson(
  manager: EntityManager,
  { code, fileId }: FoundPerson,
  account: Holder,
): Promise<boolean> {
  const sight = sightOf(account);
  switch (sight.of) {
    case 'ALL':
      return true;
    case 'INSTITUTION':
      return manager.existsBy(CodeHolderEntity, { office: sight.office, code });
    case 'DISTRICT':
      return manager
        .createQueryBuilder(PersonFileEntity, 'file')
        .where('file.fileId = :fileId', { fileId })
        .andWhere(`file.personId IN (${HELD_BY.DISTRICT})`, { office: sight.office })
        .getExists();
  }
}

/**
 * A person whom the account sees.
 * @throws Problem NOT_FOUND, for one who does not exist as for one who is not theirs to see.
 */
export async function loadPerson(
  manager: EntityManager,
  code: string,
  account: Account,
): Promise<FoundPerson> {
  const found = await findByCode(manager, code);
  if (found === null || !(await seesPerson(manager, found, account)))
    throw new Problem('NOT_FOUND', `没有代码为 ${code} 的人员。`);
  return found;
}

/**
 * A person whom the account sees, and whose file still goes on: one without name and number is registered nowhere again.
 * @throws Problem NOT_FOUND as {@link loadPerson}; CONFLICT for one whose personal data were erased.
 */
export async function loadForChange(tx: EntityManager, code: string, account: Account): Promise<FoundPerson> {
  const found = await loadPerson(tx, code, account);
  if (await isErased(tx, found.personId))
    throw new Problem('CONFLICT', '该人员的个人信息已删除，其档案不再变更。');
  return found;
}

/** Whether a person's number was erased, and the name with it. */
export const isErased = async (manager: EntityManager, personId: string): Promise<boolean> =>
  !(await manager.existsBy(PersonIdentityEntity, { personId }));

/** @throws Problem CONFLICT for a file with somebody on it whose personal data were erased. */
export async function requireLivingFile(tx: EntityManager, fileId: string): Promise<void> {
  const people = await membersOf(tx, [fileId]);
  const known = await tx.countBy(PersonIdentityEntity, { personId: In(people) });
  if (known < people.length)
    throw new Problem('CONFLICT', '档案上有人员的个人信息已删除，该档案不再合并或拆分。');
}

/** The ids of everybody on some files. */
export async function membersOf(manager: EntityManager, fileIds: readonly string[]): Promise<string[]> {
  const rows = await manager.find(PersonFileEntity, { where: { fileId: In([...fileIds]) } });
  return rows.map(({ personId }) => personId);
}

/** The codes of some persons, in the order in which they were entered. */
export const codesOf = (manager: EntityManager, personIds: readonly string[]): Promise<PersonCodeEntity[]> =>
  manager.find(PersonCodeEntity, {
    where: { personId: In([...personIds]) },
    order: { recordedAt: 'ASC', code: 'ASC' },
  });

/** Notes that an office holds a code, once. */
export async function holdCode(tx: EntityManager, office: string, code: string, at: string): Promise<void> {
  if (await tx.existsBy(CodeHolderEntity, { office, code })) return;
  await tx.insert(CodeHolderEntity, { office, code, recordedAt: at });
}
