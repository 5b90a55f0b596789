import { AES_256_GCM, type Cipher } from './cipher.js';
import type { SealingKey } from './sealing-key.js';

const VERSION = 'v2';
const FIRST_VERSION = 'v1';
const PARTS = 4;

/** What a sealed text tells of itself. */
export interface SealedHeading {
  readonly version: string;
  /** Id of the {@link Cipher}. */
  readonly cipher: string;
  /** Id of the {@link SealingKey}. */
  readonly keyId: string;
}

/** What a text says it was sealed with; `null` for anything that is no sealed text. */
export function headingOf(sealed: string): SealedHeading | null {
  const parts = sealed.split('.');
  const [version = '', second = '', third = ''] = parts;
  if (version === FIRST_VERSION && parts.length === PARTS + 1)
    return { version, cipher: AES_256_GCM.id, keyId: second };
  return version === VERSION && parts.length === PARTS ? { version, cipher: second, keyId: third } : null;
}

const KEY_ID = 8;

/** SQL for the id of the master key that a sealed text in a column says it lies under, as {@link headingOf} reads it. */
export const keyIdSql = (column: string): string =>
  `CASE substr("${column}", 1, 3) WHEN 'v1.' THEN substr("${column}", 4, ${KEY_ID}) ` +
  `ELSE substr("${column}", 4 + instr(substr("${column}", 4), '.'), ${KEY_ID}) END`;

/** Whose a text is goes into what is authenticated: put in another row, it does not open. */
const authenticated = (heading: string, context: string): Buffer => Buffer.from(`${heading}.${context}`);

/** `v2.CIPHER.KEY.CONTENT`, the content in base64url. */
export function sealText(cipher: Cipher, key: SealingKey, text: string, context: string): string {
  const heading = `${VERSION}.${cipher.id}.${key.id}`;
  const sealed = cipher.seal(key.of(cipher), Buffer.from(text), authenticated(heading, context));
  return `${heading}.${sealed.toString('base64url')}`;
}

/**
 * The text that was sealed under a key, by a cipher, for a context.
 * @throws Error when it was sealed otherwise, or changed since.
 */
export function openText(cipher: Cipher, key: SealingKey, sealed: string, context: string): string {
  if (sealed.startsWith(`${FIRST_VERSION}.`)) return openFirstVersion(key, sealed);
  const heading = `${VERSION}.${cipher.id}.${key.id}`;
  const content = Buffer.from(sealed.slice(heading.length + 1), 'base64url');
  return cipher.open(key.of(cipher), content, authenticated(heading, context)).toString('utf8');
}

/** `v1.KEY.NONCE.CONTENT.TAG`, always AES-256-GCM, without a context. */
function openFirstVersion(key: SealingKey, sealed: string): string {
  const [version = '', keyId = '', ...parts] = sealed.split('.');
  const content = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64url')));
  const heading = Buffer.from(`${version}.${keyId}`);
  return AES_256_GCM.open(key.ofFirstVersion(AES_256_GCM.keyBytes), content, heading).toString('utf8');
}
