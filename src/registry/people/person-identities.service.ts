import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { Problem } from '../../platform/http/problem.js';
import { IdentityVault } from '../../platform/secrets/identity-vault.js';
import { PersonIdentityEntity } from '../entities/person-identity.entity.js';

/** The one door to identity numbers: finds, opens, renews and erases them. */
@Injectable()
export class PersonIdentitiesService {
  constructor(private readonly vault: IdentityVault) {}

  /**
   * Whose a number is, under whichever master key it is stored.
   * @param number a sound identity number, as `identityNumberOf` gives it.
   * @returns the person's id; null for a number of nobody.
   * @throws Problem DATA_KEY_UNKNOWN where nobody is found but some numbers lie under a key that is not known here.
   */
  async find(manager: EntityManager, number: string): Promise<string | null> {
    const lookup = In([...this.vault.lookups(number)]);
    const found = await manager.findOneBy(PersonIdentityEntity, { lookup });
    if (found !== null) return found.personId;
    const unknown = await this.unknownKey(manager);
    if (unknown !== null) throw new Problem('DATA_KEY_UNKNOWN', unknownKeyDetail(unknown));
    return null;
  }

  /** Keeps the number of a person who had none, inside a change; {@link find} has told that nobody has it. */
  async keep(tx: EntityManager, personId: string, number: string): Promise<void> {
    await tx.insert(PersonIdentityEntity, { personId, ...this.vault.enclose(number, personId) });
  }

  /** The number in clear; null for a person whose number was erased. */
  async numberOf(manager: EntityManager, personId: string): Promise<string | null> {
    const stored = await manager.findOneBy(PersonIdentityEntity, { personId });
    return stored === null ? null : this.vault.disclose(stored, personId);
  }

  /** Id of a master key that some number lies under and that is not known here; null: every number can be read. */
  async unknownKey(manager: EntityManager): Promise<string | null> {
    const rows = manager.createQueryBuilder(PersonIdentityEntity, 'one').select('one.key_id', 'keyId');
    for (const [sql, parameters] of gapsBetween(this.vault.keyIds)) rows.orWhere(sql, parameters);
    return (await rows.limit(1).getRawOne<{ keyId: string }>())?.keyId ?? null;
  }

  /** Whether some number is not stored as it would be today. */
  isStale(manager: EntityManager): Promise<boolean> {
    return manager.exists(PersonIdentityEntity, { where: this.stale() });
  }

  /**
   * Renews some of the numbers that are not stored as they would be today, inside a change.
   * @returns how many; 0 when all are.
   */
  async renew(tx: EntityManager, limit: number): Promise<number> {
    const rows = await tx.find(PersonIdentityEntity, { where: this.stale(), take: limit });
    for (const { personId, ...stored } of rows)
      await tx.update(PersonIdentityEntity, { personId }, this.vault.renewed(stored, personId));
    return rows.length;
  }

  /** Destroys the numbers of some persons with their keys and lookups, inside a change. */
  async erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    await tx.delete(PersonIdentityEntity, { personId: In([...personIds]) });
  }

  /** Under another key, or under none of their own. */
  private stale(): object[] {
    return [{ keyId: Not(this.vault.keyId) }, { wrappedKey: IsNull() }];
  }
}

/** What an administrator is told whose program has not the keys that the data has. */
export const unknownKeyDetail = (keyId: string): string =>
  `有身份证号以本进程没有的数据密钥（编号 ${keyId}）保存，不能查找；请以 DATA_KEY 和 DATA_KEY_PREVIOUS 给出该密钥后重新启动。`;

/** Ranges that hold every key id but the given ones, so that an index finds a stranger at once. */
function gapsBetween(keyIds: readonly string[]): readonly (readonly [string, Record<string, string>])[] {
  const known = [...keyIds].sort();
  return [undefined, ...known].map((low, index) => {
    const high = known[index];
    const parts = [
      ...(low === undefined ? [] : [`one.key_id > :low${index}`]),
      ...(high === undefined ? [] : [`one.key_id < :high${index}`]),
    ];
    return [
      `(${parts.join(' AND ')})`,
      {
        ...(low !== undefined && { [`low${index}`]: low }),
        ...(high !== undefined && { [`high${index}`]: high }),
      },
    ] as const;
  });
}
