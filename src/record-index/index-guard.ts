/** Runs SQL: a change, or a migration. */
interface Runner {
  query(sql: string): Promise<unknown>;
}

const GUARDED = ['record_bearing', 'record_bearing_key'] as const;

/** From now on the database refuses to change or remove what is indexed; adding what is there already changes nothing. */
export async function guardIndex(runner: Runner): Promise<void> {
  for (const table of GUARDED)
    for (const change of ['UPDATE', 'DELETE'])
      await runner.query(`CREATE TRIGGER "${table}_no_${change.toLowerCase()}" BEFORE ${change} ON "${table}"
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`);
}

/** For making the index anew; to be guarded again in the same transaction. */
export async function unguardIndex(runner: Runner): Promise<void> {
  for (const table of GUARDED)
    for (const change of ['update', 'delete'])
      await runner.query(`DROP TRIGGER IF EXISTS "${table}_no_${change}"`);
}
