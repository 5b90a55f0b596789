import { QueryFailedError, type EntityManager } from 'typeorm';
import { type CheckpointFile, UnreadableCheckpoint } from './checkpoint-file.js';
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

/** Verifies the whole record against every checkpoint in the database and in the file. @param present key that signs now. */
export async function lookAtRecord(
  manager: EntityManager,
  present: PublicKey,
  file: CheckpointFile,
): Promise<RecordVerdict> {
  try {
    const rows = await manager.find(RecordCheckpointEntity, { order: { number: 'ASC' } });
    const checkpoints = [...rows.map(signedPart), ...(await file.read())];
    const keys = await recordKeys(manager, present);
    const forged = checkpoints.find((each) => !isSigned(each, keys));
    if (forged !== undefined) return { ok: false, fault: forgedFault(forged) };
    return await verifyRecord(manager, checkpoints);
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
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
