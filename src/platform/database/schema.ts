import type { MigrationInterface } from 'typeorm';

type Class<T> = new () => T;

/** The tables of the program: what the modules contribute, listed at the root. */
export interface Schema {
  readonly entities: readonly Class<object>[];
  readonly migrations: readonly Class<MigrationInterface>[];
}
