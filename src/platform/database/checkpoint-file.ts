import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { checkpointLine } from './checkpoint-loss.js';
import type { SignedCheckpoint } from './checkpoint.js';

const line: z.ZodType<SignedCheckpoint> = z.strictObject({
  origin: z.string(),
  size: z.int().nonnegative(),
  rootHash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
  keyId: z.string(),
  signature: z.base64(),
});

/** Thrown for a line that is no checkpoint. */
export class UnreadableCheckpoint extends Error {
  override readonly name = 'UnreadableCheckpoint';

  constructor(readonly line: number) {
    super(`line ${line} of the checkpoint file is no checkpoint`);
  }
}

const NEWLINE = '\n'.charCodeAt(0);

/** The checkpoints in a file outside the database, one a line; it may lie on another machine's disk. */
export class CheckpointFile {
  constructor(private readonly path: string) {}

  /** Appends a line each and waits until they are on disk. What a crash left of an earlier line is cut off first. */
  async append(...checkpoints: readonly SignedCheckpoint[]): Promise<void> {
    const file = await open(this.path, 'a+');
    try {
      if (await isTorn(file)) await file.truncate(wholeLines(await this.content()).length);
      await file.appendFile(checkpoints.map((each) => `${checkpointLine(each)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /**
   * Every checkpoint in the file; none where there is no file. A last line without its end was never acknowledged.
   * @throws UnreadableCheckpoint
   */
  async read(): Promise<SignedCheckpoint[]> {
    const text = wholeLines(await this.content()).toString('utf8');
    return text.split('\n').slice(0, -1).map(parsed);
  }

  /** Whether the checkpoint has a line in the file. */
  async holds(checkpoint: SignedCheckpoint): Promise<boolean> {
    return (await this.content()).includes(`${checkpointLine(checkpoint)}\n`);
  }

  private async content(): Promise<Buffer> {
    return existsSync(this.path) ? readFile(this.path) : Buffer.of();
  }
}

/** Whether the last line lacks its end. */
async function isTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: Math.max(size - 1, 0) });
  return size > 0 && buffer[0] !== NEWLINE;
}

const wholeLines = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);

function parsed(text: string, index: number): SignedCheckpoint {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    throw new UnreadableCheckpoint(index + 1);
  }
}
