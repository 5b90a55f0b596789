import { randomBytes } from 'node:crypto';
import { AES_256_GCM, type Cipher } from './cipher.js';
import { headingOf, openText, sealText } from './sealed-text.js';
import { SealingKey } from './sealing-key.js';

const DATA_KEY_BYTES = 32;

/** An identity number as it is stored: under a key of its own, which the master key keeps. Without that key it is noise. */
export interface SealedNumber {
  /** Id of the master key that wraps the person's key and made the lookup. */
  readonly keyId: string;
  /** The person's own key, sealed under the master key; null for one sealed before people had keys of their own. */
  readonly wrappedKey: string | null;
  readonly sealed: string;
  /** The keyed hash by which the number is found. */
  readonly lookup: string;
}

/**
 * Keeps identity numbers and other secrets: sealed, so that only the holder of the key can read them; numbers are found
 * by a keyed hash. New texts are sealed under the present master key; those of previous ones stay readable and findable
 * while these are given too.
 */
export class IdentityVault {
  private readonly current: SealingKey;
  /** The present one first. */
  private readonly keys: ReadonlyMap<string, SealingKey>;

  /**
   * @param key 32 bytes in hexadecimal.
   * @param previous keys that were in use before, likewise.
   * @param ciphers those that can be read; the first one seals.
   */
  constructor(
    key: string,
    previous: readonly string[] = [],
    private readonly ciphers: readonly [Cipher, ...Cipher[]] = [AES_256_GCM],
  ) {
    this.current = new SealingKey(Buffer.from(key, 'hex'));
    const all = [this.current, ...previous.map((each) => new SealingKey(Buffer.from(each, 'hex')))];
    this.keys = new Map(all.map((each) => [each.id, each]));
  }

  /** Id of the present master key. */
  get keyId(): string {
    return this.current.id;
  }

  /** What every text starts with that is sealed as it would be sealed today. */
  get currentPrefix(): string {
    return `v2.${this.ciphers[0].id}.${this.keyId}.`;
  }

  /** Ids of every master key that can be read, the present one first. */
  get keyIds(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** The text, encrypted and authenticated under the master key; another text each time. */
  seal(text: string, context = ''): string {
    return sealText(this.ciphers[0], this.current, text, context);
  }

  /**
   * The text that was sealed.
   * @throws Error when the key or the cipher is not known here, the context is another, or the text was changed.
   */
  open(sealed: string, context = ''): string {
    return openText(this.cipherOf(sealed), this.keyOf(sealed), sealed, context);
  }

  /** Whether a text is sealed as it would be sealed today. */
  isCurrent(sealed: string): boolean {
    const heading = headingOf(sealed);
    return heading?.version === 'v2' && heading.keyId === this.keyId && heading.cipher === this.ciphers[0].id;
  }

  /** The hash by which a number entered now is found. */
  lookup(number: string): string {
    return this.current.hash(number);
  }

  /** Every hash under which a number may be stored, one for each master key. */
  lookups(number: string): readonly string[] {
    return [...this.keys.values()].map((key) => key.hash(number));
  }

  /** Seals a number under a new key of its owner's. @param owner whose it is: for nobody else it opens. */
  enclose(number: string, owner: string): SealedNumber {
    const key = new SealingKey(randomBytes(DATA_KEY_BYTES));
    return this.enclosed(key, sealText(this.ciphers[0], key, number, numberOf(owner)), number, owner);
  }

  /** The number that was enclosed. @throws Error as {@link open}. */
  disclose({ wrappedKey, sealed }: SealedNumber, owner: string): string {
    if (wrappedKey === null) return this.open(sealed);
    return openText(this.cipherOf(sealed), this.dataKey(wrappedKey, owner), sealed, numberOf(owner));
  }

  /** The same number as it is stored today: wrapped and hashed under the present master key. */
  renewed(stored: SealedNumber, owner: string): SealedNumber {
    const number = this.disclose(stored, owner);
    const { wrappedKey, sealed } = stored;
    if (wrappedKey === null || headingOf(sealed)?.cipher !== this.ciphers[0].id)
      return this.enclose(number, owner);
    return this.enclosed(this.dataKey(wrappedKey, owner), sealed, number, owner);
  }

  private enclosed(key: SealingKey, sealed: string, number: string, owner: string): SealedNumber {
    const wrappedKey = this.seal(key.secret.toString('base64url'), keyOf(owner));
    return { keyId: this.keyId, wrappedKey, sealed, lookup: this.lookup(number) };
  }

  private dataKey(wrappedKey: string, owner: string): SealingKey {
    return new SealingKey(Buffer.from(this.open(wrappedKey, keyOf(owner)), 'base64url'));
  }

  private keyOf(sealed: string): SealingKey {
    const heading = headingOf(sealed);
    if (heading === null) throw new Error('not a sealed text');
    const key = this.keys.get(heading.keyId);
    if (key === undefined)
      throw new Error(`sealed under key ${heading.keyId}, which is none of ${this.keyIds.join(', ')}`);
    return key;
  }

  private cipherOf(sealed: string): Cipher {
    const { cipher = '(none)' } = headingOf(sealed) ?? {};
    const found = this.ciphers.find(({ id }) => id === cipher);
    if (found === undefined) throw new Error(`sealed by the unknown cipher ${cipher}`);
    return found;
  }
}

const keyOf = (owner: string): string => `key of ${owner}`;
const numberOf = (owner: string): string => `identity number of ${owner}`;
