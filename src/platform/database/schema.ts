import type { MigrationInterface } from 'typeorm';

type Class<T> = new () => T;

/** The tables of the program: what the modules contribute, listed at the root. */
export interface Schema {
  readonly entities: readonly Class<object>[];
  readonly migrations: readonly Class<MigrationInterface>[];
  /** The tables that may be written without a line in the record: who is signed in, who tried to. */
  readonly kept?: readonly Class<object>[];
}
