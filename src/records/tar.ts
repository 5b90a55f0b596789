import { Temporal } from 'temporal-polyfill';

const BLOCK = 512;
/** What eleven octal digits can say; beyond, the size stands in binary. */
const MOST_IN_OCTAL = 0o77777777777;

/** A member of a tar file: content of exactly so many bytes. */
export interface TarMember {
  readonly name: string;
  readonly bytes: number;
  readonly content: () => AsyncIterable<Buffer>;
}

/** A tar file before it is written. */
export interface Tar {
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

/**
 * A plain tar file (ustar) of the members in their order, which any program unpacks.
 * @param at the instant its members bear, RFC 3339.
 */
export function tarOf(members: readonly TarMember[], at: string): Tar {
  const seconds = Math.floor(Temporal.Instant.from(at).epochMilliseconds / 1000);
  const bytes = members.reduce(
    (total, member) => total + BLOCK + member.bytes + padding(member.bytes),
    2 * BLOCK,
  );
  return { bytes, content: chunksOf(members, seconds) };
}

async function* chunksOf(members: readonly TarMember[], seconds: number): AsyncGenerator<Buffer> {
  for (const { name, bytes, content } of members) {
    yield headerOf(name, bytes, seconds);
    let written = 0;
    for await (const chunk of content()) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== bytes) throw new Error(`${name} has ${written} bytes, announced were ${bytes}`);
    yield Buffer.alloc(padding(bytes));
  }
  yield Buffer.alloc(2 * BLOCK);
}

const padding = (bytes: number): number => (BLOCK - (bytes % BLOCK)) % BLOCK;

function headerOf(name: string, bytes: number, epochSeconds: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'utf8');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, bytes);
  header.write(`${octal(epochSeconds, 11)}\0`, 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

function writeSize(header: Buffer, bytes: number): void {
  if (bytes <= MOST_IN_OCTAL) {
    header.write(`${octal(bytes, 11)}\0`, 124);
  } else {
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(bytes), 128);
  }
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
