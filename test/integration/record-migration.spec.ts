import { describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { openForWriting } from '../../src/platform/database/data-source.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { RecordEntryMigration1750000000000 } from '../../src/platform/database/record-entry.migration.js';
import { verifyRecord } from '../../src/platform/database/record-verification.js';
import { noteSchema } from '../support/notes.js';
import { entry } from '../support/record/open-record.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';

describe('the migration to a hashed record', () => {
  it('gives the entries that are there their canonical form and their place in the tree', async () => {
    const folder = await temporaryFolder();
    const old = await openForWriting(folder.path, {
      entities: [RecordEntryEntity],
      migrations: [RecordEntryMigration1750000000000],
    });
    const row = {
      ...entry('note/1'),
      at: '2025-07-01T00:00:00.000Z',
      before: null,
      after: '{"b": 1, "a": 2}',
    };
    for (let n = 0; n < 3; n++) await old.manager.insert(RecordEntryEntity, { ...row });
    await old.destroy();

    const database = await Database.open(folder.path, noteSchema, new TestClock());
    await database.write(() => Promise.resolve({ result: null, record: entry('note/2') }));
    expect(await verifyRecord(database.read, [])).toMatchObject({ ok: true, size: 4 });
    const [first] = await database.read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });
    expect(first?.after).toBe('{"a":2,"b":1}');
    const tampering = database.write(async (tx) => {
      await tx.query(`UPDATE record_entry SET actor = 'x'`);
      return { result: null, record: entry('tampering') };
    });
    await expect(tampering).rejects.toThrow('record_entry is append-only');
    await database.close();
    await folder.remove();
  });
});
