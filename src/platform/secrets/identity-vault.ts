import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 4;
const VERSION = 'v1';

/**
 * Keeps identity numbers: sealed, so that only the holder of the key can read them, and found by a keyed hash.
 * A sealed text names its key, so that keys can be changed later and old texts still be opened.
 */
export class IdentityVault {
  private readonly sealing: Buffer;
  private readonly hashing: Buffer;
  private readonly keyId: string;

  /** @param key 32 bytes in hexadecimal. */
  constructor(key: string) {
    const derived = (purpose: string, bytes: number): Buffer =>
      Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', purpose, bytes));
    this.sealing = derived('seal identity numbers', KEY_BYTES);
    this.hashing = derived('look up identity numbers', KEY_BYTES);
    this.keyId = derived('name of the key', KEY_ID_BYTES).toString('hex');
  }

  /** The number, encrypted and authenticated; another text each time. */
  seal(number: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.sealing, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(this.heading()));
    const content = Buffer.concat([cipher.update(number, 'utf8'), cipher.final()]);
    const parts = [nonce, content, cipher.getAuthTag()].map((part) => part.toString('base64url'));
    return [this.heading(), ...parts].join('.');
  }

  /**
   * The number that was sealed.
   * @throws Error when it was sealed under another key, or the text was changed.
   */
  open(sealed: string): string {
    const [version, keyId, ...parts] = sealed.split('.');
    if (`${version ?? ''}.${keyId ?? ''}` !== this.heading())
      throw new Error(`identity number sealed under key ${keyId ?? '(none)'}, not under ${this.keyId}`);
    const [nonce, content, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
    if (nonce === undefined || content === undefined || tag === undefined)
      throw new Error('not a sealed identity number');
    const decipher = createDecipheriv(CIPHER, this.sealing, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(this.heading()));
    decipher.setAuthTag(tag);
    return decipher.update(content, undefined, 'utf8') + decipher.final('utf8');
  }

  /** The hash by which a number is found, the same each time; without the key it tells nothing of the number. */
  lookup(number: string): string {
    return createHmac('sha256', this.hashing).update(number).digest('hex');
  }

  private heading(): string {
    return `${VERSION}.${this.keyId}`;
  }
}
