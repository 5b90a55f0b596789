import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip file that a test makes by hand, and what its directory claims of it. */
export interface PackedEntry {
  readonly name: string;
  readonly content: Buffer | string;
  /** Instead of the true size. */
  readonly claimedSize?: number;
  readonly stored?: true;
  /** General purpose flags: 1 is encrypted. */
  readonly flags?: number;
}

const header = (
  size: number,
  fields: readonly (readonly [at: number, bytes: 2 | 4, value: number])[],
): Buffer => {
  const bytes = Buffer.alloc(size);
  for (const [at, width, value] of fields) bytes.writeUIntLE(value, at, width);
  return bytes;
};

/** A zip file of these entries, true or false. */
export function zipOf(entries: readonly PackedEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize, stored, flags = 0 } of entries) {
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain);
    const called = Buffer.from(name);
    const about = (at: number) =>
      [
        [at, 2, flags],
        [at + 2, 2, stored ? 0 : 8],
        [at + 8, 4, crc32(plain)],
        [at + 12, 4, packed.length],
        [at + 16, 4, claimedSize ?? plain.length],
        [at + 20, 2, called.length],
      ] as const;
    directory.push(header(46, [[0, 4, 0x02014b50], ...about(8), [42, 4, offset]]), called);
    files.push(header(30, [[0, 4, 0x04034b50], ...about(6)]), called, packed);
    offset += 30 + called.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = header(22, [
    [0, 4, 0x06054b50],
    [8, 2, entries.length],
    [10, 2, entries.length],
    [12, 4, listed.length],
    [16, 4, offset],
  ]);
  return Buffer.concat([...files, listed, end]);
}
