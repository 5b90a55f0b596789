import { describe, expect, it } from '@jest/globals';
import { tarOf, type TarMember } from './tar.js';

const AT = '2025-07-01T00:00:00.000Z';

const member = (name: string, ...chunks: readonly string[]): TarMember => ({
  name,
  bytes: Buffer.byteLength(chunks.join('')),
  content: () => chunksOf(chunks),
});

// eslint-disable-next-line @typescript-eslint/require-await -- stands for pages of a database
async function* chunksOf(chunks: readonly string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function written(members: readonly TarMember[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of tarOf(members, AT).content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('tarOf', () => {
  it('writes blocks of 512 bytes as ustar has them, and knows their number before', async () => {
    const members = [member('a.json', '{', '}\n'), member('empty')];
    const bytes = await written(members);
    expect(bytes).toHaveLength(5 * 512);
    expect(tarOf(members, AT).bytes).toBe(5 * 512);
    expect(bytes.toString('latin1', 0, 8)).toBe('a.json\0\0');
    expect(bytes.toString('latin1', 124, 148)).toBe('00000000003\x0015030622400\0');
    expect(bytes.toString('latin1', 257, 265)).toBe('ustar\x0000');
    expect(bytes.toString('latin1', 512, 516)).toBe('{}\n\0');
    expect(bytes.toString('latin1', 1024, 1030)).toBe('empty\0');
    expect(bytes.subarray(3 * 512).every((byte) => byte === 0)).toBe(true);
  });

  it('gives every header the sum of its bytes, its own place counted as blanks', async () => {
    const header = (await written([member('a', 'x')])).subarray(0, 512);
    const sum = parseInt(header.toString('latin1', 148, 154), 8);
    header.fill(' ', 148, 156);
    expect(header.reduce((total, byte) => total + byte, 0)).toBe(sum);
  });

  it('writes sizes beyond eleven octal digits in binary', async () => {
    const bytes = 8 ** 11 + 5;
    const huge = { ...member('huge'), bytes };
    const first = (await tarOf([huge], AT).content[Symbol.asyncIterator]().next()).value as Buffer;
    expect(first.readUInt8(124)).toBe(0x80);
    expect(first.readBigUInt64BE(128)).toBe(BigInt(bytes));
  });

  it('fails rather than write another number of bytes than announced', async () => {
    await expect(written([{ ...member('a', 'xyz'), bytes: 2 }])).rejects.toThrow('announced were 2');
  });
});
