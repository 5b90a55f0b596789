import { describe, expect, it } from '@jest/globals';
import { zipOf } from '../../../test/support/zip.js';
import { UnreadableFile } from './unreadable-file.js';
import { unzip } from './unzip.js';

const LIMITS = { maxEntries: 3, maxBytes: 1000 };
const unpacked = (bytes: Buffer): string[] => unzip(bytes, LIMITS).map((content) => content.toString());
const small = { name: 'a', content: 'one' };

describe('unzip', () => {
  it('gives the content of every entry, packed or stored', () => {
    const stored = { name: 'b', content: 'two', stored: true } as const;
    expect(unpacked(zipOf([small, stored, { name: 'c', content: '' }]))).toEqual(['one', 'two', '']);
    expect(unpacked(zipOf([]))).toEqual([]);
  });

  it('goes up to its limits', () => {
    expect(unpacked(zipOf([{ name: 'a', content: 'x'.repeat(1000) }]))).toHaveLength(1);
  });

  it.each([
    ['more bytes than allowed', [{ name: 'a', content: 'x'.repeat(1001) }], '解压后共 1001 字节'],
    [
      'more bytes in all',
      [
        { name: 'a', content: 'x'.repeat(600) },
        { name: 'b', content: 'x'.repeat(600) },
      ],
      '1200',
    ],
    ['more entries than allowed', [small, small, small, small], '超过 3 个'],
    [
      'a size that is larger than claimed',
      [{ name: 'a', content: 'x'.repeat(100_000), claimedSize: 10 }],
      '损坏',
    ],
    ['a size that is smaller than claimed', [{ ...small, claimedSize: 10 }], '损坏'],
    ['a stored size that is not as claimed', [{ ...small, stored: true, claimedSize: 2 } as const], '损坏'],
    ['an encrypted entry', [{ ...small, flags: 1 }], '已加密'],
    ['sizes that need the 64-bit format', [{ ...small, claimedSize: 0xffffffff }], '损坏'],
  ])('refuses %s', (_, entries, reason) => {
    expect(() => unpacked(zipOf(entries))).toThrow(UnreadableFile);
    expect(() => unpacked(zipOf(entries))).toThrow(reason);
  });

  it('refuses what is broken anywhere, and never fails otherwise', () => {
    const sound = zipOf([small, { name: 'b', content: 'two'.repeat(20) }]);
    const outcomes = new Set<string>();
    for (let at = 0; at < sound.length; at += 1) {
      const bent = Buffer.from(sound);
      bent.writeUInt8(255 - bent.readUInt8(at), at);
      for (const bytes of [bent, sound.subarray(0, at), sound.subarray(at + 1)]) {
        outcomes.add(outcomeOf(bytes));
      }
    }
    expect([...outcomes].sort()).toEqual(['read', 'refused']);
  });

  it.each([Buffer.alloc(0), Buffer.from('PK'), Buffer.from('%PDF-1.7'), Buffer.alloc(5000, 'PK\x05\x06')])(
    'refuses %# what is no zip file',
    (bytes) => {
      expect(() => unpacked(bytes)).toThrow('不是有效的 xlsx');
    },
  );

  it('refuses a file with something before it or behind it', () => {
    const sound = zipOf([small]);
    expect(outcomeOf(Buffer.concat([Buffer.from('GIF89a'), sound]))).toBe('refused');
    expect(outcomeOf(Buffer.concat([sound, sound]))).toBe('refused');
  });
});

/** `read`, `refused`, or the failure that must not be. */
function outcomeOf(bytes: Buffer): string {
  try {
    unpacked(bytes);
    return 'read';
  } catch (error) {
    return error instanceof UnreadableFile ? 'refused' : String(error);
  }
}
