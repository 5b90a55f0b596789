import type { EntityManager } from 'typeorm';
import type { RecordFault } from '../platform/database/record-verification.js';
import { standingDiffers } from './standing-check.js';

/** Of the merges on the ledger and those of the registry, which the record binds, what only one of them has; then doubles, and what stands out of order. */
const WRONG = `WITH
  ledger AS (SELECT "kind", "into", "other", "recorded_at", "actor" FROM "ledger_merge"),
  registry AS (
    SELECT 'MERGED', "into_id", "other_id" AS "other", "recorded_at", "actor" FROM "person_merge"
    UNION ALL SELECT 'PARTED', joined."into_id", joined."other_id", undo."recorded_at", undo."actor"
      FROM "person_merge_undo" undo JOIN "person_merge" joined ON joined."id" = undo."merge_id")
  SELECT "other" FROM (SELECT * FROM ledger EXCEPT SELECT * FROM registry)
  UNION ALL SELECT "other" FROM (SELECT * FROM registry EXCEPT SELECT * FROM ledger)
  UNION ALL SELECT "other" FROM ledger GROUP BY "kind", "other", "recorded_at" HAVING COUNT(*) > 1
  UNION ALL SELECT "other" FROM (SELECT "other", "recorded_at",
      LAG("recorded_at") OVER (ORDER BY "sequence") AS "earlier" FROM "ledger_merge") WHERE "earlier" > "recorded_at"
  LIMIT 1`;

/** Holds which files are joined on the ledger against the merges that people decided. One statement: one state. */
export async function mergeFault(manager: EntityManager): Promise<RecordFault | null> {
  const [wrong] = await manager.query<{ other: string }[]>(WRONG);
  return wrong === undefined ? null : standingDiffers(`人员 ${wrong.other} 档案的合并`);
}
