import { inflateRawSync } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.js';

/** What the content of a zip file may come to. */
export interface ZipLimits {
  readonly maxEntries: number;
  /** All entries together, unpacked. */
  readonly maxBytes: number;
}

/** One entry as the directory at the end of the file declares it. */
interface Declared {
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
  /** Where the directory goes on. */
  readonly next: number;
}

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const TOO_LARGE_FOR_ZIP32 = 0xffffffff;

const BROKEN = '文件不是有效的 xlsx：已损坏、已加密，或为旧版 xls；请用电子表格软件另存为 .xlsx 后再试';

/**
 * Unpacks a zip file whose size is not to be trusted: the sizes that its directory declares are added up before
 * anything is unpacked, and no entry may unpack to another size than declared.
 * @returns the content of every entry.
 * @throws UnreadableFile for anything but a plain, complete zip file within the limits.
 */
export function unzip(bytes: Buffer, limits: ZipLimits): readonly Buffer[] {
  const declared = directoryOf(bytes, limits.maxEntries);
  const total = declared.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.maxBytes) {
    throw new UnreadableFile(`文件解压后共 ${total} 字节，超过 ${limits.maxBytes} 字节的上限`);
  }
  return declared.map((entry) => unpack(bytes, entry));
}

function directoryOf(bytes: Buffer, maxEntries: number): readonly Declared[] {
  const end = bytes.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0) throw new UnreadableFile(BROKEN);
  const count = within(() => bytes.readUInt16LE(end + 10));
  const offset = within(() => bytes.readUInt32LE(end + 16));
  const size = within(() => bytes.readUInt32LE(end + 12));
  // Programs differ in how they read a directory that does not lie right before its end.
  if (offset + size !== end) throw new UnreadableFile(BROKEN);
  const entries: Declared[] = [];
  for (let at = offset; at < end; at = entries.at(-1)?.next ?? end) {
    entries.push(within(() => declaredAt(bytes, at)));
    if (entries.length > maxEntries) throw new UnreadableFile(`压缩包内的文件超过 ${maxEntries} 个的上限`);
  }
  if (entries.length !== count || entries.some(({ next }) => next > end)) throw new UnreadableFile(BROKEN);
  return entries;
}

function declaredAt(bytes: Buffer, at: number): Declared {
  const sizes = [20, 24, 42].map((field) => bytes.readUInt32LE(at + field));
  const [packedSize = 0, size = 0, offset = 0] = sizes;
  const encrypted = (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
  if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY || sizes.includes(TOO_LARGE_FOR_ZIP32) || encrypted) {
    throw new UnreadableFile(BROKEN);
  }
  return {
    method: bytes.readUInt16LE(at + 10),
    packedSize,
    size,
    offset,
    next: [28, 30, 32].reduce((next, length) => next + bytes.readUInt16LE(at + length), at + 46),
  };
}

function unpack(bytes: Buffer, { method, packedSize, size, offset }: Declared): Buffer {
  return within(() => {
    if (bytes.readUInt32LE(offset) !== LOCAL_HEADER) throw new UnreadableFile(BROKEN);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + packedSize);
    const content = inflated(packed, method, size);
    if (packed.length !== packedSize || content.length !== size) throw new UnreadableFile(BROKEN);
    return content;
  });
}

function inflated(packed: Buffer, method: number, size: number): Buffer {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new UnreadableFile(BROKEN);
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
}

/** Reading past the end, or unpacking what is no deflated data, means a broken file. */
function within<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(BROKEN);
  }
}
