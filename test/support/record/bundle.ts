import { createHash } from 'node:crypto';
import { canonicalText } from '../../../src/platform/database/canonical-text.js';
import type { RecordSigner } from '../../../src/platform/database/checkpoint.js';
import type { Json } from '../../../src/platform/database/record-entry.js';
import { tarOf } from '../../../src/records/tar.js';

/** The members of a bundle, by name, in their order. */
export type Members = ReadonlyMap<string, Buffer>;

const BLOCK = 512;

/** Takes a tar file apart. */
export function membersOf(tar: Buffer): Members {
  const members = new Map<string, Buffer>();
  for (let at = 0; tar[at] !== 0;) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0+$/, '');
    const size = parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    members.set(name, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members;
}

/** Puts a tar file together. */
export async function tarFrom(members: Members): Promise<Buffer> {
  const parts = [...members].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    content: () => [bytes] as unknown as AsyncIterable<Buffer>,
  }));
  const chunks: Buffer[] = [];
  for await (const chunk of tarOf(parts, '2025-07-01T00:00:00.000Z').content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export type JsonObject = Record<string, Json>;

export const jsonOf = (members: Members, name: string): JsonObject =>
  JSON.parse(members.get(name)?.toString() ?? '') as JsonObject;

export const linesOf = (members: Members, name: string): string[] =>
  (members.get(name)?.toString() ?? '').split('\n').slice(0, -1);

const canonicalBytes = (value: Json): Buffer => Buffer.from(`${canonicalText(value)}\n`);

/** With some members changed, as objects or as lines; the rest, and the manifest, stay as they were. */
export function withMembers(
  members: Members,
  changed: Readonly<Record<string, JsonObject | string[]>>,
): Members {
  const bytes = Object.entries(changed).map(([name, content]): [string, Buffer] => [
    name,
    Array.isArray(content)
      ? Buffer.from(content.map((line) => `${line}\n`).join(''))
      : canonicalBytes(content),
  ]);
  return new Map([...members, ...bytes]);
}

/** What a forger does next: makes the manifest fit the members again, and signs it where there is a key to hand. */
export function withFittingManifest(members: Members, signer?: RecordSigner, more: JsonObject = {}): Members {
  const { signature, ...manifest } = jsonOf(members, 'manifest.json');
  const fitting: JsonObject = {
    ...manifest,
    members: [...members]
      .filter(([name]) => name !== 'manifest.json')
      .map(([name, bytes]) => ({
        name,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    checkpoint: jsonOf(members, 'checkpoint.json'),
    rulebookHash: jsonOf(members, 'rulebook.json')['hash'] ?? null,
    ...more,
    ...(signer !== undefined && { keyId: signer.keyId }),
  };
  const signed = signer === undefined ? (signature ?? null) : signer.sign(fitting);
  return withMembers(members, { 'manifest.json': { ...fitting, signature: signed } });
}
