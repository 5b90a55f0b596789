import type { EntityManager, FindManyOptions, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

type Class<T extends ObjectLiteral> = new () => T;

/**
 * What a change sees that need not leave a line in the record: it reads everything, and writes only the tables that
 * the schema lists as kept, which say who is signed in and who tried, and nothing of the bureau's business.
 */
export class KeptRows {
  constructor(
    private readonly tx: EntityManager,
    private readonly kept: readonly Class<object>[],
  ) {}

  findOneBy<T extends ObjectLiteral>(entity: Class<T>, where: FindOptionsWhere<T>): Promise<T | null> {
    return this.tx.findOneBy(entity, where);
  }

  find<T extends ObjectLiteral>(entity: Class<T>, options: FindManyOptions<T>): Promise<T[]> {
    return this.tx.find(entity, options);
  }

  /** Puts a row in the place of the one with its key, if there is one. @throws Error for a table that is not kept. */
  async save<T extends ObjectLiteral>(entity: Class<T>, row: QueryDeepPartialEntity<T>): Promise<void> {
    const key = this.tx.connection.getMetadata(this.keptOnly(entity)).primaryColumns;
    await this.tx.upsert(
      entity,
      row,
      key.map(({ propertyName }) => propertyName),
    );
  }

  /** @throws Error for a table that is not kept. */
  async insert<T extends ObjectLiteral>(entity: Class<T>, row: QueryDeepPartialEntity<T>): Promise<void> {
    await this.tx.insert(this.keptOnly(entity), row);
  }

  /** @throws Error for a table that is not kept. */
  async update<T extends ObjectLiteral>(
    entity: Class<T>,
    where: FindOptionsWhere<T>,
    row: QueryDeepPartialEntity<T>,
  ): Promise<void> {
    await this.tx.update(this.keptOnly(entity), where, row);
  }

  /** @throws Error for a table that is not kept. */
  async delete<T extends ObjectLiteral>(entity: Class<T>, where: FindOptionsWhere<T>): Promise<void> {
    await this.tx.delete(this.keptOnly(entity), where);
  }

  private keptOnly<T extends ObjectLiteral>(entity: Class<T>): Class<T> {
    if (!this.kept.some((each) => each === (entity as Class<object>)))
      throw new Error(`${entity.name} is not kept: a change of it leaves a line in the record`);
    return entity;
  }
}
