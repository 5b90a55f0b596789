import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { signatureOf } from './signature.js';

const BLOCK = 64;

/** HMAC-SHA256 as RFC 2104 defines it, from the plain hash. */
function hmac(key: string, text: string): string {
  const padded = Buffer.alloc(BLOCK);
  Buffer.from(key).copy(padded);
  const with_ = (byte: number): Buffer => Buffer.from(padded.map((each) => each ^ byte));
  const inner = createHash('sha256').update(with_(0x36)).update(text).digest();
  return createHash('sha256').update(with_(0x5c)).update(inner).digest('hex');
}

describe('signatureOf', () => {
  it('is the HMAC-SHA256 of RFC 4231, case 2, over the time, a dot and the body', () => {
    expect(hmac('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(signatureOf('Jefe', 1_751_328_000, '{"文":1}')).toBe(
      `t=1751328000,v1=${hmac('Jefe', '1751328000.{"文":1}')}`,
    );
  });

  it('changes with the secret, the time and the body', () => {
    const signatures = [
      signatureOf('a', 1, 'x'),
      signatureOf('b', 1, 'x'),
      signatureOf('a', 2, 'x'),
      signatureOf('a', 1, 'y'),
    ];
    expect(new Set(signatures).size).toBe(4);
  });
});
