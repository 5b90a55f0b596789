import { QueryFailedError, type EntityManager } from 'typeorm';
import { type CheckpointFile, UnreadableCheckpoint } from './checkpoint-file.js';
import { lostCheckpoint } from './checkpoint-loss.js';
import { guardFault } from './guards.js';
import { isSigned, type PublicKey, type SignedCheckpoint } from './checkpoint.js';
import { RecordCheckpointEntity } from './record-checkpoint.entity.js';
import { RecordKeyEntity } from './record-key.entity.js';
import { type RecordFault, type RecordVerdict, verifyRecord } from './record-verification.js';

/** Every key that checkpoints were or are signed by, the present one first. */
export async function recordKeys(
  manager: EntityManager,
  { keyId, publicKey }: PublicKey,
): Promise<PublicKey[]> {
  const earlier = await manager.find(RecordKeyEntity, { order: { since: 'DESC' } });
  return [{ keyId, publicKey }, ...earlier.filter((each) => each.keyId !== keyId).map(publicPart)];
}

/** Verifies what is kept beside the record against its first `size` entries. */
export type RecordCheck = (manager: EntityManager, size: number) => Promise<RecordFault | null>;

/**
 * Verifies the whole record against every checkpoint in the database and in the file, these against each other, and
 * the triggers that keep what is written.
 * @param present key that signs now.
 * @param also what else is looked at, once the record is found whole.
 */
export async function lookAtRecord(
  manager: EntityManager,
  present: PublicKey,
  file: CheckpointFile,
  also: readonly RecordCheck[] = [],
): Promise<RecordVerdict> {
  try {
    const sealed = await sealedCheckpoints(manager);
    const filed = await file.read();
    const checkpoints = [...sealed, ...filed];
    const keys = await recordKeys(manager, present);
    const forged = checkpoints.find((each) => !isSigned(each, keys));
    if (forged !== undefined) return { ok: false, fault: forgedFault(forged) };
    const verdict = await verifyRecord(manager, checkpoints);
    if (!verdict.ok) return verdict;
    let fault = (await lostCheckpoint(manager, sealed, filed)) ?? (await guardFault(manager));
    for (const check of also) fault ??= await check(manager, verdict.size);
    return fault === null ? verdict : { ok: false, fault };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** Every checkpoint in the database, in the order of sealing. */
export async function sealedCheckpoints(manager: EntityManager): Promise<SignedCheckpoint[]> {
  const rows = await manager.find(RecordCheckpointEntity, { order: { number: 'ASC' } });
  return rows.map(signedPart);
}

const publicPart = ({ keyId, publicKey }: PublicKey): PublicKey => ({ keyId, publicKey });

/** A stored checkpoint without its place in the table. */
export const signedPart = ({ number: _number, ...checkpoint }: RecordCheckpointEntity): SignedCheckpoint =>
  checkpoint;

const forgedFault = ({ size, at }: SignedCheckpoint): RecordFault => ({
  code: 'CHECKPOINT_FORGED',
  sequence: null,
  detail: `${at} 的检查点（${size} 条）的签名无效。`,
});

function faultOf(error: unknown): RecordFault {
  if (error instanceof UnreadableCheckpoint)
    return {
      code: 'CHECKPOINT_UNREADABLE',
      sequence: null,
      detail: `检查点文件第 ${error.line} 行无法读取。`,
    };
  if (error instanceof QueryFailedError)
    return { code: 'RECORD_UNREADABLE', sequence: null, detail: '数据库文件无法读取，可能已损坏。' };
  throw error;
}
