/** The SQL that makes the database itself refuse to change, remove or replace rows of a table. */
export function appendOnlyTriggers(table: string, key: readonly string[]): readonly string[] {
  const refused = `SELECT RAISE(ABORT, '${table} is append-only')`;
  const same = key.map((column) => `"${column}" = NEW."${column}"`).join(' AND ');
  return [
    `CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "${table}" BEGIN ${refused}; END`,
    `CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "${table}" BEGIN ${refused}; END`,
    `CREATE TRIGGER "${table}_no_replace" BEFORE INSERT ON "${table}"
       WHEN EXISTS (SELECT 1 FROM "${table}" WHERE ${same}) BEGIN ${refused}; END`,
  ];
}
