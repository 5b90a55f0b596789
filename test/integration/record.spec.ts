import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nodeCount } from '../../src/domain/shared/record/nodes.js';
import { CheckpointFile } from '../../src/platform/database/checkpoint-file.js';
import { RecordSigner } from '../../src/platform/database/checkpoint.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { RecordNodeEntity } from '../../src/platform/database/record-node.entity.js';
import { noteSchema } from '../support/notes.js';
import { entry, openRecord, type OpenRecord } from '../support/record/open-record.js';
import { OTHER_KEY } from '../support/record/other-key.js';
import { rewriteSuffix } from '../support/record/rewrite.js';
import { droppingGuards, tamper, tamperWithGuards } from '../support/record/tamper.js';

let record: OpenRecord;

beforeEach(async () => {
  record = await openRecord();
});

afterEach(async () => {
  await record.close();
});

/** What the verification finds first: its code and the entry. */
async function firstFault(): Promise<string> {
  const verdict = await record.keeper.verify();
  return verdict.ok ? 'none' : `${verdict.fault.code} ${verdict.fault.sequence ?? '-'}`;
}

const HEX = /^[0-9a-f]{64}$/;

describe('the record', () => {
  it('is whole while it is empty', async () => {
    expect(await record.keeper.verify()).toEqual({
      ok: true,
      size: 0,
      rootHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    });
  });

  it('keeps before and after as canonical JSON, whatever order they were given in', async () => {
    const change = entry('note/1', {
      before: { b: 1, a: { d: 1.0, c: 'é' } },
      after: { z: undefined, y: [] },
    });
    await record.database.write(() => Promise.resolve({ result: null, record: change }));
    const [first] = await record.database.read.find(RecordEntryEntity);
    expect(first).toMatchObject({ before: '{"a":{"c":"é","d":1},"b":1}', after: '{"y":[]}' });
    expect(await firstFault()).toBe('none');
  });

  it.each([['\0'], ['\ud800']])('takes no line with %j in it, which no database gives back', async (text) => {
    const writing = record.database.write(() => Promise.resolve({ result: null, record: entry(text) }));
    await expect(writing).rejects.toThrow('NUL or half a surrogate pair');
  });

  it('grows its tree with every change, several entries at a time too', async () => {
    await record.write(3);
    const lines = Array.from({ length: 1_200 }, (_, index) => entry(`bulk/${index}`));
    const [first, ...others] = lines;
    if (first === undefined) throw new Error('no lines');
    await record.database.write(() => Promise.resolve({ result: null, record: [first, ...others] }));
    expect(await record.database.read.count(RecordNodeEntity)).toBe(nodeCount(1_203));
    expect(await record.keeper.verify()).toEqual({
      ok: true,
      size: 1_203,
      rootHash: expect.stringMatching(HEX),
    });
  });

  it('lets instants only rise, though the clock goes back', async () => {
    await record.write(1);
    record.clock.advanceSeconds(-3600);
    await record.write(1);
    const entries = await record.database.read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });
    expect(entries.map(({ at }) => at)).toEqual(['2025-07-01T01:02:03.004Z', '2025-07-01T01:02:03.005Z']);
    expect(await firstFault()).toBe('none');
  });

  it('holds every change of 200 writers through two doors exactly once, in one unbroken order', async () => {
    const other = await Database.open(record.folder, noteSchema, record.clock);
    const subjects = Array.from({ length: 200 }, (_, index) => `writer/${index}`);
    const acknowledged = await Promise.all(
      subjects.map((subject, index) =>
        (index % 2 === 0 ? record.database : other).write(() =>
          Promise.resolve({ result: subject, record: entry(subject) }),
        ),
      ),
    );
    const entries = await record.database.read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });
    expect(entries.map(({ sequence }) => sequence)).toEqual(subjects.map((_, index) => index + 1));
    expect(entries.map(({ subject }) => subject).sort()).toEqual([...acknowledged].sort());
    expect(await firstFault()).toBe('none');
    await other.close();
  });

  it.each([
    `UPDATE record_node SET hash = ''`,
    'DELETE FROM record_node',
    `INSERT OR REPLACE INTO record_node ("position", "hash") VALUES (0, '')`,
    `UPDATE record_checkpoint SET size = 0`,
    'DELETE FROM record_checkpoint',
    'DELETE FROM record_key',
  ])('refuses %s in the database itself', async (statement) => {
    await record.write(1);
    await record.keeper.checkpoint();
    const tampering = record.database.write(async (tx) => {
      await tx.query(statement);
      return { result: null, record: entry('tampering') };
    });
    await expect(tampering).rejects.toThrow(/^SQLITE_CONSTRAINT: record_\w+ is append-only$/);
  });
});

describe('the database itself', () => {
  it.each([-1, 0, 3])('takes no entry %i after the first', async (sequence) => {
    await record.write(1);
    const forging = record.database.write(async (tx) => {
      await tx.insert(RecordEntryEntity, {
        ...entry('forged'),
        sequence,
        at: '2025-07-01T01:02:03.004Z',
        before: null,
        after: null,
      });
      return { result: null, record: entry('forging') };
    });
    await expect(forging).rejects.toThrow('record_entry takes only the next entry');
  });
});

describe('a checkpoint', () => {
  it('signs what the record is, in the database and in a file outside it', async () => {
    await record.write(2);
    const checkpoint = await record.keeper.checkpoint();
    expect(checkpoint).toEqual({
      origin: 'insurance-enforcement/record',
      size: 2,
      rootHash: expect.stringMatching(HEX),
      at: '2025-07-01T01:02:03.005Z',
      keyId: record.signer.keyId,
      signature: expect.stringMatching(/^[\w+/]{86}==$/),
    });
    expect(await record.keeper.latest()).toEqual(checkpoint);
    const lines = (await readFile(record.checkpointFile, 'utf8')).split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toEqual(checkpoint);
  });

  it('leaves no entry in the record, and is the same for the same record', async () => {
    await record.write(2);
    const [one, two] = [await record.keeper.checkpoint(), await record.keeper.checkpoint()];
    expect(two).toEqual(one);
    expect(await record.database.read.count(RecordEntryEntity)).toBe(2);
  });

  it('signed by an earlier key still counts after a change of keys', async () => {
    await record.write(1);
    await record.keeper.checkpoint();
    const next = new RecordSigner(OTHER_KEY);
    const keeper = new RecordKeeper(
      record.database,
      next,
      new CheckpointFile(record.checkpointFile),
      record.clock,
    );
    expect((await keeper.checkpoint()).keyId).toBe(next.keyId);
    expect((await keeper.keys()).map(({ keyId }) => keyId)).toEqual([next.keyId, record.signer.keyId]);
    expect(await keeper.verify()).toMatchObject({ ok: true, size: 2 });
  });

  it('by a new key comes after a line that says so, once', async () => {
    await record.write(1);
    await record.keeper.checkpoint();
    const next = new RecordSigner(OTHER_KEY);
    const file = new CheckpointFile(record.checkpointFile);
    const keeper = new RecordKeeper(record.database, next, file, record.clock);
    expect((await keeper.checkpoint()).size).toBe(2);
    expect((await keeper.checkpoint()).size).toBe(2);
    const lines = await record.database.read.findBy(RecordEntryEntity, { action: 'RECORD_KEY_CHANGED' });
    expect(lines.map(({ before, after }) => [before, after])).toEqual([
      [`{"keyId":"${record.signer.keyId}"}`, `{"keyId":"${next.keyId}"}`],
    ]);
  });

  it('is written whole though a crash left half a line before it', async () => {
    await record.write(1);
    await record.keeper.checkpoint();
    await appendFile(record.checkpointFile, '{"origin":"insur');
    expect(await firstFault()).toBe('none');
    await record.keeper.checkpoint();
    expect(await new CheckpointFile(record.checkpointFile).read()).toHaveLength(2);
  });

  it('is refused for a record found broken', async () => {
    await record.write(3);
    await tamper(record.folder, 'DELETE FROM record_entry WHERE sequence = 2');
    expect(await firstFault()).toBe('ENTRY_MISSING 2');
    await expect(record.keeper.checkpoint()).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
  });

  it('is refused when the last one is no beginning of the record, before the next full verification', async () => {
    await record.write(3);
    await record.keeper.checkpoint();
    await rewriteSuffix(record.folder, 2);
    await expect(record.keeper.checkpoint()).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
    expect(record.keeper.state).toMatchObject({ status: 'broken', fault: { code: 'RECORD_REWRITTEN' } });
  });
});

describe('the verification finds', () => {
  beforeEach(async () => {
    await record.write(9);
  });

  it.each([
    ['a changed byte', `UPDATE record_entry SET actor = 'city-bureav' WHERE sequence = 4`, 'ENTRY_CHANGED 4'],
    ['a changed value', `UPDATE record_entry SET after = '{"x":1}' WHERE sequence = 9`, 'ENTRY_CHANGED 9'],
    ['a deleted entry', 'DELETE FROM record_entry WHERE sequence = 5', 'ENTRY_MISSING 5'],
    ['a removed head', 'DELETE FROM record_entry WHERE sequence <= 2', 'ENTRY_MISSING 1'],
    ['a deleted tail', 'DELETE FROM record_entry WHERE sequence >= 8', 'ENTRY_MISSING 8'],
    ['a whole record deleted', 'DELETE FROM record_entry', 'ENTRY_MISSING 1'],
    [
      'swapped entries',
      `UPDATE record_entry SET sequence = 100 WHERE sequence = 3;
       UPDATE record_entry SET sequence = 3 WHERE sequence = 4;
       UPDATE record_entry SET sequence = 4 WHERE sequence = 100`,
      'ENTRY_CHANGED 3',
    ],
    [
      'a re-serialised entry',
      `UPDATE record_entry SET after = replace(after, '":', '": ') WHERE sequence = 6`,
      'ENTRY_NOT_CANONICAL 6',
    ],
    [
      'nothing written as null',
      `UPDATE record_entry SET before = 'null' WHERE sequence = 6`,
      'ENTRY_NOT_CANONICAL 6',
    ],
    ['what is no JSON', `UPDATE record_entry SET after = '{' WHERE sequence = 6`, 'ENTRY_NOT_CANONICAL 6'],
    [
      'an instant out of order',
      `UPDATE record_entry SET at = '2025-06-01T00:00:00.000Z' WHERE sequence = 6`,
      'ENTRY_INSTANT 6',
    ],
    [
      'an entry slipped in at the end',
      `INSERT INTO record_entry SELECT 10, at, actor, office, action, subject, before, after, receipt
       FROM record_entry WHERE sequence = 9`,
      'ENTRY_CHANGED 10',
    ],
    [
      'a line before the first',
      `INSERT INTO record_entry SELECT -1, at, actor, office, action, subject, before, after, receipt
       FROM record_entry WHERE sequence = 9`,
      'ENTRY_OUTSIDE -1',
    ],
    [
      'a line at 0',
      `INSERT INTO record_entry SELECT 0, at, actor, office, action, subject, before, after, receipt
       FROM record_entry WHERE sequence = 9`,
      'ENTRY_OUTSIDE 0',
    ],
    ['a changed leaf hash', `UPDATE record_node SET hash = 'x' WHERE position = 0`, 'ENTRY_CHANGED 1'],
    ['a changed inner hash', `UPDATE record_node SET hash = 'x' WHERE position = 2`, 'TREE_CHANGED 2'],
    ['a node too many', `INSERT INTO record_node VALUES (16, 'x')`, 'ENTRY_MISSING 10'],
  ])('%s', async (_what, statements, fault) => {
    await tamper(record.folder, statements);
    expect(await firstFault()).toBe(fault);
    expect(record.keeper.state.status).toBe('broken');
  });

  it('a record whose tail was deleted with its hashes, against an older checkpoint', async () => {
    await record.keeper.checkpoint();
    const statements = [
      'DELETE FROM record_entry WHERE sequence > 7',
      `DELETE FROM record_node WHERE position >= ${nodeCount(7)}`,
    ];
    await tamper(record.folder, ...statements, 'DELETE FROM record_checkpoint');
    expect(await firstFault()).toBe('RECORD_SHORTER 8');
  });

  it('a suffix rewritten at the same length with all its hashes, against an older checkpoint', async () => {
    await record.keeper.checkpoint();
    await rewriteSuffix(record.folder, 6);
    await tamper(record.folder, 'DELETE FROM record_checkpoint');
    expect(await firstFault()).toBe('RECORD_REWRITTEN 9');
  });

  it('would not see such a rewriting without a checkpoint from before', async () => {
    await rewriteSuffix(record.folder, 6);
    expect(await firstFault()).toBe('none');
  });

  it('a forged checkpoint in the file, and in the database', async () => {
    await record.keeper.checkpoint();
    const line = await readFile(record.checkpointFile, 'utf8');
    await writeFile(record.checkpointFile, line.replace('"size":9', '"size":8'));
    expect(await firstFault()).toBe('CHECKPOINT_FORGED -');
    await writeFile(record.checkpointFile, line);
    expect(await firstFault()).toBe('none');
    await tamper(record.folder, 'UPDATE record_checkpoint SET size = 8');
    expect(await firstFault()).toBe('CHECKPOINT_FORGED -');
  });

  it('a checkpoint signed by a key of somebody else', async () => {
    const foreign = new RecordSigner(OTHER_KEY);
    const statement = await record.keeper.checkpoint();
    await writeFile(record.checkpointFile, `${JSON.stringify(foreign.checkpoint(statement))}\n`);
    expect(await firstFault()).toBe('CHECKPOINT_FORGED -');
  });

  it('a line in the file that is no checkpoint', async () => {
    await record.keeper.checkpoint();
    await appendFile(record.checkpointFile, '{"size":9}\n');
    const verdict = await record.keeper.verify();
    expect(verdict).toMatchObject({ ok: false, fault: { code: 'CHECKPOINT_UNREADABLE' } });
    expect(JSON.stringify(verdict)).toContain('第 2 行');
  });

  it('nothing any more once the record is as it was', async () => {
    await tamper(record.folder, `UPDATE record_entry SET actor = 'x' WHERE sequence = 4`);
    expect(await firstFault()).toBe('ENTRY_CHANGED 4');
    await tamper(record.folder, `UPDATE record_entry SET actor = 'city-bureau' WHERE sequence = 4`);
    expect(await firstFault()).toBe('none');
    expect(record.keeper.state).toEqual({ status: 'intact' });
  });
});

describe('the loss of checkpoints', () => {
  const CUT = [
    'DELETE FROM record_entry WHERE sequence > 2',
    `DELETE FROM record_node WHERE position >= ${nodeCount(2)}`,
    'DELETE FROM record_checkpoint WHERE size > 2',
  ];

  /** Three checkpoints: of 2, 4 and 6 entries. */
  async function sealThrice(): Promise<void> {
    for (let n = 0; n < 3; n++) {
      await record.write(2);
      await record.keeper.checkpoint();
    }
  }

  it('is none in a new record without a file', async () => {
    await record.write(1);
    expect(await firstFault()).toBe('none');
  });

  it('shows where the file is gone', async () => {
    await sealThrice();
    await rm(record.checkpointFile);
    expect(await firstFault()).toBe('CHECKPOINT_FILE_LOST -');
    await expect(record.keeper.checkpoint()).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
  });

  it.each([
    ['its first line', 1, 3],
    ['all but its first line', 0, 1],
  ])('shows where the file lacks %s', async (_what, from, to) => {
    await sealThrice();
    const lines = (await readFile(record.checkpointFile, 'utf8')).split('\n').slice(from, to);
    await writeFile(record.checkpointFile, lines.map((line) => `${line}\n`).join(''));
    expect(await firstFault()).toBe('CHECKPOINT_FILE_LOST -');
  });

  it('shows where the file is gone and the record was cut with its hashes and its checkpoints', async () => {
    await sealThrice();
    await rm(record.checkpointFile);
    await tamper(record.folder, ...CUT);
    expect(await firstFault()).toBe('CHECKPOINT_FILE_LOST -');
  });

  it('shows where the file is gone and the database has no checkpoint left', async () => {
    await sealThrice();
    await rm(record.checkpointFile);
    await tamper(record.folder, ...CUT, 'DELETE FROM record_checkpoint');
    expect(await firstFault()).toBe('CHECKPOINT_DELETED -');
  });

  it('shows where the database has fewer than the file', async () => {
    await sealThrice();
    await tamper(record.folder, 'DELETE FROM record_checkpoint WHERE size = 4');
    expect(await firstFault()).toBe('CHECKPOINT_DELETED -');
  });

  it('is none where a crash kept the last one from the file, and it comes there with the next', async () => {
    await sealThrice();
    const lines = (await readFile(record.checkpointFile, 'utf8')).split('\n').slice(0, 2);
    await writeFile(record.checkpointFile, `${lines.join('\n')}\n`);
    expect(await firstFault()).toBe('none');
    await record.keeper.checkpoint();
    expect((await new CheckpointFile(record.checkpointFile).read()).map(({ size }) => size)).toEqual([
      2, 4, 6, 6,
    ]);
  });

  it.each([
    ['the file', async () => rm(record.checkpointFile), { inFile: 3, inDatabase: 0 }],
    [
      'the database',
      async () => tamper(record.folder, 'DELETE FROM record_checkpoint WHERE size < 6'),
      { inFile: 0, inDatabase: 2 },
    ],
  ])('in %s is mended by what the operator says, on the record', async (_where, lose, lacked) => {
    await sealThrice();
    await lose();
    expect(await record.keeper.reunite('迁移至新磁盘')).toEqual(lacked);
    expect(await firstFault()).toBe('none');
    const [line] = await record.database.read.find(RecordEntryEntity, {
      order: { sequence: 'DESC' },
      take: 1,
    });
    expect(line).toMatchObject({ sequence: 7, action: 'CHECKPOINT_FILE_RENEWED' });
    expect(JSON.parse(line?.after ?? '')).toMatchObject({ reason: '迁移至新磁盘', lacked });
  });

  it('is mended neither where none was lost nor where the record is broken', async () => {
    await sealThrice();
    await expect(record.keeper.reunite('x')).rejects.toMatchObject({ code: 'CONFLICT' });
    await rm(record.checkpointFile);
    await tamper(record.folder, 'DELETE FROM record_entry WHERE sequence = 2');
    await expect(record.keeper.reunite('x')).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
  });
});

describe('the triggers that keep what is written', () => {
  const ANEW = (name: string, sql: string): string[] => [`DROP TRIGGER ${name}`, sql];

  it.each([
    ['one dropped', ['DROP TRIGGER record_entry_no_delete']],
    [
      'one of the same name that does nothing',
      ANEW(
        'record_entry_no_update',
        'CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry BEGIN SELECT 1; END',
      ),
    ],
    [
      'one of the same name that does what it should only at times',
      ANEW(
        'record_node_no_delete',
        `CREATE TRIGGER "record_node_no_delete" BEFORE DELETE ON "record_node" WHEN OLD.position > 5
         BEGIN SELECT RAISE(ABORT, 'record_node is append-only'); END`,
      ),
    ],
    [
      'one too many, which swallows entries',
      ['CREATE TRIGGER quiet BEFORE INSERT ON record_entry BEGIN SELECT RAISE(IGNORE); END'],
    ],
  ])('are missed: %s', async (_what, statements) => {
    await record.write(9);
    expect(await firstFault()).toBe('none');
    await tamperWithGuards(record.folder, ...statements);
    expect(await firstFault()).toBe('GUARD_REMOVED -');
    await expect(record.keeper.checkpoint()).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
  });

  it('are missed all together, and made again by what the operator says, on the record', async () => {
    await record.write(9);
    await tamperWithGuards(record.folder, ...(await droppingGuards(record.folder)));
    const { lacking, foreign } = await record.keeper.guardAgain('磁盘迁移时丢失');
    expect(lacking).toContain('record_entry_no_update');
    expect(foreign).toEqual([]);
    expect(await firstFault()).toBe('none');
    const [line] = await record.database.read.find(RecordEntryEntity, {
      order: { sequence: 'DESC' },
      take: 1,
    });
    expect(line).toMatchObject({ sequence: 10, action: 'RECORD_GUARDS_RESTORED' });
    expect(JSON.parse(line?.after ?? '')).toEqual({ reason: '磁盘迁移时丢失', lacking, foreign });
    const tampering = tamperWithGuards(record.folder, 'DELETE FROM record_entry');
    await expect(tampering).rejects.toThrow('record_entry is append-only');
  });

  it('are not made again where all are there, nor where the record is broken', async () => {
    await record.write(9);
    await expect(record.keeper.guardAgain('x')).rejects.toMatchObject({ code: 'CONFLICT' });
    await tamper(record.folder, 'DELETE FROM record_entry WHERE sequence = 2');
    await expect(record.keeper.guardAgain('x')).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
  });
});
