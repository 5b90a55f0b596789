import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { Note, noteSchema } from '../support/notes.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';

const LINE = {
  actor: 'system',
  office: 'system',
  action: 'NOTE_KEPT',
  subject: 'note/1',
  before: null,
  after: null,
  receipt: null,
};

const clock = new TestClock();
let folder: TemporaryFolder;
let database: Database;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await database.close();
  await folder.remove();
});

const open = async (kept: readonly (typeof Note)[]): Promise<void> => {
  database = await Database.open(folder.path, { ...noteSchema, kept }, clock);
};

const note = (id: string, text: string): Promise<void> =>
  database.keep(async (rows) => {
    await rows.save(Note, { id, text });
    return { result: undefined, record: [] };
  });

describe('Database.keep', () => {
  it('writes what is kept without a line, at the time as it is', async () => {
    await open([Note]);
    await note('1', 'a');
    await note('1', 'b');
    await database.keep(async (rows, now) => {
      await rows.insert(Note, { id: '2', text: now });
      await rows.update(Note, { id: '1' }, { text: 'c' });
      return { result: undefined, record: [] };
    });
    expect(await database.read.find(Note, { order: { id: 'ASC' } })).toEqual([
      { id: '1', text: 'c' },
      { id: '2', text: '2025-07-01T00:00:00.000Z' },
    ]);
    expect(await database.read.count(RecordEntryEntity)).toBe(0);
  });

  it('leaves the lines it is given in the same transaction, or nothing', async () => {
    await open([Note]);
    await database.keep(async (rows) => {
      await rows.insert(Note, { id: '1', text: 'a' });
      return { result: undefined, record: [LINE] };
    });
    const failing = database.keep(async (rows) => {
      await rows.delete(Note, { id: '1' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.read.count(RecordEntryEntity)).toBe(1);
    expect(await database.read.count(Note)).toBe(1);
  });

  it('cannot write any other table, in whatever way', async () => {
    await open([]);
    const refused = /Note is not kept/;
    await expect(note('1', 'a')).rejects.toThrow(refused);
    const done = { result: undefined, record: [] };
    const insert = database.keep((rows) => rows.insert(Note, { id: '1', text: 'a' }).then(() => done));
    await expect(insert).rejects.toThrow(refused);
    const update = database.keep((rows) => rows.update(Note, { id: '1' }, { text: 'a' }).then(() => done));
    await expect(update).rejects.toThrow(refused);
    const removal = database.keep((rows) => rows.delete(Note, { id: '1' }).then(() => done));
    await expect(removal).rejects.toThrow(refused);
  });
});
