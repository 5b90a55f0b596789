import { describe, expect, it } from '@jest/globals';
import { canonicalHash } from './canonical-hash.js';

describe('canonicalHash', () => {
  it('is the SHA-256 of canonical JSON', () => {
    expect(canonicalHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  it('does not depend on the order of keys, but on that of lists', () => {
    expect(canonicalHash({ a: 1, b: [1, 2] })).toBe(canonicalHash({ b: [1, 2], a: 1 }));
    expect(canonicalHash([1, 2])).not.toBe(canonicalHash([2, 1]));
  });

  it('tells text from number', () => expect(canonicalHash('1')).not.toBe(canonicalHash(1)));

  it.each([undefined, Number.NaN, 1n])('refuses %p, which is not JSON', (value) => {
    expect(() => canonicalHash(value)).toThrow();
  });
});
