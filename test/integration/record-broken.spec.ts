import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeCount } from '../../src/domain/shared/record/nodes.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { CheckpointFile } from '../../src/platform/database/checkpoint-file.js';
import { RecordSigner } from '../../src/platform/database/checkpoint.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { schema } from '../../src/schema.js';
import { OTHER_KEY } from '../support/record/other-key.js';
import { rewriteSuffix } from '../support/record/rewrite.js';
import { entry } from '../support/record/open-record.js';
import { openTestApp } from '../support/test-app.js';
import { droppingGuards, tamper, tamperWithGuards } from '../support/record/tamper.js';
import { runProgram, runScript, type Run } from '../support/run-program.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';

const BUILD_AND_RUN = 300_000;
const ENTRIES = 9;

let folder: TemporaryFolder;
/** As it was closed: nine entries, a checkpoint of them, one entry more. */
let original: string;
let copies = 0;

async function write(database: Database, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const record = entry(`note/${n}`, { after: { n, 文: `原文${n}号` } });
    await database.write(() => Promise.resolve({ result: null, record }));
  }
}

/** Opens a record as the program does, without the program around it. */
async function atDoor<T>(
  path: string,
  use: (database: Database, keeper: RecordKeeper) => Promise<T>,
): Promise<T> {
  const clock = new TestClock('2025-07-01T01:02:03.004Z');
  const database = await Database.open(path, schema, clock);
  const signer = new RecordSigner(readEnvironment({}).recordSigningKey);
  const file = new CheckpointFile(join(path, 'checkpoints.jsonl'));
  const result = await use(database, new RecordKeeper(database, signer, file, clock));
  await database.close();
  return result;
}

beforeAll(async () => {
  folder = await temporaryFolder();
  original = join(folder.path, 'original');
  mkdirSync(original);
  await atDoor(original, async (database, keeper) => {
    await write(database, 1, ENTRIES);
    await keeper.checkpoint();
    await write(database, ENTRIES + 1, 1);
  });
  expect(runScript('replay', [], { DATA_DIR: original }).status).toBe(0);
}, BUILD_AND_RUN);

afterAll(() => folder.remove());

function copy(): string {
  const path = join(folder.path, `copy-${++copies}`);
  cpSync(original, path, { recursive: true });
  return path;
}

/** What `npm run replay` runs, once it is built. */
const replayed = (path: string): Run => runProgram(['dist/replay.cli.js'], { DATA_DIR: path });

function byAnotherProgram(path: string, how: 'sql' | 'byte', ...words: string[]): void {
  const run = runProgram([
    'test/support/record/another-program.mjs',
    how,
    join(path, 'bureau.sqlite'),
    ...words,
  ]);
  expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
}

/** The fault that is named, with the exit code. */
function found(path: string): string {
  const { status, stdout } = replayed(path);
  return `${status ?? '-'} ${/未通过核验：(\w+) (.*)$/mu.exec(stdout)?.slice(1).join(' ') ?? stdout}`;
}

describe('a record whose file another program edited is found, with exit 1 and the entry named', () => {
  it('nothing of it, while nothing was edited', () => {
    expect(replayed(original).stdout).toMatch(/^历史记录 10 条，完好\n/u);
  });

  it('a changed byte, among the bytes of the file', () => {
    const path = copy();
    byAnotherProgram(path, 'byte', '原文4号', '原文X号');
    expect(found(path)).toBe('1 ENTRY_CHANGED 第 4 条记录内容与其哈希不符。');
  });

  it.each([
    [
      'a deleted middle entry',
      ['DELETE FROM record_entry WHERE sequence = 5'],
      'ENTRY_MISSING 第 5 条记录缺失。',
    ],
    ['a removed head', ['DELETE FROM record_entry WHERE sequence <= 2'], 'ENTRY_MISSING 第 1 条记录缺失。'],
    [
      'a deleted tail, its hashes and the checkpoint in the database with it, against the older one in the file',
      [
        'DELETE FROM record_entry WHERE sequence > 7',
        `DELETE FROM record_node WHERE position >= ${nodeCount(7)}`,
        'DELETE FROM record_checkpoint',
      ],
      'RECORD_SHORTER 记录只有 7 条，而 2025-07-01T01:02:03.012Z 的检查点有 9 条：末尾的记录被删除。',
    ],
    [
      'swapped entries',
      [
        'UPDATE record_entry SET sequence = 100 WHERE sequence = 3',
        'UPDATE record_entry SET sequence = 3 WHERE sequence = 4',
        'UPDATE record_entry SET sequence = 4 WHERE sequence = 100',
      ],
      'ENTRY_CHANGED 第 3 条记录内容与其哈希不符。',
    ],
    [
      'a re-serialised entry',
      [`UPDATE record_entry SET after = replace(after, '":', '": ') WHERE sequence = 6`],
      'ENTRY_NOT_CANONICAL 第 6 条记录不是规范格式（RFC 8785），曾被重新写过。',
    ],
    [
      'an entry slipped in',
      [
        `INSERT INTO record_entry SELECT 11, at, actor, office, action, subject, before, after, receipt
         FROM record_entry WHERE sequence = 10`,
      ],
      'ENTRY_CHANGED 第 11 条记录内容与其哈希不符。',
    ],
    [
      'a forged checkpoint',
      ['UPDATE record_checkpoint SET size = 8'],
      'CHECKPOINT_FORGED 2025-07-01T01:02:03.012Z 的检查点（8 条）的签名无效。',
    ],
  ])('%s', (_what, statements, fault) => {
    const path = copy();
    byAnotherProgram(path, 'sql', ...statements);
    expect(found(path)).toBe(`1 ${fault}`);
  });

  it('a suffix rewritten at the same length with every hash, against the older checkpoint in the file', async () => {
    const path = copy();
    await rewriteSuffix(path, 6);
    byAnotherProgram(path, 'sql', 'DELETE FROM record_checkpoint');
    expect(found(path)).toMatch(/^1 RECORD_REWRITTEN 前 9 条记录与 .* 的检查点不符/u);
  });

  it('a checkpoint in the file that somebody else signed', () => {
    const path = copy();
    const file = join(path, 'checkpoints.jsonl');
    const ours = JSON.parse(readFileSync(file, 'utf8')) as { size: number; rootHash: string; at: string };
    writeFileSync(file, `${JSON.stringify(new RecordSigner(OTHER_KEY).checkpoint(ours))}\n`);
    expect(found(path)).toMatch(/^1 CHECKPOINT_FORGED/u);
  });

  it('two appends to the same place, in two copies that each went on: neither is a beginning of the other', async () => {
    const [one, two] = [copy(), copy()];
    const goOn = (path: string, actor: string): Promise<unknown> =>
      atDoor(path, async (database, keeper) => {
        const record = entry('note/fork', { actor });
        await database.write(() => Promise.resolve({ result: null, record }));
        return keeper.checkpoint();
      });
    await goOn(one, 'one');
    await goOn(two, 'two');
    expect([replayed(one).status, replayed(two).status]).toEqual([0, 0]);
    // The checkpoint that left the one machine's hands, held against the other.
    cpSync(join(one, 'checkpoints.jsonl'), join(two, 'checkpoints.jsonl'));
    expect(found(two)).toMatch(/^1 RECORD_REWRITTEN 前 11 条记录与 .* 的检查点不符/u);
  });
});

describe('what lies beside the record', () => {
  const mended = (path: string, ...words: string[]): Run =>
    runScript('record', words, { DATA_DIR: path, LOG_LEVEL: 'silent', NODE_ENV: 'test' });

  /** A folder of the whole program, booted once. */
  async function booted(): Promise<string> {
    const path = join(folder.path, `booted-${++copies}`);
    mkdirSync(path);
    await (await openTestApp({}, { DATA_DIR: path })).close();
    return path;
  }

  it('an altered index is found by the replay as well, with exit 1', async () => {
    const path = await booted();
    expect(replayed(path).status).toBe(0);
    await tamper(path, 'DELETE FROM record_bearing WHERE sequence = 4');
    expect(found(path)).toMatch(/^1 INDEX_DIFFERS 第 4 条记录的检索索引与记录不符/u);
  });

  it('triggers that were dropped are found, and made again on the word of the operator', async () => {
    const path = await booted();
    await tamperWithGuards(path, ...(await droppingGuards(path)));
    expect(found(path)).toMatch(/^1 GUARD_REMOVED/u);
    const { status, stdout } = mended(path, 'guards', '--reason', '查明：恢复备份时丢失');
    expect(stdout).toMatch(/触发器重建 \d+ 个，移除外加的 0 个。\n历史记录 \d+ 条，完好。\n$/u);
    expect(status).toBe(0);
    expect(replayed(path).status).toBe(0);
  });

  it('is not mended, nor anything made, where there is no database', () => {
    const path = join(folder.path, 'nothere');
    const { status, stderr } = mended(path, 'index', '--reason', 'x');
    expect(stderr).toContain(`无法打开 ${path} 中的数据库`);
    expect(status).toBe(2);
    expect(existsSync(join(path, 'bureau.sqlite'))).toBe(false);
  });
});

describe('npm run endurance -- processes', () => {
  it(
    'two processes on one database keep one unbroken order, and nothing acknowledged is missing',
    () => {
      const { status, stdout } = runScript('endurance', ['processes', '40']);
      expect(JSON.parse(stdout)).toMatchObject({
        processes: 2,
        missing: 0,
        twice: 0,
        halves: 0,
        gaps: 0,
        intact: true,
      });
      expect((JSON.parse(stdout) as { acknowledged: number }).acknowledged).toBeGreaterThanOrEqual(80);
      expect(status).toBe(0);
    },
    BUILD_AND_RUN,
  );
});
