import type { DataSource, EntityMetadata } from 'typeorm';

const hashed = new Set<unknown>();

/**
 * Has every row of the entity bound to the line of the record that tells of it, by a hash of the whole row: what people
 * decided and why. For append-only tables whose keys the program gives, filled through their entities only. A column added later has
 * to be null in the rows of before; a migration that marks an older table calls `bindEarlierRows`.
 */
export const Hashed = (): ClassDecorator => (entity) => void hashed.add(entity);

export const isHashed = ({ target }: EntityMetadata): boolean => hashed.has(target);

/** The tables whose rows are hashed. */
export const hashedTables = ({ entityMetadatas }: DataSource): EntityMetadata[] =>
  entityMetadatas.filter(isHashed);
