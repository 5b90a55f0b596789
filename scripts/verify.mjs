// Verifies an exported bundle of the record, offline: one file, no dependencies, any Node from 18 on, constant memory.
//
//   node verify.mjs FILE [--checkpoint FILE] [--key FILE]
//
// --checkpoint: a checkpoint that you hold (JSON, as GET /records/checkpoint answered it).
// --key: the public key that you trust (PEM, base64 DER, or JSON as GET /records/keys answered it: any of a list).
//
// Exit 0: intact. 1: a fault, the first one named. 2: not run as above.
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

const FORMAT = 'insurance-enforcement/bundle/1';
const ORIGIN = 'insurance-enforcement/record';
const ENTRY_MEMBERS = [
  'action',
  'actor',
  'after',
  'at',
  'before',
  'office',
  'receipt',
  'sequence',
  'subject',
];
const CHECKPOINT_MEMBERS = ['at', 'keyId', 'origin', 'rootHash', 'signature', 'size'];
const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Found not intact: `code` for programs, the words for people. */
class Fault extends Error {
  constructor(code, chinese, english) {
    super(`${code}: ${chinese} / ${english}`);
  }
}

class Usage extends Error {}

function require(holds, code, chinese, english) {
  if (!holds) throw new Fault(code, chinese, english);
}

// ── Hashes (RFC 6962) ──

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (bytes) => sha256(Buffer.of(0), bytes);
const innerHash = (left, right) => sha256(Buffer.of(1), left, right);
const half = (n) => Math.floor(n / 2);

/** A tree that grows leaf by leaf and remembers only its right edge. */
class Tree {
  size = 0;
  edge = [];

  add(leaf) {
    let top = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = half(rest)) top = innerHash(this.edge.pop(), top);
    this.edge.push(top);
    this.size += 1;
  }

  root() {
    if (this.size === 0) return sha256().toString('hex');
    return this.edge.reduceRight((right, left) => innerHash(left, right)).toString('hex');
  }
}

/** The root that the path leads to from the leaf (RFC 9162, 2.1.3.2); null for a path of the wrong length. */
function rootFrom(leaf, position, size, path) {
  let [hash, index, last] = [leaf, position, size - 1];
  for (const step of path) {
    if (last === 0) return null;
    if (index % 2 === 1 || index === last) {
      hash = innerHash(step, hash);
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      hash = innerHash(hash, step);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 ? hash.toString('hex') : null;
}

/** Whether the proof shows that the second tree begins with the first (RFC 9162, 2.1.4.2). */
function isConsistent(first, second, proof) {
  if (first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && first.rootHash === second.rootHash;
  if (first.size === 0) return proof.length === 0 && first.rootHash === sha256().toString('hex');
  let [index, last] = [first.size - 1, second.size - 1];
  while (index % 2 === 1) [index, last] = [half(index), half(last)];
  const steps = index === 0 ? [Buffer.from(first.rootHash, 'hex'), ...proof] : [...proof];
  let older = steps.shift();
  let newer = older;
  if (older === undefined) return false;
  for (const step of steps) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      [older, newer] = [innerHash(step, older), innerHash(step, newer)];
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      newer = innerHash(newer, step);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 && older.toString('hex') === first.rootHash && newer.toString('hex') === second.rootHash;
}

// ── Canonical JSON (RFC 8785) ──

function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const canonicalHash = (value) => sha256(canonical(value)).toString('hex');

function canonicalLine(bytes, where) {
  let value;
  const text = bytes.toString('utf8');
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault('NOT_JSON', `${where} 不是 JSON`, `${where} is not JSON`);
  }
  const same = canonical(value) === text && Buffer.byteLength(text) === bytes.length;
  require(same, 'NOT_CANONICAL', `${where} 不是规范格式，曾被重新写过`, `${where} is not canonical: it was written anew`);
  return value;
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const hasMembers = (value, names) =>
  isObject(value) && canonical(Object.keys(value).sort()) === canonical(names);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isProof = (value) =>
  Array.isArray(value) && value.every((hash) => typeof hash === 'string' && HASH.test(hash));
const bytesOf = (proof) => proof.map((hash) => Buffer.from(hash, 'hex'));

// ── The tar file ──

const BLOCK = 512;
const CHUNK = 1 << 20;

function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const more = readSync(file, buffer, got, length - got, position + got);
    if (more === 0) break;
    got += more;
  }
  require(got === length, 'TRUNCATED', '文件不完整，末尾被截断', 'the file is truncated');
  return buffer;
}

const MEMBER_NAME = /^\w[\w.-]*$/;
/** What eleven octal digits can say; beyond, the size stands in binary. */
const MOST_IN_OCTAL = 0o77777777777;

function sizeIn(block) {
  if (block[124] === 0x80) return Number(block.readBigUInt64BE(128));
  const digits = block.toString('latin1', 124, 135);
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number.NaN;
}

/** The header as the export writes it, byte by byte: whatever unpacks it must find the member under this very name. */
function headerOf(name, size, time) {
  const header = Buffer.alloc(BLOCK);
  header.write(`${name}\0`, 0, 'latin1');
  header.write('0000644\x000000000\x000000000\0', 100, 'latin1');
  if (size <= MOST_IN_OCTAL) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  else {
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.write(`${time}\0`, 136, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function headerAt(file, position) {
  const block = readAt(file, position, BLOCK);
  if (block.every((byte) => byte === 0)) return null;
  const name = block.toString('latin1', 0, block.indexOf(0));
  const size = sizeIn(block);
  const time = block.toString('latin1', 136, 147);
  const plain = MEMBER_NAME.test(name) && name.length < 100 && isCount(size) && /^[0-7]{11}$/.test(time);
  const sound = plain && block.equals(headerOf(name, size, time));
  require(sound, 'NOT_A_BUNDLE', '不是导出包，或其结构已损坏', 'not a bundle, or its structure is damaged');
  return { name, size, from: position + BLOCK };
}

/** The members of the tar file, in order; nothing may follow its end. */
function membersOf(file, length) {
  const members = new Map();
  let position = 0;
  for (let header = headerAt(file, 0); header !== null; header = headerAt(file, position)) {
    require(!members.has(
      header.name,
    ), 'MEMBER_TWICE', `${header.name} 出现两次`, `${header.name} is there twice`);
    members.set(header.name, header);
    const end = header.from + header.size;
    position = header.from + Math.ceil(header.size / BLOCK) * BLOCK;
    const empty = readAt(file, end, position - end).every((byte) => byte === 0);
    require(empty, 'TRAILING_DATA', `${header.name} 之后有多余的内容`, `something follows ${header.name}`);
  }
  const end = readAt(file, position, 2 * BLOCK);
  const clean = end.every((byte) => byte === 0) && length === position + 2 * BLOCK;
  require(clean, 'TRAILING_DATA', '文件末尾有多余的内容', 'something follows the end of the file');
  return members;
}

function* chunksOf(file, { from, size }) {
  for (let at = 0; at < size; at += CHUNK) yield readAt(file, from + at, Math.min(CHUNK, size - at));
}

/** The lines of a member, each ended by a newline. */
function* linesOf(file, member) {
  let rest = [];
  for (const chunk of chunksOf(file, member)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line = chunk.subarray(start, end);
      yield rest.length === 0 ? line : Buffer.concat([...rest, line]);
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  require(rest.length ===
    0, 'TRUNCATED', `${member.name} 的最后一行不完整`, `the last line of ${member.name} is not whole`);
}

function memberOf(members, name) {
  const member = members.get(name);
  require(member !== undefined, 'MEMBER_MISSING', `缺少 ${name}`, `${name} is missing`);
  return member;
}

function jsonOf(file, members, name) {
  const lines = [...linesOf(file, memberOf(members, name))];
  require(lines.length === 1, 'NOT_CANONICAL', `${name} 不是一行`, `${name} is not one line`);
  return canonicalLine(lines[0], name);
}

// ── Keys and signatures ──

function publicKeyOf(encoded) {
  try {
    const key = encoded.includes('-----BEGIN')
      ? createPublicKey(encoded)
      : createPublicKey({ key: Buffer.from(encoded, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

const idOf = (key) =>
  sha256(key.export({ format: 'der', type: 'spki' }))
    .toString('hex')
    .slice(0, 16);

function requireSigned(value, key, what) {
  const { signature, ...statement } = value;
  const sound =
    typeof signature === 'string' &&
    statement.keyId === idOf(key) &&
    verifySignature(null, Buffer.from(canonical(statement)), key, Buffer.from(signature, 'base64'));
  require(sound, 'SIGNATURE_INVALID', `${what.chinese}的签名无效`, `the signature of ${what.english} is not valid`);
}

function requireCheckpoint(value, what) {
  const sound =
    hasMembers(value, CHECKPOINT_MEMBERS) &&
    value.origin === ORIGIN &&
    isCount(value.size) &&
    HASH.test(value.rootHash) &&
    INSTANT.test(value.at);
  require(sound, 'CHECKPOINT_INVALID', `${what.chinese}不是检查点`, `${what.english} is no checkpoint`);
  return value;
}

// ── The checks, in order ──

const IN_BUNDLE = { chinese: '包内检查点', english: 'the checkpoint in the bundle' };
const HELD = { chinese: '所持检查点', english: 'the checkpoint that you hold' };
const MANIFEST = { chinese: '清单 manifest.json', english: 'manifest.json' };

/** The key to trust, of those given the one that the manifest names; where none is given, the one in the bundle. */
function trustedKey(bundle, given) {
  const { keyId } = bundle.manifest;
  if (given !== null) {
    const named = given.find((each) => idOf(each) === keyId);
    require(named !==
      undefined, 'SIGNATURE_INVALID', `签发此包的密钥 ${keyId} 不在所给的公钥之中：或为他人所签，或密钥已经更换，须另行取得现用的公钥`, `the key ${keyId} that signed this bundle is not among those given: somebody else signed it, or the key was changed and you need the present one`);
    return named;
  }
  const keys = bundle.json('keys.json').keys;
  const named = Array.isArray(keys) ? keys.find((each) => each.keyId === keyId) : undefined;
  const key = publicKeyOf(String(named?.publicKey));
  require(key !== null, 'KEY_MISSING', '包内没有签发所用的公钥', 'the bundle lacks the key it is signed by');
  return key;
}

function checkMembers({ file, members, manifest }) {
  const listed = manifest.members;
  const names = [...members.keys()].filter((name) => name !== 'manifest.json');
  const agree = Array.isArray(listed) && canonical(listed.map(({ name }) => name)) === canonical(names);
  require(agree, 'MEMBERS_DIFFER', '包内文件与清单所列不同', 'the members are not those of the manifest');
  for (const { name, bytes, sha256: expected } of listed) {
    const member = members.get(name);
    const hash = createHash('sha256');
    for (const chunk of chunksOf(file, member)) hash.update(chunk);
    const same = member.size === bytes && hash.digest('hex') === expected;
    require(same, 'MEMBER_CHANGED', `${name} 被改动`, `${name} was changed`);
  }
}

function checkRulebook(bundle) {
  const { hash, files, imports, editions = [] } = bundle.json('rulebook.json');
  require([files, imports, editions].every(
    Array.isArray,
  ), 'RULEBOOK_CHANGED', '规则库不完整', 'the rulebook is not whole');
  for (const each of files) {
    const sound = canonicalHash(each.data) === each.hash;
    require(sound, 'RULEBOOK_CHANGED', `规则库文件 ${each.path} 被改动`, `the rulebook file ${each.path} was changed`);
  }
  for (const { hash: own, ...rest } of imports) {
    const sound = canonicalHash(rest) === own;
    require(sound, 'RULEBOOK_CHANGED', `规则库导入 ${rest.id} 被改动`, `the import ${rest.id} was changed`);
  }
  const whole = canonicalHash({
    files: Object.fromEntries(files.map((each) => [each.path, each.hash])),
    imports: imports.map((each) => each.hash),
  });
  const same = whole === hash && hash === bundle.manifest.rulebookHash;
  require(same, 'RULEBOOK_CHANGED', '规则库的总哈希不符', 'the hash of the rulebook does not fit');
  checkEditions(bundle.manifest.rulebookEditions, editions);
  return files.length + imports.length;
}

/** The rulebook's files as earlier entries were decided by; bundles from before they were kept have none. */
function checkEditions(listed = [], editions) {
  for (const each of editions) {
    const hashes = isObject(each.files)
      ? Object.fromEntries(Object.entries(each.files).map(([path, data]) => [path, canonicalHash(data)]))
      : null;
    require(canonicalHash(hashes) ===
      each.hash, 'RULEBOOK_CHANGED', `规则库的早先版本 ${each.hash} 被改动`, `the earlier rulebook ${each.hash} was changed`);
  }
  const agree = canonical(listed) === canonical(editions.map((each) => each.hash));
  require(agree, 'RULEBOOK_CHANGED', '规则库的早先版本与清单所列不同', 'the earlier rulebooks are not those of the manifest');
}

/** Whatever the entries say was adopted is there to be read. */
function requireAdopted(bundle, entry) {
  if (entry.action !== 'RULEBOOK_ADOPTED' || bundle.manifest.rulebookEditions === undefined) return;
  const there = bundle.manifest.rulebookEditions.includes(entry.after?.hash);
  require(there, 'RULEBOOK_MISSING', `缺少第 ${entry.sequence} 条记录所采用的规则库`, `the rulebook that entry ${entry.sequence} adopted is missing`);
}

function entryOf(line, position) {
  const entry = canonicalLine(line, `entries.jsonl:${position}`);
  const sound = hasMembers(entry, ENTRY_MEMBERS) && isCount(entry.sequence) && INSTANT.test(entry.at);
  require(sound, 'ENTRY_INVALID', `第 ${position} 行不是记录`, `line ${position} is no entry`);
  return entry;
}

function requireRising(entry, before) {
  const rising = entry.at >= before.at && entry.sequence > before.sequence;
  const { sequence } = entry;
  require(rising, 'ORDER', `第 ${sequence} 条记录的次序有误`, `entry ${sequence} is out of order`);
}

/** Follows in the entries which rulebook was in use. */
class RulebookTold {
  /** Path → hash of the files adopted last. */
  files = null;
  /** The last hash of a whole rulebook, with the files it was told of. */
  last = null;
  /** Hashes of what was imported since. */
  since = [];

  take({ action, after }) {
    if (action === 'RULEBOOK_ADOPTED' && Array.isArray(after?.files)) {
      this.files = Object.fromEntries(after.files);
    } else if (typeof after?.rulebookHash === 'string' && /_IMPORTED$/.test(action)) {
      this.last = { hash: after.rulebookHash, files: this.files };
      this.since = [];
    } else if (action === 'SCHEDULE_IMPORTED') this.since.push(after?.hash);
  }

  /** Whether the rulebook in the bundle is the one that the entries came to. */
  is({ files, imports }) {
    const hashes = imports.map(({ hash }) => hash);
    const present = Object.fromEntries(files.map(({ path, hash }) => [path, hash]));
    if (this.files !== null && canonical(this.files) !== canonical(present)) return false;
    const earlier = hashes.length - this.since.length;
    if (earlier < 0 || canonical(hashes.slice(earlier)) !== canonical(this.since)) return false;
    if (this.last === null) return earlier === 0;
    const told = { files: this.last.files, imports: hashes.slice(0, earlier) };
    return this.last.files === null || canonicalHash(told) === this.last.hash;
  }
}

/** Every entry of the record: the root is computed anew, also as it was at the held checkpoint. */
function checkWholeRecord(bundle, held) {
  const { file, members, checkpoint } = bundle;
  const tree = new Tree();
  const rulebook = new RulebookTold();
  const requireHeld = () => {
    if (held?.size !== tree.size) return;
    const same = tree.root() === held.rootHash;
    require(same, 'RECORD_REWRITTEN', `前 ${held.size} 条与所持检查点不符`, `the first ${held.size} entries are not those of the checkpoint that you hold`);
  };
  let last = { at: '', sequence: 0 };
  requireHeld();
  for (const line of linesOf(file, memberOf(members, 'entries.jsonl'))) {
    const entry = entryOf(line, tree.size + 1);
    const next = entry.sequence === tree.size + 1;
    require(next, 'ENTRY_MISSING', `第 ${tree.size + 1} 条记录缺失`, `entry ${tree.size + 1} is missing`);
    requireRising(entry, last);
    requireAdopted(bundle, entry);
    rulebook.take(entry);
    tree.add(leafHash(line));
    last = entry;
    requireHeld();
  }
  const whole = tree.size === checkpoint.size;
  require(whole, 'ENTRY_MISSING', `第 ${tree.size + 1} 条记录缺失`, `entry ${tree.size + 1} is missing`);
  require(tree.root() ===
    checkpoint.rootHash, 'ROOT_DIFFERS', '哈希树根与检查点不符', 'the root is not that of the checkpoint');
  require(rulebook.is(
    bundle.json('rulebook.json'),
  ), 'RULEBOOK_DIFFERS', '包内的规则库不是记录所载最后采用、导入的规则库', 'the rulebook is not the one that the entries say was in use last');
  return tree.size;
}

/** A selection: each entry is led to the root by its proof. */
function checkSelection(bundle) {
  const { file, members, checkpoint, manifest } = bundle;
  const proofs = linesOf(file, memberOf(members, 'proofs.jsonl'));
  let [count, last] = [0, { at: '', sequence: 0 }];
  for (const line of linesOf(file, memberOf(members, 'entries.jsonl'))) {
    count += 1;
    const entry = entryOf(line, count);
    const { sequence } = entry;
    requireRising(entry, last);
    requireAdopted(bundle, entry);
    const proof = proofs.next();
    require(proof.done !==
      true, 'PROOF_MISSING', `第 ${sequence} 条记录没有证明`, `entry ${sequence} has no proof`);
    const { path, sequence: proved } = canonicalLine(proof.value, `proofs.jsonl:${count}`);
    const sound = proved === sequence && sequence <= checkpoint.size && isProof(path);
    const root = sound ? rootFrom(leafHash(line), sequence - 1, checkpoint.size, bytesOf(path)) : null;
    require(root ===
      checkpoint.rootHash, 'PROOF_FAILS', `第 ${sequence} 条记录的证明不成立`, `the proof of entry ${sequence} does not hold`);
    last = entry;
  }
  require(proofs.next().done === true, 'PROOF_EXTRA', '证明多于记录', 'there are more proofs than entries');
  require(count ===
    manifest.entries, 'COUNT_DIFFERS', '记录条数与清单不符', 'the number of entries is not that of the manifest');
  return count;
}

function checkConsistency(bundle, held, whole) {
  const { from, to, proof } = bundle.json('consistency.json');
  const { checkpoint } = bundle;
  require(isCount(from) &&
    to === checkpoint.size &&
    isProof(proof), 'CONSISTENCY_INVALID', '一致性证明的格式有误', 'the consistency proof is malformed');
  if (held === null) return;
  const shorter = held.size > checkpoint.size;
  require(!shorter, 'RECORD_SHORTER', `包内记录至 ${checkpoint.size} 条，少于所持检查点的 ${held.size} 条：末尾被删除，或此包早于该检查点`, `the bundle ends at entry ${checkpoint.size}, before the ${held.size} of the checkpoint that you hold: the tail was deleted, or the bundle is older`);
  // Of the whole record the root at the held checkpoint was computed from the entries themselves.
  if (whole && from !== held.size) return;
  const covered = from === held.size || held.size === checkpoint.size;
  require(covered, 'CONSISTENCY_MISSING', `此包没有自所持检查点（${held.size} 条）以来的一致性证明，请以 since=${held.size} 重新导出`, `the bundle has no proof from the checkpoint that you hold; export again with since=${held.size}`);
  const steps = from === held.size ? bytesOf(proof) : [];
  require(isConsistent(
    held,
    checkpoint,
    steps,
  ), 'RECORD_REWRITTEN', `前 ${held.size} 条与所持检查点不符：记录曾被改写`, `the first ${held.size} entries are not those of the checkpoint that you hold: the record was rewritten`);
}

// ── The command ──

const say = (chinese, english) => console.log(`✓ ${chinese} / ${english}`);
const note = (chinese, english) => console.log(`! ${chinese} / ${english}`);

function argumentsOf(words) {
  const given = { file: null, checkpoint: null, key: null };
  for (let at = 0; at < words.length; at += 1) {
    const option = /^--(checkpoint|key)$/.exec(words[at])?.[1];
    const name = option ?? 'file';
    const value = option === undefined ? words[at] : words[(at += 1)];
    if (value === undefined || given[name] !== null || value.startsWith('--')) throw new Usage();
    given[name] = value;
  }
  if (given.file === null) throw new Usage();
  return given;
}

function heldCheckpoint(path) {
  let value = null;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    require(false, 'CHECKPOINT_INVALID', '所持检查点无法读取', 'the checkpoint that you hold cannot be read');
  }
  return requireCheckpoint(value, HELD);
}

/** The keys in a file: one, or a list as GET /records/keys and keys.json have it. */
function heldKeys(path) {
  const text = readFileSync(path, 'utf8').trim();
  let keys = [null];
  try {
    const given = /^[[{]/.test(text) ? JSON.parse(text) : text;
    const list = Array.isArray(given) ? given : (given.keys ?? [given]);
    keys = list.map((each) => publicKeyOf(typeof each === 'string' ? each : each.publicKey));
  } catch {
    // Said below.
  }
  const sound = keys.length > 0 && !keys.includes(null);
  require(sound, 'KEY_INVALID', '所给公钥无法读取', 'the key that you gave cannot be read');
  return keys;
}

function openBundle(path) {
  const file = openSync(path, 'r');
  const members = membersOf(file, fstatSync(file).size);
  const json = (name) => jsonOf(file, members, name);
  const manifest = json('manifest.json');
  require(manifest.format ===
    FORMAT, 'FORMAT_UNKNOWN', '不是本程序所知的格式', 'not a format that this program knows');
  const checkpoint = requireCheckpoint(json('checkpoint.json'), IN_BUNDLE);
  const same = canonical(manifest.checkpoint) === canonical(checkpoint);
  require(same, 'CHECKPOINT_INVALID', '清单与包内的检查点不同', 'manifest and bundle have different checkpoints');
  return { file, members, json, manifest, checkpoint };
}

function verifyBundle(given) {
  const bundle = openBundle(given.file);
  const held = given.checkpoint === null ? null : heldCheckpoint(given.checkpoint);
  const keys = given.key === null ? null : heldKeys(given.key);
  const key = trustedKey(bundle, keys);
  requireSigned(bundle.manifest, key, MANIFEST);
  requireSigned(bundle.checkpoint, key, IN_BUNDLE);
  say('清单与检查点的签名有效', `manifest and checkpoint are signed by key ${idOf(key)}`);
  if (given.key === null)
    note(
      '公钥取自包内：可信与否取决于此公钥，请以另行取得的公钥（--key）再核验',
      'the key inside the bundle was used: all trust rests on it; verify again with a key that you got elsewhere (--key)',
    );
  checkMembers(bundle);
  say(
    `包内 ${bundle.members.size} 个文件与清单相符`,
    `all ${bundle.members.size} members are those of the manifest`,
  );
  say(`规则库的 ${checkRulebook(bundle)} 个文件与导入未被改动`, 'the rulebook is what its hash says');
  checkRecord(bundle, held, [key, ...(keys ?? [])]);
  closeSync(bundle.file);
}

/** The key that signed what the auditor holds: of those trusted, else out of the bundle, whose manifest is signed. */
function keyOfHeld(bundle, { keyId }, trusted) {
  const known = trusted.find((each) => idOf(each) === keyId);
  if (known !== undefined) return known;
  const named = bundle.json('keys.json').keys.find((each) => each.keyId === keyId);
  const key = publicKeyOf(String(named?.publicKey));
  require(key !==
    null, 'KEY_MISSING', '包内没有签发所持检查点的公钥', 'the bundle lacks the key that signed the checkpoint that you hold');
  return key;
}

function checkRecord(bundle, held, trusted) {
  if (held !== null) requireSigned(held, keyOfHeld(bundle, held, trusted), HELD);
  const { manifest, checkpoint } = bundle;
  const whole = isObject(manifest.filter) && Object.keys(manifest.filter).length === 0;
  checkConsistency(bundle, held, whole);
  const count = whole ? checkWholeRecord(bundle, held) : checkSelection(bundle);
  require(count ===
    manifest.entries, 'COUNT_DIFFERS', '记录条数与清单不符', 'the number of entries is not that of the manifest');
  if (whole)
    say(`全部 ${count} 条记录完整、连续、未改动`, `all ${count} entries are there, in order, unchanged`);
  else {
    say(
      `所选 ${count} 条记录都在检查点（${checkpoint.size} 条）之内，未改动`,
      `each of the ${count} entries selected is in the record of ${checkpoint.size}, unchanged`,
    );
    note(
      '证明每条记录属实；所选有无遗漏，凭清单的签名',
      'proved of each entry; that none was left out of the selection rests on the signature of the manifest',
    );
  }
  if (held === null)
    note(
      '未与所持检查点比对（--checkpoint），不能发现该检查点以来的整体改写',
      'not compared with a checkpoint that you hold (--checkpoint): a record rewritten as a whole would not show',
    );
  else
    say(
      `自所持检查点（${held.size} 条）以来只增未改`,
      `the record only grew since the checkpoint that you hold (${held.size} entries)`,
    );
}

const USAGE = '用法 / usage: node verify.mjs FILE [--checkpoint FILE] [--key FILE]';

try {
  verifyBundle(argumentsOf(process.argv.slice(2)));
  console.log('完好 / INTACT');
} catch (error) {
  process.exitCode = error instanceof Usage ? 2 : 1;
  if (error instanceof Usage) console.error(USAGE);
  else
    console.error(
      `✗ ${error instanceof Fault ? error.message : `UNREADABLE: 无法读取 / cannot be read (${error.message})`}\n未通过核验 / NOT INTACT`,
    );
}
