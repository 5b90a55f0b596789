import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { isIncluded } from '../../src/domain/shared/record/proofs.js';
import { RecordSigner, type SignedCheckpoint } from '../../src/platform/database/checkpoint.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { recordHashing } from '../../src/platform/database/record-hashing.js';
import type { EntryAnswer, EntryProofAnswer } from '../../src/records/records.dto.js';
import { csvCell } from '../../src/platform/files/plain-table.js';
import { xlsxCell } from '../../src/records/tables.js';
import { expectProblem } from '../support/problem.js';
import { download, fetchFrom } from '../support/record/download.js';
import { entry } from '../support/record/open-record.js';
import { OTHER_KEY } from '../support/record/other-key.js';
import { rewriteSuffix } from '../support/record/rewrite.js';
import { tamper } from '../support/record/tamper.js';
import { TestClock } from '../support/test-clock.js';
import { type Answer, DEMO_PASSWORD, openTestApp, type TestApp } from '../support/test-app.js';

const RECORDS = '/api/v1/records';

const clock = new TestClock('2025-07-01T01:02:03.004Z');
let bureau: TestApp;
let auditor: string;
/** Entries that were there before the tests wrote any. */
let seeded: number;

const write = (
  ...records: readonly [ReturnType<typeof entry>, ...ReturnType<typeof entry>[]]
): Promise<null> => bureau.app.get(Database).write(() => Promise.resolve({ result: null, record: records }));

const get = (path: string): Promise<Answer> => bureau.request('GET', `${RECORDS}${path}`, { token: auditor });

async function checkpoint(): Promise<SignedCheckpoint> {
  return (await get('/checkpoint')).json() as SignedCheckpoint;
}

beforeAll(async () => {
  bureau = await openTestApp({ clock });
  auditor = await bureau.tokenOf('auditor');
  seeded = (await checkpoint()).size;
  clock.advanceSeconds(3600);
  await write(entry('case/1', { action: 'CASE_OPENED' }));
  await write(entry('case/1', { action: 'CASE_REVISED', before: { a: 1 }, after: { a: 2 } }));
  await write(entry('registration/H11010500009/P1', { actor: 'hospital', office: 'H11010500009' }));
  await write(entry('case/2', { actor: 'district-bureau', office: '110105', receipt: '=HYPERLINK("x")' }));
  clock.advanceSeconds(3600);
  await write(entry('note/11010519491231002X', { actor: '+cmd|x', after: { 号: '110105194912310021' } }));
  auditor = await bureau.tokenOf('auditor');
});

afterAll(async () => {
  await bureau.close();
});

describe('the routes of the record', () => {
  it.each([
    'city-bureau',
    'city-bureau-head',
    'city-agency',
    'district-bureau',
    'hospital',
    'person',
    'sysadmin',
    'secadmin',
  ])('are closed to %s', async (username) => {
    const token = await bureau.tokenOf(username);
    for (const path of ['/checkpoint', '/entries', '/entries/1/proof', '/exports', '/export?format=jsonl']) {
      expectProblem(await bureau.request('GET', RECORDS + path, { token }), 403, 'FORBIDDEN');
    }
  });

  it('ask for sign-in, but for the public keys', async () => {
    expectProblem(await bureau.request('GET', `${RECORDS}/checkpoint`), 401, 'UNAUTHENTICATED');
    const keys = (await bureau.request('GET', `${RECORDS}/keys`)).json();
    expect(keys).toEqual([
      {
        keyId: (await checkpoint()).keyId,
        publicKey: expect.stringMatching(/^MCowBQYDK2VwAyEA[\w+/]{43}=$/),
      },
    ]);
  });
});

describe('the sign-in of an auditor', () => {
  it('shows the last checkpoint, which anybody else does not get', async () => {
    const signIn = (username: string): Promise<Answer> =>
      bureau.request('POST', '/api/v1/auth/login', { body: { username, password: DEMO_PASSWORD } });
    const latest = await checkpoint();
    expect((await signIn('auditor')).json()).toMatchObject({ checkpoint: latest });
    expect((await signIn('city-bureau')).json()).not.toHaveProperty('checkpoint');
  });
});

describe('GET /records/entries', () => {
  const sequencesOf = async (query: string): Promise<number[]> => {
    const { items } = (await get(`/entries?pageSize=200&${query}`)).json() as { items: EntryAnswer[] };
    return items.map(({ sequence }) => sequence - seeded).filter((place) => place > 0);
  };

  it('tells entries, newest first, with what was before and after', async () => {
    const answer = await get('/entries?subject=case/1&page=1&pageSize=1');
    expect(answer.json()).toEqual({
      items: [
        {
          sequence: seeded + 2,
          at: '2025-07-01T02:02:03.005Z',
          actor: 'city-bureau',
          office: '110000',
          action: 'CASE_REVISED',
          subject: 'case/1',
          before: { a: 1 },
          after: { a: 2 },
          receipt: null,
        },
      ],
      total: 2,
      personCodes: null,
      page: 1,
      pageSize: 1,
    });
  });

  it.each([
    ['action=CASE_OPENED', [1]],
    ['subject=case/', [4, 2, 1]],
    ['actor=district-bureau', [4]],
    ['office=H11010500009', [3]],
    ['district=110105', [4, 3]],
    ['institution=H11010500009', [3]],
    ['institution=H1101050000_', []],
    ['from=2025-07-01T10:02:03.005%2B08:00&to=2025-07-01T02:02:03.007Z', [4, 3, 2]],
    ['from=2025-07-01T03:00:00Z&subject=note/', [5]],
    ['subject=case/&actor=city-bureau', [2, 1]],
  ])('selects by %s', async (query, expected) => {
    expect(await sequencesOf(query)).toEqual(expected);
  });

  it('names every part of a query that it does not understand', async () => {
    const { errors } = expectProblem(
      await get('/entries?from=2025-07-01&to=2025-13-01T00:00:00Z&district=1101&what=1'),
      400,
      'INVALID_REQUEST',
    );
    expect((errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/from', '/to', '/district', '/what']),
    );
  });
});

describe('GET /records/entries/:sequence/proof', () => {
  it('leads every entry to the root of a signed checkpoint', async () => {
    for (let sequence = 1; sequence <= seeded + 5; sequence++) {
      const proof = (await get(`/entries/${sequence}/proof`)).json() as EntryProofAnswer;
      const { size, rootHash } = proof.checkpoint;
      expect(proof.leafHash).toBe(recordHashing.leaf(proof.text));
      expect(JSON.parse(proof.text)).toMatchObject({ sequence });
      const leaf = { index: sequence - 1, hash: proof.leafHash };
      expect(isIncluded(leaf, { size, root: rootHash }, proof.path, recordHashing)).toBe(true);
    }
  });

  it.each(['0', '99999', 'x', '1.5'])('knows no entry %s', async (sequence) => {
    expectProblem(await get(`/entries/${sequence}/proof`), 404, 'NOT_FOUND');
  });
});

describe('what a deputy did', () => {
  beforeAll(async () => {
    const by = (actor: string, subject: string, after: ReturnType<typeof entry>['after'] = {}) =>
      entry(subject, { actor, office: '110108', after });
    await write(
      { ...by('secadmin', 'account/officer-x', { deputy: 'deputy-y' }), action: 'DEPUTY_APPOINTED' },
      by('deputy-y', 'deputed/1', { actingFor: 'officer-x' }),
      by('deputy-y', 'deputed/2'),
      by('deputy-y', 'deputed/3', { actingFor: 'officer-z' }),
      by('officer-x', 'deputed/4', { quoted: '"actingFor"' }),
    );
  });

  it.each([
    ['actor=officer-x', 2, ['deputed/4', 'deputed/1']],
    ['actor=officer-x&pageSize=1&page=2&action=NOTE_WRITTEN', 2, ['deputed/1']],
    ['actor=officer-x&district=110108', 2, ['deputed/4', 'deputed/1']],
    ['actor=officer-x&district=110105', 0, []],
    ['actor=officer-x&subject=deputed/1', 1, ['deputed/1']],
    ['actor=deputy-y', 3, ['deputed/3', 'deputed/2', 'deputed/1']],
  ])('is found under the officer as well as under the deputy: %s', async (query, count, expected) => {
    const { items, total } = (await get(`/entries?${query}`)).json() as {
      items: EntryAnswer[];
      total: number;
    };
    expect(total).toBe(count);
    expect(items.map(({ subject }) => subject)).toEqual(expected);
  });

  it('is in the export of what the officer did, in the order of the record', async () => {
    const { headers, bytes } = await download(
      bureau,
      `${RECORDS}/export?format=jsonl&actor=officer-x`,
      auditor,
    );
    const lines = bytes.toString().split('\n').slice(0, -1);
    expect(headers.get('x-record-count')).toBe('2');
    expect(lines.map((line) => (JSON.parse(line) as EntryAnswer).subject)).toEqual([
      'deputed/1',
      'deputed/4',
    ]);
  });
});

describe('POST /records/checkpoints/verify', () => {
  const held = (body: object): Promise<Answer> =>
    bureau.request('POST', `${RECORDS}/checkpoints/verify`, { token: auditor, body: { checkpoint: body } });

  it('finds that the record only grew since the checkpoint', async () => {
    const before = await checkpoint();
    await write(entry('note/after'));
    expect((await held(before)).json()).toEqual({
      consistent: true,
      fault: null,
      checkpoint: expect.objectContaining({ size: before.size + 1 }),
      proof: expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{64}$/)]),
    });
  });

  it('does not take a forged checkpoint for one of ours, and stays well', async () => {
    const ours = await checkpoint();
    const foreign = new RecordSigner(OTHER_KEY).checkpoint({ ...ours, size: 1 });
    for (const forged of [{ ...ours, size: 1 }, foreign]) {
      expect((await held(forged)).json()).toMatchObject({
        consistent: false,
        fault: { code: 'CHECKPOINT_FORGED' },
      });
    }
    expect((await bureau.request('GET', '/health')).json()).toEqual({ status: 'ok', record: 'intact' });
  });

  it('lists what is wrong with a checkpoint of another form', async () => {
    const { errors } = expectProblem(await held({ size: -1, more: 1 }), 400, 'INVALID_REQUEST');
    expect((errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/checkpoint/size', '/checkpoint/more', '/checkpoint/signature']),
    );
  });
});

describe('GET /records/export', () => {
  const exported = (query: string): ReturnType<typeof download> =>
    download(bureau, `${RECORDS}/export?${query}`, auditor);

  it('gives .jsonl: every entry in its canonical form, with its count and checkpoint', async () => {
    const { size } = await checkpoint();
    const { headers, bytes } = await exported('format=jsonl');
    const lines = bytes.toString().split('\n').slice(0, -1);
    expect(lines.map((line) => (JSON.parse(line) as EntryAnswer).sequence)).toEqual(
      Array.from({ length: size }, (_, index) => index + 1),
    );
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="record-${size}.jsonl"`);
    expect(headers.get('x-record-count')).toBe(String(size));
    const header = Buffer.from(headers.get('x-record-checkpoint') ?? '', 'base64url').toString();
    expect(JSON.parse(header)).toMatchObject({ size, origin: 'insurance-enforcement/record' });
  });

  it('gives .csv that no spreadsheet program takes for formulas or rounds', async () => {
    const { headers, bytes } = await exported(
      'format=csv&from=2025-07-01T02:02:03.007Z&to=2025-07-01T03:02:03.004Z',
    );
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().slice(1).split('\r\n')).toEqual([
      '"序号","时刻","操作者","单位","操作","对象","之前","之后","回执"',
      `"${seeded + 4}","2025-07-01T02:02:03.007Z","district-bureau","110105","NOTE_WRITTEN","case/2","",` +
        `"{""subject"":""case/2"",""文"":[""a"",1,true,null]}","'=HYPERLINK(""x"")"`,
      `"${seeded + 5}","2025-07-01T03:02:03.004Z","'+cmd|x","110000","NOTE_WRITTEN","note/11010519491231002X","",` +
        `"{""号"":""110105194912310021""}",""`,
      '',
    ]);
  });

  it('gives .xlsx whose cells are all texts, under frozen Chinese headings', async () => {
    const { headers, bytes } = await exported('format=xlsx&subject=case/');
    expect(headers.get('content-type')).toContain('spreadsheetml');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const sheet = workbook.getWorksheet('记录1');
    expect(sheet?.rowCount).toBe(4);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    const rows = [1, 4].map((row) => sheet?.getRow(row).values as unknown[]);
    expect(rows[0]?.slice(1, 4)).toEqual(['序号', '时刻', '操作者']);
    expect(rows[1]?.[1]).toBe(String(seeded + 4));
    expect(rows[1]?.[9]).toBe('=HYPERLINK("x")');
    expect(sheet?.getCell('I4').formula).toBeUndefined();
    expect(sheet?.getCell('A4').numFmt).toBe('@');
    expect(sheet?.headerFooter.oddFooter).toMatch(/^&L历史记录检查点：\d+ 条，根 [0-9a-f]{16}，2025-07-01T/u);
  });

  it('is the record as it was when the export began, whoever writes meanwhile', async () => {
    const many = Array.from({ length: 1_499 }, (_, index) =>
      entry(`bulk/${index}`, { after: 'x'.repeat(2_000) }),
    );
    await write(entry('bulk/first'), ...many);
    const reply = await fetchFrom(bureau, `${RECORDS}/export?format=jsonl`, auditor);
    await write(entry('meanwhile/1'), entry('meanwhile/2'));
    const lines = (await reply.text()).split('\n').slice(0, -1);
    expect(lines).toHaveLength(Number(reply.headers.get('x-record-count')));
    expect(lines.some((line) => line.includes('meanwhile/'))).toBe(false);
    // The two, and the line of the export itself.
    expect((await checkpoint()).size).toBe(lines.length + 3);
  });

  it.each(['jsonl', 'csv', 'xlsx', 'bundle'])(
    'notes who took what, before anything is given out, and outside of what is given out (%s)',
    async (format) => {
      const before = await checkpoint();
      const { headers } = await exported(
        `format=${format}&subject=case/&from=2025-07-01T10:00:00%2B08:00&since=3`,
      );
      const { items } = (await get('/entries?action=RECORD_EXPORTED&pageSize=1')).json() as {
        items: EntryAnswer[];
      };
      const { rootHash, at, keyId } = before;
      expect(headers.get('content-disposition')).toContain(`record-${before.size}.`);
      expect(items).toEqual([
        {
          sequence: before.size + 1,
          at: expect.any(String),
          actor: 'auditor',
          office: '110000',
          action: 'RECORD_EXPORTED',
          subject: `record/${before.size}`,
          before: null,
          after: {
            format,
            filter: { subject: 'case/', from: '2025-07-01T02:00:00.000Z' },
            since: 3,
            count: 3,
            checkpoint: { size: before.size, rootHash, at, keyId },
          },
          receipt: null,
        },
      ]);
    },
  );

  it('tells how far it is, through to its end', async () => {
    const { headers } = await exported('format=bundle&subject=case/');
    const [last] = (await get('/exports')).json() as object[];
    expect(last).toEqual({
      id: headers.get('x-record-export'),
      by: 'auditor',
      format: 'bundle',
      begunAt: expect.any(String),
      state: 'SENT',
      count: 3,
      gone: 12,
      of: 12,
    });
  });

  it('tells of one that was broken off, and of one that was refused', async () => {
    const reply = await fetchFrom(bureau, `${RECORDS}/export?format=jsonl`, auditor);
    const id = reply.headers.get('x-record-export');
    await reply.body?.cancel();
    let state = 'SENDING';
    while (state === 'SENDING') {
      const list = (await get('/exports')).json() as { id: string; state: string }[];
      state = list.find((each) => each.id === id)?.state ?? '';
    }
    expect(state).toBe('BROKEN_OFF');
    await get('/export?format=bundle&since=999999');
    expect(((await get('/exports')).json() as object[])[0]).toMatchObject({ state: 'REFUSED', count: null });
  });

  it('refuses a checkpoint that lies beyond the end of the record', async () => {
    const { errors } = expectProblem(await get('/export?format=bundle&since=999999'), 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ pointer: '/since', code: 'CHECKPOINT_AHEAD' }]);
  });

  it('needs a format that there is', async () => {
    expectProblem(await get('/export?format=pdf'), 400, 'INVALID_REQUEST');
    expectProblem(await get('/export'), 400, 'INVALID_REQUEST');
  });
});

describe('a cell of an export', () => {
  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠a', '110105194912'])(
    'that begins like %j is made text in .csv',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`);
    },
  );

  it.each(['a=1', '110105', '2025-07-01', "'=1"])('that is %j stays as it is', (text) => {
    expect(csvCell(text)).toBe(`"${text}"`);
  });

  it('that is longer than a cell of .xlsx can be says so', () => {
    expect(xlsxCell('x'.repeat(32_767))).toHaveLength(32_767);
    expect(xlsxCell('x'.repeat(40_000))).toMatch(
      /^x+……（共 40000 个字符，此处不全；全文见 jsonl 或 bundle 导出）$/,
    );
    expect(xlsxCell('x'.repeat(40_000))).toHaveLength(32_767);
  });
});

describe('a broken record', () => {
  /** An application of its own, whose record may be broken. */
  async function open(folder?: string): Promise<{ app: TestApp; token: string }> {
    const app = await openTestApp({ clock }, folder === undefined ? {} : { DATA_DIR: folder });
    return { app, token: await app.tokenOf('auditor') };
  }

  it('stops exports and is told in health, while everything else goes on', async () => {
    const { app, token } = await open();
    await tamper(app.folder, 'DELETE FROM record_entry WHERE sequence = 3');
    for (const path of ['/export?format=jsonl', '/export?format=bundle', '/checkpoint']) {
      const problem = expectProblem(
        await app.request('GET', RECORDS + path, { token }),
        503,
        'RECORD_BROKEN',
      );
      expect(problem['detail']).toContain('第 3 条记录缺失');
    }
    const health = await app.request('GET', '/health');
    expect(health.status).toBe(200);
    expect(health.json()).toEqual({
      status: 'ok',
      record: 'broken',
      recordFault: { code: 'ENTRY_MISSING', sequence: 3, detail: '第 3 条记录缺失。' },
    });
    expect((await app.request('GET', `${RECORDS}/entries`, { token })).status).toBe(200);
    await app.close();
  });

  it('whose end was cut takes no change, and lets the auditor sign in, with a warning', async () => {
    const { app } = await open();
    const officer = await app.tokenOf('city-agency');
    const before = await app.app.get(Database).read.count(RecordEntryEntity);
    await tamper(
      app.folder,
      'DELETE FROM record_entry WHERE sequence = (SELECT MAX(sequence) FROM record_entry)',
    );
    const body = {
      code: 'H11010500077',
      name: '某门诊部',
      kind: 'HOSPITAL',
      public: false,
      district: '110105',
    };
    const change = await app.request('POST', '/api/v1/institutions', {
      token: officer,
      body: { ...body, departments: [{ code: 'NK', name: '内科' }] },
    });
    expectProblem(change, 503, 'RECORD_BROKEN');
    const credentials = { username: 'auditor', password: DEMO_PASSWORD };
    const signedIn = await app.request('POST', '/api/v1/auth/login', { body: credentials });
    expect(signedIn.status).toBe(200);
    const answer = signedIn.json() as { accessToken: string; recordWarning: string };
    expect(answer.recordWarning).toContain(`第 ${before} 条记录缺失`);
    const { accessToken: token } = answer;
    expect((await app.request('GET', `${RECORDS}/entries`, { token })).status).toBe(200);
    expect(await app.app.get(Database).read.count(RecordEntryEntity)).toBe(before - 1);
    await app.close();
  });

  it('is found at boot', async () => {
    const { app } = await open();
    await tamper(app.folder, `UPDATE record_entry SET actor = 'x' WHERE sequence = 2`);
    const again = await open(app.folder);
    expect((await again.app.request('GET', '/health')).json()).toMatchObject({
      record: 'broken',
      recordFault: { code: 'ENTRY_CHANGED', sequence: 2 },
    });
    await again.app.close();
    await app.close();
  });

  it('rewritten with every checkpoint here is found by the one an auditor holds, and not forgotten', async () => {
    const { app, token } = await open();
    const held = (await app.request('GET', `${RECORDS}/checkpoint`, { token })).json();
    await rewriteSuffix(app.folder, 4);
    await tamper(app.folder, 'DELETE FROM record_checkpoint');
    await writeFile(join(app.folder, 'checkpoints.jsonl'), '');
    const verify = { token, body: { checkpoint: held } };
    const answer = await app.request('POST', `${RECORDS}/checkpoints/verify`, verify);
    expect(answer.json()).toMatchObject({ consistent: false, fault: { code: 'RECORD_REWRITTEN' } });
    expectProblem(await app.request('GET', `${RECORDS}/export?format=csv`, { token }), 503, 'RECORD_BROKEN');
    const lines = (await readFile(join(app.folder, 'checkpoints.jsonl'), 'utf8')).split('\n');
    expect(JSON.parse(lines.at(-2) ?? '')).toEqual(held);
    await app.close();
  });
});
