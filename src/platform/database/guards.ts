import { DataSource, type EntityManager } from 'typeorm';
import type { SqliteConnectionOptions } from 'typeorm/driver/sqlite/SqliteConnectionOptions.js';
import type { RecordFault } from './record-verification.js';

/** The SQL of each trigger by its name. */
export type Triggers = ReadonlyMap<string, string>;

const TRIGGERS = `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'trigger' ORDER BY "name"`;

/** By the migrations that make them: the same in every database of this program. */
const made = new Map<string, Promise<Triggers>>();

/** The triggers that the migrations of this program make, found out by running them on an empty database in memory. */
export function triggersMeant({ connection }: EntityManager): Promise<Triggers> {
  const options = connection.options as SqliteConnectionOptions;
  const names = connection.migrations.map((each) => each.name ?? each.constructor.name).join(' ');
  const known = made.get(names) ?? makeAnew(options);
  made.set(names, known);
  return known;
}

async function makeAnew({ driver, entities, migrations }: SqliteConnectionOptions): Promise<Triggers> {
  const source = await new DataSource({
    type: 'sqlite',
    driver: driver as unknown,
    database: ':memory:',
    entities: entities ?? [],
    migrations: migrations ?? [],
  }).initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
    return await triggersOf(source.manager);
  } finally {
    await source.destroy();
  }
}

async function triggersOf(manager: EntityManager): Promise<Triggers> {
  const rows = await manager.query<{ name: string; sql: string }[]>(TRIGGERS);
  return new Map(rows.map(({ name, sql }) => [name, sql.replace(/\s+/gu, ' ')]));
}

/** Triggers that were taken away, replaced or added by somebody else. */
export interface ChangedGuards {
  /** Lacking, or no longer saying what they are to say. */
  readonly lacking: readonly string[];
  /** Not of this program. */
  readonly foreign: readonly string[];
}

export async function changedGuards(manager: EntityManager): Promise<ChangedGuards> {
  const meant = await triggersMeant(manager);
  const there = await triggersOf(manager);
  return {
    lacking: [...meant].flatMap(([name, sql]) => (there.get(name) === sql ? [] : [name])),
    foreign: [...there.keys()].filter((name) => !meant.has(name)),
  };
}

/** The first trigger that keeps what is written from being changed, and is not as this program made it; null for none. */
export async function guardFault(manager: EntityManager): Promise<RecordFault | null> {
  const { lacking, foreign } = await changedGuards(manager);
  const count = lacking.length + foreign.length;
  const [first] = [...lacking, ...foreign];
  if (first === undefined) return null;
  const detail = `数据库中防止改动、删除的触发器有 ${count} 个被移除、改换或者外加（如 ${first}）：其间可能有未经本系统的改动。查明后以 npm run record -- guards --reason 理由 重建。`;
  return { code: 'GUARD_REMOVED', sequence: null, detail };
}

/** Makes the triggers again as they are meant. To be called inside a change. */
export async function restoreGuards(tx: EntityManager): Promise<ChangedGuards> {
  const changed = await changedGuards(tx);
  const meant = await triggersMeant(tx);
  for (const name of [...changed.lacking, ...changed.foreign])
    await tx.query(`DROP TRIGGER IF EXISTS "${name.replaceAll('"', '""')}"`);
  for (const name of changed.lacking) await tx.query(meant.get(name) ?? '');
  return changed;
}
