import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { readEnvironment } from '../../../src/platform/config/environment.js';
import { CheckpointFile } from '../../../src/platform/database/checkpoint-file.js';
import { RecordSigner } from '../../../src/platform/database/checkpoint.js';
import { Database } from '../../../src/platform/database/database.js';
import type { RecordEntry } from '../../../src/platform/database/record-entry.js';
import { RecordKeeper } from '../../../src/platform/database/record-keeper.js';
import { noteSchema } from '../notes.js';
import { temporaryFolder } from '../temporary-folder.js';
import { TestClock } from '../test-clock.js';

/** A record of its own, with its door and its keeper. */
export interface OpenRecord {
  readonly folder: string;
  readonly clock: TestClock;
  readonly database: Database;
  readonly keeper: RecordKeeper;
  readonly signer: RecordSigner;
  readonly checkpointFile: string;
  /** Makes so many changes, one entry each, about `note/1`, `note/2`, … */
  write(count: number): Promise<void>;
  close(): Promise<void>;
}

export const entry = (subject: string, more: Partial<RecordEntry> = {}): RecordEntry => ({
  actor: 'city-bureau',
  office: '110000',
  action: 'NOTE_WRITTEN',
  subject,
  before: null,
  after: { subject, 文: ['a', 1, true, null] },
  receipt: null,
  ...more,
});

export async function openRecord(): Promise<OpenRecord> {
  Logger.overrideLogger(false);
  const folder = await temporaryFolder();
  const clock = new TestClock('2025-07-01T01:02:03.004Z');
  const database = await Database.open(folder.path, noteSchema, clock);
  const signer = new RecordSigner(readEnvironment({}).recordSigningKey);
  const checkpointFile = join(folder.path, 'checkpoints.jsonl');
  let written = 0;
  return {
    folder: folder.path,
    clock,
    database,
    keeper: new RecordKeeper(database, signer, new CheckpointFile(checkpointFile), clock),
    signer,
    checkpointFile,
    write: async (count) => {
      for (let n = 0; n < count; n++) {
        written += 1;
        const record = entry(`note/${written}`);
        await database.write(() => Promise.resolve({ result: null, record }));
      }
    },
    close: async () => {
      await database.close();
      await folder.remove();
    },
  };
}
