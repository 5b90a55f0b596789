import type { EntityManager } from 'typeorm';
import type { RecordFault } from '../platform/database/record-verification.js';

/** Accounts that may do something else than their last effective grant says; the record binds the grants. */
const OTHERWISE_GRANTED = `WITH effective AS (
    SELECT given.*, ROW_NUMBER() OVER (PARTITION BY "username" ORDER BY "number" DESC) AS "place"
    FROM "account_grant" given WHERE "needs_confirmation" = 0
      OR EXISTS (SELECT 1 FROM "account_grant_confirmation" WHERE "grant_number" = given."number"))
  SELECT account."username" AS "username" FROM "account" account
  LEFT JOIN effective ON effective."username" = account."username" AND effective."place" = 1
  WHERE account."role" IS NOT effective."role" OR account."office" IS NOT effective."office"
    OR account."post" IS NOT effective."post" OR account."person_code" IS NOT effective."person_code" LIMIT 1`;

/** Accounts that are open though the record says disabled, or the other way round. */
const OTHERWISE_OPEN = `SELECT account."username" AS "username" FROM "account" account
  WHERE (account."disabled_at" IS NOT NULL) <> COALESCE((SELECT line."action" = 'ACCOUNT_DISABLED'
    FROM "record_entry" line WHERE line."subject" = 'account/' || account."username"
      AND line."action" IN ('ACCOUNT_DISABLED', 'ACCOUNT_ENABLED') AND line."sequence" >= 1
    ORDER BY line."sequence" DESC LIMIT 1), 0) LIMIT 1`;

/** Holds what accounts may do, and whether they may do anything, against what was granted and done. */
export async function accountFault(manager: EntityManager): Promise<RecordFault | null> {
  for (const sql of [OTHERWISE_GRANTED, OTHERWISE_OPEN]) {
    const [wrong] = await manager.query<{ username: string }[]>(sql);
    if (wrong !== undefined) return accountDiffers(wrong.username);
  }
  return null;
}

const accountDiffers = (username: string): RecordFault => ({
  code: 'ACCOUNT_DIFFERS',
  sequence: null,
  detail: `账号 ${username} 的角色、单位、岗位或者停用状态与历史记录不符：数据库曾被其他程序改动。`,
});
