import type { CheckpointFile } from './checkpoint-file.js';
import { oneSided } from './checkpoint-loss.js';
import type { Database } from './database.js';
import { RecordCheckpointEntity } from './record-checkpoint.entity.js';
import { sealedCheckpoints } from './record-look.js';

/** How many checkpoints lacked, and were put back from the other place. */
export interface Reunited {
  readonly inFile: number;
  readonly inDatabase: number;
}

/** Puts into the database and into the file what lacks there, with a line that says why. */
export async function reuniteCheckpoints(
  database: Database,
  file: CheckpointFile,
  reason: string,
): Promise<Reunited> {
  const sealed = await sealedCheckpoints(database.read);
  const { notInFile, notInDatabase } = oneSided(sealed, await file.read());
  const lacked = { inFile: notInFile.length, inDatabase: notInDatabase.length };
  const record = {
    actor: 'system',
    office: 'system',
    action: 'CHECKPOINT_FILE_RENEWED',
    subject: 'record-checkpoints',
    before: null,
    after: { reason, lacked, sealed: sealed.length },
    receipt: null,
  };
  await database.write(async (tx) => {
    for (const each of notInDatabase) await tx.insert(RecordCheckpointEntity, { ...each });
    return { result: undefined, record };
  });
  if (notInFile.length > 0) await file.append(...notInFile);
  return lacked;
}
