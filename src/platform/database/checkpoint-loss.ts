import type { EntityManager } from 'typeorm';
import { canonicalText } from './canonical-text.js';
import type { SignedCheckpoint } from './checkpoint.js';
import type { RecordFault } from './record-verification.js';

/** Checkpoints that are in one of the two places only, in their order. */
export interface OneSided {
  /** In the database, and not in the file. */
  readonly notInFile: readonly SignedCheckpoint[];
  /** In the file, and not in the database. */
  readonly notInDatabase: readonly SignedCheckpoint[];
}

const EVER_SEALED = `SELECT (SELECT COUNT(*) FROM "record_key") AS "keys",
  COALESCE((SELECT "seq" FROM "sqlite_sequence" WHERE "name" = 'record_checkpoint'), 0) AS "sealed"`;

/** The line of a checkpoint in the file. */
export const checkpointLine = (checkpoint: SignedCheckpoint): string => canonicalText({ ...checkpoint });

export function oneSided(sealed: readonly SignedCheckpoint[], filed: readonly SignedCheckpoint[]): OneSided {
  const inDatabase = new Set(sealed.map(checkpointLine));
  const inFile = new Set(filed.map(checkpointLine));
  return {
    notInFile: sealed.filter((each) => !inFile.has(checkpointLine(each))),
    notInDatabase: filed.filter((each) => !inDatabase.has(checkpointLine(each))),
  };
}

/** What lacks in the database or in the file. The last one sealed may be on its way to the file, or a crash cut it off. */
export async function lostCheckpoint(
  manager: EntityManager,
  sealed: readonly SignedCheckpoint[],
  filed: readonly SignedCheckpoint[],
): Promise<RecordFault | null> {
  const { notInFile, notInDatabase } = oneSided(sealed, filed);
  const [ever] = await manager.query<{ keys: number; sealed: number }[]>(EVER_SEALED);
  const everSealed = Math.max(ever?.sealed ?? 0, ever?.keys ?? 0);
  if (notInDatabase.length > 0 || (sealed.length === 0 && everSealed > 0))
    return deleted(Math.max(notInDatabase.length, 1));
  const onItsWay = notInFile[0] === sealed.at(-1) && (filed.length > 0 || everSealed === 1);
  return notInFile.length === 0 || onItsWay ? null : fileLost(notInFile.length, sealed.length);
}

const HOW = '查明后以 npm run record -- checkpoint-file --reason 理由 记录在案。';

const deleted = (count: number): RecordFault => ({
  code: 'CHECKPOINT_DELETED',
  sequence: null,
  detail: `数据库中缺少曾签发的检查点（至少 ${count} 个）：曾被删除。${HOW}`,
});

const fileLost = (missing: number, sealed: number): RecordFault => ({
  code: 'CHECKPOINT_FILE_LOST',
  sequence: null,
  detail: `检查点文件不在或不全：数据库中的 ${sealed} 个检查点有 ${missing} 个不在其中。${HOW}`,
});
