import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { openForReading } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import type { RecordEntry } from '../../src/platform/database/record-entry.js';
import { Gate } from '../support/gate.js';
import { Note, noteSchema } from '../support/notes.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';

const clock = new TestClock('2025-07-01T01:02:03.004Z');
let folder: TemporaryFolder;
let database: Database;

beforeEach(async () => {
  folder = await temporaryFolder();
  database = await Database.open(folder.path, noteSchema, clock);
});

afterEach(async () => {
  await database.close();
  await folder.remove();
});

const entry = (subject: string): RecordEntry => ({
  actor: 'city-bureau',
  office: '110000',
  action: 'NOTE_WRITTEN',
  subject,
  before: null,
  after: { 文: ['a', 1, true, null] },
  receipt: null,
});

function writeNote(id: string): Promise<string> {
  return database.write(async (tx) => {
    await tx.insert(Note, { id, text: 'before' });
    await nextTurn();
    await tx.update(Note, { id }, { text: 'after' });
    return { result: id, record: entry(`note/${id}`) };
  });
}

const record = (): Promise<RecordEntryEntity[]> =>
  database.read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });

async function pragma(manager: EntityManager, name: string): Promise<unknown> {
  const [row] = await manager.query<[object]>(`PRAGMA ${name}`);
  return Object.values(row)[0];
}

describe('Database.write', () => {
  it('makes the change, returns its result, and stamps its line in the record', async () => {
    expect(await writeNote('n1')).toBe('n1');
    expect(await database.read.find(Note)).toEqual([{ id: 'n1', text: 'after' }]);
    expect(await record()).toEqual([
      {
        sequence: 1,
        at: '2025-07-01T01:02:03.004Z',
        actor: 'city-bureau',
        office: '110000',
        action: 'NOTE_WRITTEN',
        subject: 'note/n1',
        before: null,
        after: '{"文":["a",1,true,null]}',
        receipt: null,
      },
    ]);
  });

  it('writes several lines for a change of several things, in their order', async () => {
    await database.write(() => Promise.resolve({ result: null, record: [entry('note/a'), entry('note/b')] }));
    expect((await record()).map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [1, 'note/a'],
      [2, 'note/b'],
    ]);
  });

  it('does not compile without a line in the record', () => {
    const forgetful = async (tx: EntityManager): Promise<{ result: null }> => {
      await tx.insert(Note, { id: 'n', text: '' });
      return { result: null };
    };
    const empty = (): Promise<{ result: null; record: [] }> => Promise.resolve({ result: null, record: [] });
    // @ts-expect-error a change must say what it leaves in the record
    expect(() => database.write(forgetful)).toBeInstanceOf(Function);
    // @ts-expect-error no lines are no record
    expect(() => database.write(empty)).toBeInstanceOf(Function);
  });

  it('leaves neither change nor line when the change fails, and goes on', async () => {
    const failing = database.write(async (tx): Promise<never> => {
      await tx.insert(Note, { id: 'n1', text: '' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database.read.count(Note)).toBe(0);
    expect(await record()).toEqual([]);
    await writeNote('n2');
    expect((await record()).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it('leaves no change when its line cannot be written', async () => {
    const failing = database.write(async (tx) => {
      await tx.insert(Note, { id: 'n1', text: '' });
      return { result: null, record: { ...entry('n1'), actor: null as unknown as string } };
    });
    await expect(failing).rejects.toThrow(/NOT NULL/);
    expect(await database.read.count(Note)).toBe(0);
  });

  it('lands 50 changes at once in one unbroken order, that of the calls', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `n${index}`);
    await Promise.all(ids.map((id) => writeNote(id)));
    expect((await record()).map(({ sequence, subject }) => [sequence, subject])).toEqual(
      ids.map((id, index) => [index + 1, `note/${id}`]),
    );
    expect(await database.read.countBy(Note, { text: 'after' })).toBe(50);
  });

  it('refuses a change or a read inside a change at once, instead of waiting for itself', async () => {
    const nested = database.write(async () => {
      await writeNote('inner');
      return { result: null, record: entry('outer') };
    });
    await expect(nested).rejects.toThrow("Database.write inside a change: use the change's own tx");
    const reading = database.write(async () => {
      await database.read.find(Note);
      return { result: null, record: entry('outer') };
    });
    await expect(reading).rejects.toThrow("Database.read inside a change: use the change's own tx");
    expect(await record()).toEqual([]);
  });

  it('may be followed by work that the change started', async () => {
    let later: Promise<string> | undefined;
    const gate = new Gate();
    await database.write(() => {
      later = gate.opened.then(() => writeNote('later'));
      return Promise.resolve({ result: null, record: entry('first') });
    });
    gate.open();
    expect(await later).toBe('later');
  });

  it('survives a crash right after it is acknowledged', async () => {
    await writeNote('n1');
    const copy = join(folder.path, 'after-crash');
    await mkdir(copy);
    for (const file of (await readdir(folder.path)).filter((name) => /\.sqlite(-wal)?$/.test(name))) {
      await copyFile(join(folder.path, file), join(copy, file));
    }
    const revived = await Database.open(copy, noteSchema, clock);
    expect(await revived.read.find(Note)).toEqual([{ id: 'n1', text: 'after' }]);
    await revived.close();
  });

  it('is synced to disk at every commit, in WAL mode, with foreign keys on', async () => {
    const settings = await database.write(async (tx) => ({
      result: {
        synchronous: await pragma(tx, 'synchronous'),
        journal: await pragma(tx, 'journal_mode'),
        foreignKeys: await pragma(tx, 'foreign_keys'),
        busyTimeout: await pragma(tx, 'busy_timeout'),
      },
      record: entry('settings'),
    }));
    expect(settings).toEqual({ synchronous: 2, journal: 'wal', foreignKeys: 1, busyTimeout: 10_000 });
  });

  it('waits for a change of another process, and decides on what that one left', async () => {
    const other = await Database.open(folder.path, noteSchema, clock);
    const gate = new Gate();
    const started = new Gate();
    const theirs = other.write(async (tx) => {
      await tx.insert(Note, { id: 'theirs', text: '' });
      started.open();
      await gate.opened;
      return { result: null, record: entry('theirs') };
    });
    await started.opened;
    const ours = database.write(async (tx) => ({ result: await tx.count(Note), record: entry('ours') }));
    gate.open();
    await theirs;
    expect(await ours).toBe(1);
    expect((await record()).map(({ subject }) => subject)).toEqual(['theirs', 'ours']);
    await other.close();
  });
});

describe('Database.read', () => {
  it('never sees what an open change has not committed', async () => {
    const inside = new Gate();
    const gate = new Gate();
    const change = database.write(async (tx) => {
      await tx.insert(Note, { id: 'n1', text: '' });
      inside.open();
      await gate.opened;
      return { result: await tx.count(Note), record: entry('note/n1') };
    });
    await inside.opened;
    expect(await database.read.count(Note)).toBe(0);
    gate.open();
    expect(await change).toBe(1);
    expect(await database.read.count(Note)).toBe(1);
  });

  it('cannot write', async () => {
    await expect(database.read.insert(Note, { id: 'n1', text: '' })).rejects.toThrow(/readonly/);
  });
});

describe('the record', () => {
  it.each([
    [`UPDATE record_entry SET actor = 'somebody else'`],
    ['DELETE FROM record_entry'],
    [
      `INSERT OR REPLACE INTO record_entry ("sequence", "at", "actor", "office", "action", "subject") VALUES (1, '', '', '', '', '')`,
    ],
  ])('refuses %s', async (statement) => {
    await writeNote('n1');
    const tampering = database.write(async (tx) => {
      await tx.query(statement);
      return { result: null, record: entry('tampering') };
    });
    await expect(tampering).rejects.toThrow('record_entry is append-only');
    expect((await record()).map(({ actor, subject }) => `${actor} ${subject}`)).toEqual([
      'city-bureau note/n1',
    ]);
  });
});

describe('Database.truncateJournal', () => {
  const log = async (): Promise<string> =>
    (await readFile(join(folder.path, 'bureau.sqlite-wal'))).toString('latin1');

  it('waits for no reader, and is made up for by the next change', async () => {
    const reader = await openForReading(folder.path, noteSchema);
    await writeNote('n1');
    await reader.query('BEGIN');
    expect(await reader.query('SELECT COUNT(*) AS "n" FROM "note"')).toEqual([{ n: 1 }]);
    await writeNote('n2');
    const started = performance.now();
    expect(await database.truncateJournal()).toBe(false);
    await writeNote('n3');
    expect(performance.now() - started).toBeLessThan(5000);
    expect(database.isJournalEmptied).toBe(false);
    const before = (await log()).length;
    await reader.query('COMMIT');
    await reader.destroy();
    await writeNote('n4');
    await writeNote('n5');
    expect(database.isJournalEmptied).toBe(true);
    // Only the last change lies in it.
    expect((await log()).length).toBeLessThan(before);
    expect(await database.read.query('PRAGMA busy_timeout')).toEqual([{ timeout: 10_000 }]);
  });

  it('is at once done where nobody reads', async () => {
    await writeNote('n1');
    expect(await log()).toContain('note/n1');
    expect(await database.truncateJournal()).toBe(true);
    expect(await log()).toBe('');
  });
});
