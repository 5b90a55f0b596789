import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { date } from '../../src/domain/shared/calendar-date.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { rowFault } from '../../src/platform/database/row-check.js';
import { CommitmentEndEntity } from '../../src/registry/entities/commitment-end.entity.js';
import { schema } from '../../src/schema.js';
import { tamper } from '../support/record/tamper.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';

const AT = '2025-06-02T00:00:00.000Z';

const LINE = {
  actor: 'agency',
  office: '110105',
  action: 'PEOPLE_MERGED',
  subject: 'person/a',
  before: null,
  after: null,
  receipt: null,
};

it('binds what a program of before wrote to a line of its own, once', async () => {
  const folder = await temporaryFolder();
  const clock = new TestClock();
  const before = schema.migrations.filter(({ name }) => Number(name.slice(-13)) < 1_750_000_035_000);
  const old = await Database.open(folder.path, { ...schema, migrations: before }, clock);
  await old.write(async (tx) => {
    await tx.query(
      `INSERT INTO "commitment_end" ("commitment_id", "ended_on", "reason", "recorded_at", "actor")
       VALUES ('c1', '2025-06-01', '劳动合同期满', '2025-06-02T00:00:00.000Z', 'agency')`,
    );
    return { result: null, record: LINE };
  });
  await old.close();

  let database = await Database.open(folder.path, schema, clock);
  await database.close();
  database = await Database.open(folder.path, schema, clock);
  const lines = await database.read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });
  expect(lines.map(({ action }) => action)).toEqual(['PEOPLE_MERGED', 'ROWS_HASHED']);
  expect(JSON.parse(lines[1]?.after ?? '')).toEqual({
    rowHashes: { 'commitment_end ["c1"]': expect.stringMatching(/^[\da-f]{64}$/u) },
  });
  expect(await rowFault(database.read, 2)).toBeNull();

  await tamper(folder.path, `UPDATE commitment_end SET reason = '另一理由'`);
  expect(await rowFault(database.read, 2)).toMatchObject({ code: 'ROW_DIFFERS', sequence: 2 });
  await database.close();
  await folder.remove();
});

describe('the rows of a change', () => {
  const END = {
    commitmentId: 'c2',
    endedOn: date('2025-06-01'),
    reason: '离职',
    recordedAt: AT,
    actor: 'agency',
  };
  let folder: TemporaryFolder;
  let database: Database;

  beforeEach(async () => {
    folder = await temporaryFolder();
    database = await Database.open(folder.path, schema, new TestClock());
  });

  afterEach(async () => {
    await database.close();
    await folder.remove();
  });

  it('are not written without a line', async () => {
    const written = database.write(async (tx) => {
      await tx.insert(CommitmentEndEntity, END);
      return { result: null, record: [] as never };
    });
    await expect(written).rejects.toThrow('rows were written that no line tells of');
    expect(await database.read.count(CommitmentEndEntity)).toBe(0);
  });

  it('are bound as far as they stay: not what a step within it took back, nor an earlier change that failed', async () => {
    const failed = database.write(async (tx) => {
      await tx.insert(CommitmentEndEntity, { ...END, commitmentId: 'c3' });
      throw new Error('failed');
    });
    await expect(failed).rejects.toThrow('failed');
    await database.write(async (tx) => {
      await tx.insert(CommitmentEndEntity, END);
      const step = tx.transaction(async (inner) => {
        await inner.insert(CommitmentEndEntity, { ...END, commitmentId: 'c4' });
        throw new Error('taken back');
      });
      await expect(step).rejects.toThrow('taken back');
      return { result: null, record: LINE };
    });
    const [line] = await database.read.find(RecordEntryEntity);
    expect(Object.keys((JSON.parse(line?.after ?? '') as { rowHashes: object }).rowHashes)).toEqual([
      'commitment_end ["c2"]',
    ]);
    expect(await rowFault(database.read, 1)).toBeNull();
  });
});
