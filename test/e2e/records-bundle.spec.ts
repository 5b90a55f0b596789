import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_EDGE, grown, rootOf } from '../../src/domain/shared/record/growth.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { RecordSigner, type SignedCheckpoint } from '../../src/platform/database/checkpoint.js';
import { Database } from '../../src/platform/database/database.js';
import { recordHashing } from '../../src/platform/database/record-hashing.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { RulebookContentsService } from '../../src/records/rulebook-contents.service.js';
import { RulebookEditionEntity } from '../../src/records/rulebook-edition.entity.js';
import { canonicalHash, RulebookImportEntity } from '../../src/rulebook/rulebook.module.js';
import {
  jsonOf,
  type JsonObject,
  linesOf,
  membersOf,
  tarFrom,
  withFittingManifest,
  withMembers,
} from '../support/record/bundle.js';
import { download } from '../support/record/download.js';
import { entry } from '../support/record/open-record.js';
import { OTHER_KEY } from '../support/record/other-key.js';
import { type Run, runScript } from '../support/run-program.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const OURS = new RecordSigner(readEnvironment({}).recordSigningKey);
const FOREIGN = new RecordSigner(OTHER_KEY);

let bureau: TestApp;
let folder: string;
let held: SignedCheckpoint;
/** The whole record, and a selection of it, each as it was sent. */
let whole: Buffer;
let selection: Buffer;

async function write(count: number, subject: string): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const record = entry(`${subject}/${n}`, { before: { n: n - 1 }, after: { n, 文: '甲' } });
    await bureau.app.get(Database).write(() => Promise.resolve({ result: null, record }));
  }
}

beforeAll(async () => {
  bureau = await openTestApp();
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const token = await bureau.tokenOf('auditor');
  const ruling = { policy: 'measureStart', value: 'LAST_DAY', documentNo: '京医保函〔2025〕77号' };
  const ruled = await bureau.request('POST', '/api/v1/rulebook/rulings', {
    token: await bureau.tokenOf('city-bureau'),
    body: { ...ruling, validFrom: '2025-04-15' },
  });
  expect(ruled.status).toBe(201);
  await write(5, 'early');
  const answer = await bureau.request('GET', '/api/v1/records/checkpoint', { token });
  held = answer.json() as SignedCheckpoint;
  await write(6, 'late');
  const exported = `/api/v1/records/export?format=bundle&since=${held.size}`;
  whole = (await download(bureau, exported, token)).bytes;
  selection = (await download(bureau, `${exported}&subject=late/`, token)).bytes;
  writeFileSync(join(folder, 'held.json'), JSON.stringify(held));
  writeFileSync(join(folder, 'key.json'), JSON.stringify({ publicKey: OURS.publicKey }));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bureau.close();
});

const path = (name: string): string => join(folder, name);

function verify(bundle: Buffer, ...options: string[]): Run {
  writeFileSync(path('bundle.tar'), bundle);
  return runScript('verify', [path('bundle.tar'), ...options]);
}

const TRUSTED = (): string[] => ['--key', path('key.json')];
const HELD = (): string[] => [...TRUSTED(), '--checkpoint', path('held.json')];

/** The code of the first fault that the verification names; what it printed where it found none. */
function faultOf(bundle: Buffer, options: readonly string[] = HELD()): string {
  const { status, stdout, stderr } = verify(bundle, ...options);
  return status === 1 ? (/^✗ (\w+):/m.exec(stderr)?.[1] ?? stderr) : `exit ${status ?? '-'}: ${stdout}`;
}

describe('a bundle', () => {
  it('is a plain tar file of the members that the manifest lists, each with its hash', () => {
    const members = membersOf(whole);
    expect([...members.keys()]).toEqual([
      'manifest.json',
      'checkpoint.json',
      'keys.json',
      'consistency.json',
      'rulebook.json',
      'entries.jsonl',
      'verify.mjs',
    ]);
    expect(jsonOf(members, 'manifest.json')).toMatchObject({
      format: 'insurance-enforcement/bundle/1',
      filter: {},
      entries: held.size + 6,
      checkpoint: { size: held.size + 6 },
    });
    expect(linesOf(members, 'entries.jsonl')).toHaveLength(held.size + 6);
    expect(whole.length % 512).toBe(0);
  });

  it('of a selection has a proof for every entry', () => {
    const members = membersOf(selection);
    expect(jsonOf(members, 'manifest.json')).toMatchObject({ filter: { subject: 'late/' }, entries: 6 });
    expect(linesOf(members, 'proofs.jsonl')).toHaveLength(6);
  });

  it('holds the rulebook that the program decides by, down to its data', async () => {
    const token = await bureau.tokenOf('auditor');
    const answer = await bureau.request('GET', '/api/v1/rulebook', { token });
    expect(jsonOf(membersOf(whole), 'rulebook.json')['hash']).toBe((answer.json() as JsonObject)['hash']);
  });
});

describe('the rulebook in a bundle', () => {
  const ADOPTED = '{"policies/old.yaml":{"year":2024}}';
  const files = canonicalHash({ 'policies/old.yaml': canonicalHash({ year: 2024 }) });

  it('is what was known at its checkpoint, and every edition adopted until then', async () => {
    const own = await openTestApp();
    const { app } = own;
    const { size } = await app.get(RecordKeeper).checkpoint();
    const contents = app.get(RulebookContentsService);
    const before = await contents.contents(size);
    await app.get(Database).write(async (tx, recordedAt) => {
      const row = { hash: files, content: ADOPTED, engineVersion: '0.9.0', recordedAt };
      await tx.insert(RulebookEditionEntity, row);
      await tx.insert(RulebookImportEntity, {
        kind: 'POLICY',
        importId: 'later',
        documentNo: '京医保发〔2025〕99号',
        validFrom: '2025-07-01',
        validTo: null,
        content: '{}',
        hash: 'h',
        recordedAt,
      });
      const after = { hash: files, engineVersion: '0.9.0' };
      return { result: null, record: entry('rulebook/x', { action: 'RULEBOOK_ADOPTED', after }) };
    });
    expect(await contents.contents(size)).toEqual(before);
    const later = await contents.contents(size + 1);
    expect(later.imports).toHaveLength(before.imports.length + 1);
    expect(later.editions.map(({ hash }) => hash)).toEqual([
      ...before.editions.map(({ hash }) => hash),
      files,
    ]);
    await own.close();
  });

  it('has the files of every edition that its entries adopted, which the verification asks for', async () => {
    const members = membersOf(whole);
    const rulebook = jsonOf(members, 'rulebook.json');
    const editions = rulebook['editions'] as JsonObject[];
    expect(jsonOf(members, 'manifest.json')['rulebookEditions']).toEqual(editions.map(({ hash }) => hash));
    const edited = editions.map((each) => ({ ...each, files: { 'a.yaml': 1 } }));
    const forge = (changed: readonly JsonObject[]): Promise<Buffer> =>
      tarFrom(
        withFittingManifest(
          withMembers(members, { 'rulebook.json': { ...rulebook, editions: changed } }),
          OURS,
          { rulebookEditions: changed.map(({ hash }) => hash ?? null) },
        ),
      );
    expect(editions).toHaveLength(1);
    expect(faultOf(await forge(edited))).toBe('RULEBOOK_CHANGED');
    expect(faultOf(await forge([]))).toBe('RULEBOOK_MISSING');
  });
});

describe('npm run verify', () => {
  it.each([
    ['the whole record', (): Buffer => whole, '全部'],
    ['a selection', (): Buffer => selection, '所选 6 条'],
  ])('finds %s intact, and that it only grew since the checkpoint held', (_what, bundle, words) => {
    const { status, stdout } = verify(bundle(), ...HELD());
    expect(stdout).toContain(words);
    expect(stdout).toContain(`自所持检查点（${held.size} 条）以来只增未改`);
    expect(stdout).toMatch(/完好 \/ INTACT\n$/);
    expect(status).toBe(0);
  });

  it('says on what its word rests when neither key nor checkpoint is given', () => {
    const { status, stdout } = verify(whole);
    expect(status).toBe(0);
    expect(stdout).toContain('the key inside the bundle was used: all trust rests on it');
    expect(stdout).toContain('not compared with a checkpoint that you hold');
  });

  it('is the same program as the one in the bundle', () => {
    const copy = membersOf(whole).get('verify.mjs') ?? Buffer.of();
    expect(copy.toString()).toContain('未通过核验 / NOT INTACT');
  });

  it.each([[[]], [['a', 'b']], [['a', '--key']], [['a', '--what', 'b']]])('is not run as %j', (words) => {
    const { status, stderr } = runScript('verify', words);
    expect(stderr).toContain('usage: node verify.mjs FILE');
    expect(status).toBe(2);
  });

  it('does not pass over a file that is not there, or is no bundle', () => {
    expect(runScript('verify', [path('none.tar')]).status).toBe(1);
    expect(faultOf(Buffer.from('not a bundle'.repeat(200)))).toBe('NOT_A_BUNDLE');
    expect(faultOf(Buffer.of())).toBe('TRUNCATED');
  });
});

/** Entries changed by a forger who makes the manifest fit and can even sign it: a key stolen from us. */
async function forged(change: (lines: string[]) => string[], bundle = whole): Promise<Buffer> {
  const members = membersOf(bundle);
  const lines = change(linesOf(members, 'entries.jsonl'));
  return tarFrom(
    withFittingManifest(withMembers(members, { 'entries.jsonl': lines }), OURS, { entries: lines.length }),
  );
}

const lineWith = (line: string, more: JsonObject): string => {
  const parsed = { ...(JSON.parse(line) as JsonObject), ...more };
  const sorted = Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted));
};

const rootOver = (lines: readonly string[]): string =>
  rootOf(
    lines.reduce((edge, line) => grown(edge, recordHashing.leaf(line), recordHashing).edge, EMPTY_EDGE),
    recordHashing,
  );

/** A record made anew with all its hashes and signatures, as only the holder of our key could. */
async function madeAnew(change: (lines: string[]) => string[]): Promise<Buffer> {
  const members = membersOf(whole);
  const lines = change(linesOf(members, 'entries.jsonl'));
  const at = '2026-01-01T00:00:00.000Z';
  const checkpoint = OURS.checkpoint({ size: lines.length, rootHash: rootOver(lines), at });
  const consistency = { ...jsonOf(members, 'consistency.json'), to: lines.length };
  const changed = withMembers(members, {
    'entries.jsonl': lines,
    'checkpoint.json': { ...checkpoint },
    'consistency.json': consistency,
  });
  return tarFrom(withFittingManifest(changed, OURS, { entries: lines.length }));
}

describe('npm run verify finds', () => {
  it('any single byte changed anywhere', () => {
    const step = 997;
    const places = Array.from({ length: 12 }, (_, index) => Math.floor(whole.length / 12) * index + step);
    const firstSize = parseInt(whole.toString('latin1', 124, 135), 8);
    const [sumEnds, sumBlank, padding] = [154, 155, 512 + firstSize];
    expect(firstSize % 512).not.toBe(0);
    for (const place of [...places, sumEnds, sumBlank, padding]) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(verify(changed, ...HELD()).status).toBe(1);
    }
  });

  it('a bundle cut anywhere, or with something behind its end', () => {
    for (const length of [511, 600, whole.length - 1024, whole.length - 1])
      expect(faultOf(whole.subarray(0, length))).toBe('TRUNCATED');
    expect(faultOf(Buffer.concat([whole, Buffer.of(0)]))).toBe('TRAILING_DATA');
  });

  it('a changed entry, though the manifest fits and bears our signature', async () => {
    const bundle = await forged((lines) =>
      lines.map((line, index) => (index === 3 ? lineWith(line, { actor: 'x' }) : line)),
    );
    expect(faultOf(bundle)).toBe('RECORD_REWRITTEN');
    expect(faultOf(bundle, TRUSTED())).toBe('ROOT_DIFFERS');
  });

  it('a deleted entry, a removed head, a deleted tail', async () => {
    expect(faultOf(await forged((lines) => lines.filter((_, index) => index !== 3)))).toBe('ENTRY_MISSING');
    expect(faultOf(await forged((lines) => lines.slice(2)))).toBe('ENTRY_MISSING');
    expect(faultOf(await forged((lines) => lines.slice(0, -2)))).toBe('ENTRY_MISSING');
  });

  it('swapped entries', async () => {
    const bundle = await forged(([first = '', second = '', ...others]) => [second, first, ...others]);
    expect(faultOf(bundle)).toBe('ENTRY_MISSING');
  });

  it('a re-serialised entry', async () => {
    const bundle = await forged((lines) =>
      lines.map((line, index) => (index === 3 ? line.replace('":', '": ') : line)),
    );
    expect(faultOf(bundle)).toBe('NOT_CANONICAL');
  });

  it('a deleted tail against an older checkpoint, though everything was made anew', async () => {
    const bundle = await madeAnew((lines) => lines.slice(0, held.size - 2));
    expect(faultOf(bundle)).toBe('RECORD_SHORTER');
    expect(faultOf(bundle, TRUSTED())).toMatch(/^exit 0/);
  });

  it('a suffix rewritten at the same length against an older checkpoint, though everything was made anew', async () => {
    const bundle = await madeAnew((lines) =>
      lines.map((line, index) => (index >= held.size - 2 ? lineWith(line, { actor: 'x' }) : line)),
    );
    expect(faultOf(bundle)).toBe('RECORD_REWRITTEN');
    expect(faultOf(bundle, TRUSTED())).toMatch(/^exit 0/);
  });

  it('a forged checkpoint', async () => {
    const members = membersOf(whole);
    const checkpoint = { ...jsonOf(members, 'checkpoint.json'), at: '2030-01-01T00:00:00.000Z' };
    const changed = withMembers(members, { 'checkpoint.json': checkpoint });
    expect(faultOf(await tarFrom(changed))).toBe('CHECKPOINT_INVALID');
    expect(faultOf(await tarFrom(withFittingManifest(changed)))).toBe('SIGNATURE_INVALID');
    expect(faultOf(await tarFrom(withFittingManifest(changed, OURS)))).toBe('SIGNATURE_INVALID');
  });

  it('a bundle signed by somebody else, once the key is given', async () => {
    const members = membersOf(whole);
    const { size, rootHash, at } = held;
    const checkpoint = FOREIGN.checkpoint({ size, rootHash, at });
    const keys = { keys: [{ keyId: FOREIGN.keyId, publicKey: FOREIGN.publicKey }] };
    const changed = withMembers(members, { 'checkpoint.json': { ...checkpoint }, 'keys.json': keys });
    expect(faultOf(await tarFrom(withFittingManifest(changed, FOREIGN)))).toBe('SIGNATURE_INVALID');
  });

  it('a forged checkpoint in the auditor’s own hands', () => {
    writeFileSync(path('forged.json'), JSON.stringify({ ...held, size: held.size - 1 }));
    writeFileSync(path('torn.json'), JSON.stringify(held).slice(0, -1));
    for (const bundle of [whole, selection]) {
      expect(faultOf(bundle, [...TRUSTED(), '--checkpoint', path('forged.json')])).toBe('SIGNATURE_INVALID');
      expect(faultOf(bundle, [...TRUSTED(), '--checkpoint', path('torn.json')])).toBe('CHECKPOINT_INVALID');
    }
  });

  it('an edited rulebook file, also when every hash was made to fit', async () => {
    const members = membersOf(whole);
    const rulebook = jsonOf(members, 'rulebook.json') as JsonObject & { files: JsonObject[] };
    const files = rulebook.files.map((file, index) =>
      index === 0 ? { ...file, data: { edited: true } } : file,
    );
    const edited = withMembers(members, { 'rulebook.json': { ...rulebook, files } });
    expect(faultOf(await tarFrom(edited))).toBe('MEMBER_CHANGED');
    expect(faultOf(await tarFrom(withFittingManifest(edited)))).toBe('SIGNATURE_INVALID');
    expect(faultOf(await tarFrom(withFittingManifest(edited, OURS)))).toBe('RULEBOOK_CHANGED');
  });

  it('a member left out, added or given twice', async () => {
    const members = membersOf(whole);
    const without = new Map([...members].filter(([name]) => name !== 'rulebook.json'));
    expect(faultOf(await tarFrom(without))).toBe('MEMBERS_DIFFER');
    expect(faultOf(await tarFrom(new Map([...members, ['more.txt', Buffer.of()]])))).toBe('MEMBERS_DIFFER');
    const twice = Buffer.concat([whole.subarray(0, whole.length - 1024), whole]);
    expect(faultOf(twice)).toBe('MEMBER_TWICE');
  });
});

describe('npm run verify, of the headers of a bundle', () => {
  /** The places of the headers by the names in them. */
  function headersOf(tar: Buffer): Map<string, number> {
    const places = new Map<string, number>();
    for (let at = 0; tar[at] !== 0;) {
      places.set(tar.toString('latin1', at, tar.indexOf(0, at)), at);
      const size = parseInt(tar.toString('latin1', at + 124, at + 135), 8);
      at += 512 + Math.ceil(size / 512) * 512;
    }
    return places;
  }

  it.each([
    ['a folder before the name (ustar prefix)', 'entries.jsonl', 345, '../evil'],
    ['a blank behind the name', 'verify.mjs', 'verify.mjs'.length, ' '],
    ['something behind the end of the name', 'verify.mjs', 'verify.mjs'.length + 1, 'x'],
    ['a name of a link', 'entries.jsonl', 157, '/etc/passwd'],
    ['another mode', 'verify.mjs', 100, '0000777'],
    ['another owner', 'verify.mjs', 108, '0000001'],
    ['an owner by name', 'verify.mjs', 265, 'root'],
  ])('finds %s, though the sums were made to fit', (_what, name, place, text) => {
    const tar = Buffer.from(whole);
    const start = headersOf(tar).get(name) ?? Number.NaN;
    tar.write(text, start + place, 'latin1');
    tar.write('        ', start + 148, 'latin1');
    const sum = tar.subarray(start, start + 512).reduce((total, byte) => total + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, start + 148, 'latin1');
    expect(faultOf(tar)).toBe('NOT_A_BUNDLE');
  });
});

describe('npm run verify, after a change of keys', () => {
  const told = ({ keyId, publicKey }: RecordSigner): JsonObject => ({ keyId, publicKey });
  const given = (name: string, keys: object): string[] => {
    writeFileSync(path(name), JSON.stringify(keys));
    return ['--key', path(name)];
  };

  it('trusts of the keys given the one that the bundle names', () => {
    const list = [told(FOREIGN), told(OURS)];
    for (const keys of [list, { keys: list }, list.map(({ publicKey }) => publicKey ?? '')])
      expect(faultOf(whole, [...given('list.json', keys), '--checkpoint', path('held.json')])).toMatch(
        /^exit 0/,
      );
  });

  it('says that the key of the bundle is not among those given', () => {
    const { status, stderr } = verify(whole, ...given('old.json', [told(FOREIGN)]));
    expect(status).toBe(1);
    expect(stderr).toContain(`✗ SIGNATURE_INVALID: 签发此包的密钥 ${OURS.keyId} 不在所给的公钥之中`);
  });

  it('takes no list with something in it that is no key, nor an empty one', () => {
    for (const keys of [[], [told(OURS), { publicKey: 'x' }], [told(OURS), {}]])
      expect(faultOf(whole, given('bad.json', keys))).toBe('KEY_INVALID');
  });
});

describe('npm run verify, of the rulebook of a whole record', () => {
  /** The bundle with a rulebook whose own hashes all fit, signed by us. */
  async function withRulebook(change: (rulebook: Rulebook) => Partial<Rulebook>): Promise<Buffer> {
    const members = membersOf(whole);
    const before = jsonOf(members, 'rulebook.json') as Rulebook;
    const rulebook = { ...before, ...change(before) };
    const hash = canonicalHash({
      files: Object.fromEntries(rulebook.files.map((file) => [file['path'] as string, file['hash'] ?? null])),
      imports: rulebook.imports.map((each) => each['hash'] ?? null),
    });
    const changed = withMembers(members, { 'rulebook.json': { ...rulebook, hash } });
    return tarFrom(withFittingManifest(changed, OURS));
  }

  it('finds a file that is not as it was adopted last', async () => {
    const data = { edited: true };
    const edited = await withRulebook(({ files: [first = {}, ...others] }) => ({
      files: [{ ...first, data, hash: canonicalHash(data) }, ...others],
    }));
    expect(faultOf(edited)).toBe('RULEBOOK_DIFFERS');
  });

  it('finds an import that no entry tells of, and one left out', async () => {
    const one = {
      kind: 'POLICY',
      id: 'objectionFrom',
      documentNo: '京医保发〔2025〕99号',
      validFrom: '2025-07-01',
      content: { value: 'PERSON' },
    };
    const added = await withRulebook(({ imports }) => ({
      imports: [...imports, { ...one, hash: canonicalHash(one) }],
    }));
    expect(faultOf(added)).toBe('RULEBOOK_DIFFERS');
    const fewer = await withRulebook(({ imports }) => ({ imports: imports.slice(0, -1) }));
    expect(faultOf(fewer)).toBe('RULEBOOK_DIFFERS');
  });
});

interface Rulebook extends JsonObject {
  readonly files: JsonObject[];
  readonly imports: JsonObject[];
}

describe('npm run verify finds in a selection', () => {
  it('an entry that is not in the record', async () => {
    const bundle = await forged(
      (lines) => lines.map((line, index) => (index === 2 ? lineWith(line, { actor: 'x' }) : line)),
      selection,
    );
    expect(faultOf(bundle)).toBe('PROOF_FAILS');
  });

  it('an entry left out, twice there, or out of order', async () => {
    expect(faultOf(await forged((lines) => lines.slice(1), selection))).toBe('PROOF_FAILS');
    expect(faultOf(await forged((lines) => lines.slice(0, -1), selection))).toBe('PROOF_EXTRA');
    expect(faultOf(await forged((lines) => [...lines, lines.at(-1) ?? ''], selection))).toBe('ORDER');
    expect(faultOf(await forged((lines) => [...lines].reverse(), selection))).not.toMatch(/^exit/);
  });

  it('that there is no proof from the checkpoint held', async () => {
    const token = await bureau.tokenOf('auditor');
    const { bytes } = await download(bureau, '/api/v1/records/export?format=bundle&subject=late/', token);
    expect(faultOf(bytes)).toBe('CONSISTENCY_MISSING');
    expect(faultOf(bytes, TRUSTED())).toMatch(/^exit 0/);
  });

  it('that the record was rewritten since the checkpoint held', async () => {
    const members = membersOf(selection);
    const consistency = jsonOf(members, 'consistency.json');
    const [first = '', ...others] = consistency['proof'] as string[];
    const proof = [first.replace(/./, (digit) => (digit === '0' ? '1' : '0')), ...others];
    const changed = withMembers(members, { 'consistency.json': { ...consistency, proof } });
    expect(faultOf(await tarFrom(withFittingManifest(changed, OURS)))).toBe('RECORD_REWRITTEN');
  });
});
