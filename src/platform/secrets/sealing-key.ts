import { createHmac, hkdfSync } from 'node:crypto';
import type { Cipher } from './cipher.js';

const KEY_ID_BYTES = 4;
const HASHING_BYTES = 32;

/** A secret from which every key that is used is derived, each for one purpose. */
export class SealingKey {
  /** Names the key without telling anything of it: eight hexadecimal digits. */
  readonly id: string;
  private readonly hashing: Buffer;
  private readonly derived = new Map<string, Buffer>();

  /** @param secret at least 32 random bytes. */
  constructor(readonly secret: Buffer) {
    this.id = this.derive('name of the key', KEY_ID_BYTES).toString('hex');
    this.hashing = this.derive('look up identity numbers', HASHING_BYTES);
  }

  /** The key that a cipher works with; another one for each cipher. */
  of({ id, keyBytes }: Pick<Cipher, 'id' | 'keyBytes'>): Buffer {
    return this.derive(`seal with ${id}`, keyBytes);
  }

  /** The key of the texts sealed before they named their cipher. */
  ofFirstVersion(bytes: number): Buffer {
    return this.derive('seal identity numbers', bytes);
  }

  /** A hash that is the same each time, and tells nothing to whoever has not the key. */
  hash(text: string): string {
    return createHmac('sha256', this.hashing).update(text).digest('hex');
  }

  private derive(purpose: string, bytes: number): Buffer {
    const known = this.derived.get(purpose);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', this.secret, '', purpose, bytes));
    this.derived.set(purpose, key);
    return key;
  }
}
