import type { EntityManager } from 'typeorm';
import { PersonalDataGateEntity, type GatePurpose } from './personal-data-gate.entity.js';

/** Columns of an append-only table that hold personal data, and what they may be rewritten for. */
export interface Rewritable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly purposes: readonly GatePurpose[];
}

/**
 * SQL that lets the columns be rewritten while the gate is open for one of the purposes, and nothing else ever.
 * @param all every column of the table.
 */
export function gatedTrigger({ table, columns, purposes }: Rewritable, all: readonly string[]): string[] {
  const kept = all.filter((column) => !columns.includes(column));
  const changed = kept.map((column) => `NEW."${column}" IS NOT OLD."${column}"`);
  const open = `EXISTS (SELECT 1 FROM "personal_data_gate" WHERE "purpose" IN ('${purposes.join("', '")}'))`;
  return [
    `DROP TRIGGER "${table}_no_update"`,
    `CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "${table}"
       WHEN ${[`NOT ${open}`, ...changed].join(' OR ')}
       BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  ];
}

/** Rewrites personal data inside a change: the gate is open for this work only, and shut before anything is committed. */
export async function throughGate<T>(
  tx: EntityManager,
  purpose: GatePurpose,
  work: () => Promise<T>,
): Promise<T> {
  await tx.insert(PersonalDataGateEntity, { purpose });
  const result = await work();
  await tx.delete(PersonalDataGateEntity, { purpose });
  return result;
}
