import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { xlsxOf } from './tables.js';

const ENTRIES: StoredEntry[] = Array.from({ length: 100 }, (_, index) => ({
  sequence: index + 1,
  at: '2025-07-01T01:02:03.004Z',
  actor: 'city-bureau',
  office: '110000',
  action: 'NOTE_WRITTEN',
  subject: `note/${index}`,
  before: null,
  after: JSON.stringify(Array.from({ length: 40 }, (_each, n) => Math.sin(index * 40 + n))),
  receipt: null,
}));

/** Pages without end, that tell how many were read and when they are let go. */
class Endless {
  read = 0;
  letGo = false;

  async *pages(): AsyncGenerator<StoredEntry[]> {
    try {
      for (;;) {
        await setImmediate();
        this.read += 1;
        yield ENTRIES;
      }
    } finally {
      this.letGo = true;
    }
  }
}

async function untilLetGo(endless: Endless): Promise<void> {
  const before = endless.read;
  while (!endless.letGo && endless.read < before + 1_000) await setImmediate();
}

describe('a workbook whose reader hangs up', () => {
  it('while it flows: reads no more', async () => {
    const endless = new Endless();
    const stream = xlsxOf(endless.pages(), '');
    await once(stream.resume(), 'data');
    stream.destroy();
    const read = endless.read;
    await untilLetGo(endless);
    expect(endless.letGo).toBe(true);
    expect(endless.read).toBeLessThanOrEqual(read + 1);
  });

  it('while it waits for its reader: waits no more', async () => {
    const endless = new Endless();
    const stream = xlsxOf(endless.pages(), '');
    for (let still = 0, read = 0; still < 2_000; still += 1) {
      if (endless.read !== read) [still, read] = [0, endless.read];
      await setImmediate();
    }
    stream.destroy();
    for (let turn = 0; turn < 1_000 && !endless.letGo; turn += 1) await setImmediate();
    expect(endless.letGo).toBe(true);
  });
});
